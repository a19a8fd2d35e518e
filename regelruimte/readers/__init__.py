"""Somebody outside who reads along: parts of one proposal, for some days, behind a code."""
