"""What all tests share: the site on a database, the mail it sends, a visitor and the people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from regelruimte.config import Config, read_config
from regelruimte.store.db import database
from tests import postgres
from tests import visitor as visits
from tests.long_run import LONG
from tests.people import Applicant, Coordinator, Everyone
from tests.postoffice import PostOffice, open_post_office, takes_mail_by_hand
from tests.sites import Sites, parts
from tests.visitor import Visitor

_MARKERS = (
    "settings: variables of the site's environment, such as settings(UNDO_MINUTES=15)",
    "both_databases: it runs on PostgreSQL too; the database makes a difference here",
    "only_postgresql: there is nothing to it with SQLite",
    "smtp: mail goes to a real SMTP server, which can refuse it",
    "timed: it measures time, and runs by itself",
    "seldom: only the long run does it (FAULTS=long, as in make faults)",
    "seldom_on_postgresql: the long run alone does it there too",
    "own_app: the site is made for this test alone, which changes it",
)


def pytest_configure(config: pytest.Config) -> None:
    """Let tests say what they need of the site, its database and its mail."""
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run each test on the databases that make a difference to it, and some seldom."""
    items[:] = [item for item in items if _makes_a_difference(item)]
    left_out = {item for item in items if _is_seldom(item) and not LONG}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _is_seldom(item: pytest.Item) -> bool:
    on_postgresql = _database_of(item) == "postgresql"
    markers = ("seldom", *(["seldom_on_postgresql"] if on_postgresql else []))
    return any(map(item.get_closest_marker, markers))


def _database_of(item: pytest.Item) -> str | None:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("database_url") if callspec else None


def _makes_a_difference(item: pytest.Item) -> bool:
    place = _database_of(item)
    if place == "postgresql":
        return any(map(item.get_closest_marker, ("both_databases", "only_postgresql")))
    return place is None or item.get_closest_marker("only_postgresql") is None


def needs(what: str, present: bool) -> None:
    """Skip, loudly, a test whose tool is not installed; with REQUIRE_ALL fail instead."""
    if present:
        return
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(f"{what} is not installed and REQUIRE_ALL is set")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(autouse=True)
def every_status_is_expected() -> Iterator[None]:
    """Fail a test that ended at a page that was not 200, and neither expected nor read that."""
    visits.not_looked_at.clear()
    yield
    unseen = [f"{page.path}: {page.response.status_code}" for page in visits.not_looked_at]
    assert not unseen, f"pages that nobody expected: {unseen}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL database."""
    needs("PostgreSQL", postgres.binaries() is not None)
    with postgres.server() as address:
        yield address


@pytest.fixture(
    scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a database; tests marked with `both_databases` run on both."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgresql")
        return address
    return f"sqlite:///{tmp_path_factory.mktemp('db')}/test.sqlite"


@pytest.fixture(scope="session")
def post_office_server() -> Iterator[PostOffice]:
    """The SMTP server, started once."""
    with open_post_office() as office:
        yield office


@pytest.fixture
def post_office(request: pytest.FixtureRequest) -> PostOffice:
    """Where mail arrives: handed over within the process, or by SMTP for tests of that."""
    if request.node.get_closest_marker("smtp") is None:
        return PostOffice()
    server: PostOffice = request.getfixturevalue("post_office_server")
    server.begins_anew()
    return server


@pytest.fixture(scope="session")
def shared_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all sites that one process of the tests makes."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture
def environment(
    database_url: str,
    post_office: PostOffice,
    shared_instance: Path,
    request: pytest.FixtureRequest,
) -> dict[str, str]:
    """The environment of a development site; a test changes what it is about."""
    variables = {
        "REGELRUIMTE_DEVELOPMENT": "1",
        "REGELRUIMTE_INSTANCE_PATH": str(shared_instance),
        "REGELRUIMTE_DATABASE_URL": database_url,
        "REGELRUIMTE_MAIL_SERVER": "127.0.0.1",
        "REGELRUIMTE_MAIL_PORT": str(post_office.port or 9),  # nobody listens there
        "REGELRUIMTE_UNDO_MINUTES": "0",
        "REGELRUIMTE_RATELIMIT_ENABLED": "0",
    }
    for marker in request.node.iter_markers("settings"):
        variables |= {f"REGELRUIMTE_{name}": str(value) for name, value in marker.kwargs.items()}
    return variables


@pytest.fixture
def config(environment: dict[str, str]) -> Config:
    """The configuration that the environment gives."""
    return read_config(environment)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The sites that were made; their templates are compiled once."""
    return Sites(FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates"))))


@pytest.fixture
def app(
    config: Config, sites: Sites, post_office: PostOffice, request: pytest.FixtureRequest
) -> Iterator[Flask]:
    """The site on an empty database, shared with tests that leave it as it was.

    A test that changes it, or anything it is made from (`monkeypatch`), has one of its own.
    """
    changes = "monkeypatch" in request.fixturenames or request.node.get_closest_marker("own_app")
    app = sites.own(config) if changes else sites.shared(config)
    before = None if changes else parts(app)
    with takes_mail_by_hand(app, post_office):
        yield app
    database.close()
    assert changes or parts(app) == before, "it changed a shared site: mark it with own_app"


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a browser without JavaScript."""
    return Visitor(app)


@pytest.fixture
def everyone(app: Flask, post_office: PostOffice) -> Everyone:
    """The people of the story: an applicant and both coordinators, with their post."""
    return Everyone(app, post_office)


@pytest.fixture
def applicant(everyone: Everyone) -> Applicant:
    """Somebody with a rule that is in the way."""
    return everyone.applicant


@pytest.fixture
def bart(everyone: Everyone) -> Coordinator:
    """The first coordinator."""
    return everyone.bart


@pytest.fixture
def rense(everyone: Everyone) -> Coordinator:
    """The second coordinator."""
    return everyone.rense
