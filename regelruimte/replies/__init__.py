"""What a coordinator answers to a proposal, from the link in the alert."""
