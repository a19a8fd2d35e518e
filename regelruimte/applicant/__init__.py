"""The applicant's own page after sending."""
