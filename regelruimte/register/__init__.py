"""The public register: what is known of a rule, in our words, as its applicants allowed it."""
