"""What a question is, whatever it is asked for: its kinds, its checks and the form made from it."""
