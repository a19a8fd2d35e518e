"""The eligibility check: five questions, one verdict, no personal data."""
