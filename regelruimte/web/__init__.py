"""What every page shares: pages and fragments, errors, headers, assets."""
