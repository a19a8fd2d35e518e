"""Makes the filled database of a release, which the tests of later ones bring to their shape.

Whoever makes a release runs `.venv/bin/python -m tests.store.fill_release` once, and commits the
two files. The site does it all itself, by its own pages and verbs, around one fixed day; tokens
and keys in it are random, and are kept beside it because a database holds only their hashes.
"""

from __future__ import annotations

import json
import lzma
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from regelruimte import clock, create_app
from regelruimte.config import read_config
from regelruimte.store.db import database
from regelruimte.store.migrate import migrate
from regelruimte.version import VERSION
from tests.people import Everyone
from tests.postoffice import open_post_office
from tests.store import release_life
from tests.store.released import FOLDER, with_prefix

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
SETTINGS = {
    "SECRET_KEY": "of a site that is test data of a release",
    "SITE_URL": "https://regelruimte.example",
    "MAIL_SERVER": "127.0.0.1",
    "UNDO_MINUTES": "0",
    "RATELIMIT_ENABLED": "0",
}


def main(target: Path) -> None:
    """Fill a database, and write it with its links into the folder `target`."""
    with TemporaryDirectory() as folder, clock.moved(AT - clock.now()):
        links = _fill(Path(folder))
        content = Path(folder, "made.sqlite").read_bytes()
        at = clock.now().isoformat(timespec="seconds")
    packed = target / f"{VERSION}.sqlite.xz"
    packed.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    told = {"at": at, "settings": SETTINGS, "links": links}
    (target / f"{VERSION}.json").write_text(json.dumps(told, indent=1) + "\n")
    sys.stdout.write(f"{packed}: {packed.stat().st_size} bytes\n")


def _fill(folder: Path) -> dict[str, str]:
    """Let everything happen in a site of its own; leave a back-up of it, return the links."""
    url = f"sqlite:///{folder}/site.sqlite"
    with open_post_office() as office:
        place = {"DATABASE_URL": url, "INSTANCE_PATH": str(folder), "MAIL_PORT": str(office.port)}
        app = create_app(read_config(with_prefix(SETTINGS | place)))
        with app.app_context():
            migrate(url)
        links: dict[str, str] = {}
        for days, happens in release_life.LIFE:
            with clock.moved(-timedelta(days=days)):
                links |= happens(Everyone(app, office)) or {}
        result = app.test_cli_runner().invoke(args=["db", "backup", str(folder / "made.sqlite")])
        assert result.exit_code == 0, result.output
        database.close()
    return links


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else FOLDER)
