"""Where everything is kept: the tables, the links and the queries by name."""
