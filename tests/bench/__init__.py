"""The benchmark: the site beside a bare Flask app, in ratios; `make bench` runs it."""
