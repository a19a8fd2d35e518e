"""How coordinators come in: a mailed link or code, and the session that it becomes."""
