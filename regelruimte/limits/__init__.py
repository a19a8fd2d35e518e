"""Limits: how often one network may ask, and how often one person is mailed."""
