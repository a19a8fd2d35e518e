"""The proposal: which rule stands in the way, and what somebody would do instead."""
