"""The coordinators' workspace: what waits, every proposal, pilots, figures and export."""
