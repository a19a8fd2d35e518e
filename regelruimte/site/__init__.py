"""The pages that are the same for everybody: the call, privacy, accessibility, health."""
