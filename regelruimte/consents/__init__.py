"""The yes of a manager, or of who decides on a rule, by a link that the applicant hands over."""
