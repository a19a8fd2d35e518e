"""Figures over all proposals, and the quarterly report, in which nobody can be recognised."""
