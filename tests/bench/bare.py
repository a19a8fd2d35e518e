"""The floor: one template, no form, no database, no headers of ours."""

from __future__ import annotations

from flask import Flask, render_template
from jinja2 import DictLoader

_PAGE = """<!doctype html>
<html lang="nl"><head><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><ul>{% for item in items %}<li>{{ item }}</li>{% endfor %}</ul></body>
</html>"""

app = Flask(__name__)
app.jinja_loader = DictLoader({"page.html": _PAGE})  # type: ignore[assignment]


@app.get("/robots.txt")
def page() -> str:
    """Answer with one small page."""
    return render_template("page.html", title="Kaal", items=["een", "twee", "drie"])
