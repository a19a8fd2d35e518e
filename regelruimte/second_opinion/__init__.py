"""A second opinion on a reply, where the settings ask for one, before its applicant sees it."""
