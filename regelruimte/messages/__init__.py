"""What the applicant and the coordinators write each other, beside the replies."""
