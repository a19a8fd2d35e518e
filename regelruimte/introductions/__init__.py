"""Introductions: two applicants who named the same rule, each asked apart whether to talk."""
