"""The audit trail: who signed in or failed to, opened a proposal, or took data out of the site."""
