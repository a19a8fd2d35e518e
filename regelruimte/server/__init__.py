"""The processes around the site: starting them, their log, and whose turn it is in each."""
