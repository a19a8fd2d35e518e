"""A draft, from its first step until it is sent."""
