"""Pilots: from the agreement on a trial to the outcome for the rule itself."""
