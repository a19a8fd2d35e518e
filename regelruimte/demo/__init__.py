"""The ten invented sample proposals, brought into their states by the site's own verbs."""
