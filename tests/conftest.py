"""What all tests share: the app on both databases, a real SMTP server, a visitor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from regelruimte import create_app
from regelruimte.config import Config, read_config
from regelruimte.store.db import database
from regelruimte.store.migrate import migrate
from regelruimte.store.models import TABLES
from tests import postgres
from tests import visitor as visits
from tests.people import Applicant, Coordinator, Everyone
from tests.postoffice import PostOffice, open_post_office
from tests.visitor import Visitor


def pytest_configure(config: pytest.Config) -> None:
    """Let tests say with which settings the site runs: `@pytest.mark.settings(UNDO_MINUTES=15)`."""
    config.addinivalue_line("markers", "settings: variables of the site's environment")
    config.addinivalue_line("markers", "any_database: the database makes no difference here")
    config.addinivalue_line("markers", "only_postgresql: there is nothing to it with SQLite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run each test on the databases that make a difference to it."""
    items[:] = [item for item in items if _makes_a_difference(item)]


def _makes_a_difference(item: pytest.Item) -> bool:
    is_postgresql = item.get_closest_marker("postgres") is not None
    unwanted = "any_database" if is_postgresql else "only_postgresql"
    return item.get_closest_marker(unwanted) is None


def needs(what: str, present: bool) -> None:
    """Skip, loudly, a test whose tool is not installed; with REQUIRE_ALL fail instead."""
    if present:
        return
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(f"{what} is not installed and REQUIRE_ALL is set")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(autouse=True)
def every_fault_is_expected() -> Iterator[None]:
    """Fail a test that was answered with a fault of the site (5xx) and did not ask for it."""
    visits.not_looked_at.clear()
    yield
    unseen = [f"{page.path}: {page.response.status_code}" for page in visits.not_looked_at]
    assert not unseen, f"faults that nobody expected: {unseen}"


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
    """The address of a database: every test that uses one runs on both."""
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
def post_office(post_office_server: PostOffice) -> PostOffice:
    """An SMTP server without letters."""
    post_office_server.begins_anew()
    return post_office_server


@pytest.fixture
def environment(
    database_url: str, post_office: PostOffice, tmp_path: Path, request: pytest.FixtureRequest
) -> dict[str, str]:
    """The environment of a development site; a test changes what it is about."""
    variables = {
        "REGELRUIMTE_DEVELOPMENT": "1",
        "REGELRUIMTE_INSTANCE_PATH": str(tmp_path),
        "REGELRUIMTE_DATABASE_URL": database_url,
        "REGELRUIMTE_MAIL_SERVER": "127.0.0.1",
        "REGELRUIMTE_MAIL_PORT": str(post_office.port),
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
def migrated_databases() -> set[str]:
    """The addresses of the databases that have their tables already."""
    return set()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all the sites that the tests make."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(
    config: Config, compiled_templates: FileSystemBytecodeCache, migrated_databases: set[str]
) -> Iterator[Flask]:
    """The site on an empty database."""
    app = create_app(config)
    app.jinja_env.bytecode_cache = compiled_templates
    with app.app_context():
        if config.database_url not in migrated_databases:
            migrate(config.database_url)
            migrated_databases.add(config.database_url)
        with database.atomic():
            for table in reversed(TABLES):
                table.delete().execute()
    yield app
    database.close()


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
