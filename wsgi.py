"""The WSGI application, as a web server imports it: `wsgi:app`."""

from regelruimte import create_app

app = create_app()
