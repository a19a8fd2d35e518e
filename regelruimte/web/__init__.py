"""What every request and page share: the app, pages and fragments, errors, headers, assets."""
