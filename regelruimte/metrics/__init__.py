"""How the site goes, for Prometheus: on an address of its own, and only when one is given."""
