"""The metrics: on their own port only, about numbers only, and what they say is right."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import threading
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from regelruimte import clock
from regelruimte.config import ROOT, Config
from regelruimte.mail import send
from regelruimte.metrics.address import Metrics, init_app
from regelruimte.metrics.request_counts import PAGES, RequestCounts, page_kind
from regelruimte.store import chores, db
from regelruimte.store.models import OutgoingMail
from regelruimte.version import VERSION
from tests.people import Applicant, Coordinator
from tests.visitor import Visitor

PORT = 9465
TOKEN = "t" * 40
pytestmark = [pytest.mark.both_databases, pytest.mark.settings(METRICS_BIND=f"127.0.0.1:{PORT}")]
_SAMPLE = re.compile(r"(\w+)(?:\{(.*)\})? (\S+)")


def at_port(app: Flask, port: int, path: str = "/metrics", **headers: str) -> TestResponse:
    """Ask for a path at the port of this machine that gunicorn would have heard it on."""
    connection = SimpleNamespace(getsockname=lambda: ("127.0.0.1", port))
    asked = {"environ_overrides": {"gunicorn.socket": connection}, "headers": headers}
    return Client(app.wsgi_app, TestResponse).get(path, **asked)


def measured(app: Flask) -> dict[str, float]:
    """Return the numbers by name and labels, such as `regelruimte_mails{state="held"}`."""
    answer = at_port(app, PORT)
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


def test_the_site_itself_has_no_page_for_them(app: Flask) -> None:
    for path in ("/metrics", "/metrics/"):
        assert at_port(app, 8000, path, Host=f"127.0.0.1:{PORT}").status_code == 404


def test_nothing_of_the_site_is_at_their_port(app: Flask) -> None:
    assert [at_port(app, PORT, path).status_code for path in ("/", "/werkruimte")] == [404, 404]


def test_through_a_unix_socket_nobody_reaches_them_by_a_host_of_choice(app: Flask) -> None:
    connection = SimpleNamespace(getsockname=lambda: "/run/site.sock")
    answer = Client(app.wsgi_app, TestResponse).get(
        "/metrics",
        environ_overrides={"gunicorn.socket": connection, "SERVER_PORT": str(PORT)},
        headers={"Host": "localhost"},
    )

    assert answer.status_code == 404


def test_without_an_address_there_are_none(config: Config) -> None:
    bare = Flask("bare")

    init_app(bare, replace(config, metrics_bind=None))

    assert not isinstance(bare.wsgi_app, Metrics)


@pytest.mark.settings(METRICS_TOKEN=TOKEN)
def test_with_a_token_only_who_has_it_reads_them(app: Flask) -> None:
    assert at_port(app, PORT).status_code == 401
    assert at_port(app, PORT, Authorization="Bearer é").status_code == 401
    assert at_port(app, PORT, Authorization=f"Bearer {TOKEN}").status_code == 200


def test_each_metric_is_explained_and_each_line_can_be_read(app: Flask) -> None:
    lines = at_port(app, PORT).text.splitlines()

    told = [line.split()[2] for line in lines if line.startswith("# HELP ")]
    typed = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    found = [_SAMPLE.fullmatch(line) for line in lines if not line.startswith("#")]
    assert told == typed == list(dict.fromkeys(told))
    assert {match[1] for match in found if match} <= set(told)
    assert None not in found


def test_every_alert_of_the_example_is_about_what_there_is(app: Flask) -> None:
    rules = (ROOT / "docs/deploy/alerts.yml").read_text()
    told = re.findall(r"# HELP (\w+)", at_port(app, PORT).text)

    assert set(re.findall(r"\bregelruimte_\w+", rules)) <= set(told)
    named = re.findall(r'chore="(\w+)"', rules)
    assert set(named) == {chores.BACKUP, chores.BACKUP_CHECK}


def test_they_tell_the_version(app: Flask) -> None:
    assert measured(app)[f'regelruimte_info{{version="{VERSION}"}}'] == 1


def test_they_tell_how_many_proposals_there_are_by_status(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    applicant.takes(1).has_sent()
    bart.has_replied(applicant.takes(2).has_sent(), "already_allowed", room="Hier.")

    found = measured(app)

    assert found['regelruimte_proposals{status="submitted"}'] == 1
    assert found['regelruimte_proposals{status="already_allowed"}'] == 1
    assert found['regelruimte_proposals{status="draft"}'] == 0


def test_they_tell_how_old_the_oldest_mail_is_that_waits(app: Flask, applicant: Applicant) -> None:
    applicant.has_sent()
    with app.app_context():
        waiting = OutgoingMail.select().count()

    with clock.moved(timedelta(minutes=40)):
        found = measured(app)

    assert found['regelruimte_mails{state="waiting"}'] == waiting
    assert 2400 <= found['regelruimte_mail_oldest_seconds{state="waiting"}'] < 2460
    assert found["regelruimte_mail_trouble"] == 1


def test_they_tell_when_a_job_was_done_and_when_one_failed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Config) -> None:
        raise ValueError

    jobs = (*app.extensions["jobs"], broken)
    monkeypatch.setitem(app.extensions, "jobs", jobs)
    with app.app_context():
        send._do_jobs()

    found = measured(app)

    now = clock.now().timestamp()
    for job in jobs[:-1]:
        assert (
            found[f'regelruimte_chore_done_timestamp_seconds{{chore="{job.__name__}"}}'] > now - 60
        )
    assert found['regelruimte_chore_done_timestamp_seconds{chore="broken"}'] == 0
    assert found['regelruimte_chore_failed_timestamp_seconds{chore="broken"}'] > now - 60


def test_they_count_requests_by_kind_of_page_and_status(app: Flask, visitor: Visitor) -> None:
    before = measured(app)
    for path in ("/", "/check", "/check?x=1", "/mijn/abc", "/geheim"):
        visitor.client.get(path, base_url=visitor.origin)

    found = measured(app)

    new = {name: count - before.get(name, 0) for name, count in found.items() if "requests" in name}
    assert {name: count for name, count in new.items() if count} == {
        'regelruimte_requests_total{page="home",status="200"}': 1,
        'regelruimte_requests_total{page="check",status="200"}': 2,
        'regelruimte_requests_total{page="own_page",status="404"}': 1,
        'regelruimte_requests_total{page="other",status="404"}': 1,
    }


def test_what_never_failed_is_told_so_that_the_first_failure_is_seen(app: Flask) -> None:
    found = measured(app)

    failures = [found[name] for name in found if 'status="503"' in name or 'status="500"' in name]
    assert failures == [0] * 2 * len(PAGES)


def test_nothing_in_them_is_about_anybody(
    app: Flask, applicant: Applicant, bart: Coordinator
) -> None:
    proposal = applicant.has_sent()
    bart.signs_in()
    bart.looks_at(proposal)

    text = at_port(app, PORT).text

    for secret in (proposal.reference, applicant.email, bart.email, applicant.token, "gmail"):
        assert str(secret) not in text


def test_they_answer_while_the_database_is_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise db.AWAY[0]

    monkeypatch.setattr(db, "connect", away)

    found = measured(app)

    assert found["regelruimte_database_up"] == 0
    assert found["regelruimte_disk_free_bytes"] > 0


def test_a_chore_is_one_row_however_often_it_is_done(app: Flask) -> None:
    with app.app_context():
        chores.note_done("backup", 1.5)
        chores.note_failed("backup")
        chores.note_done("backup", 2.5)

        assert [(each.name, each.milliseconds) for each in chores.chores()] == [("backup", 2500)]


# Counting


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "home"),
        ("/voorstel/abc/regel", "draft"),
        ("/werkruimte/aanmelden", "sign_in"),
        ("/werkruimte", "workspace"),
        ("/werkruimtes", "other"),
        ("", "other"),
    ],
)
def test_an_address_is_counted_as_its_kind_of_page(path: str, kind: str) -> None:
    assert page_kind(path) == kind


def test_no_count_is_lost_between_processes_and_threads() -> None:
    """Each of two processes has two threads, as the web server has."""
    counts = RequestCounts()
    child = os.fork()
    threads = [threading.Thread(target=_count, args=(counts, 500)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)

    assert [each for each in counts.all() if each[2]] == [("check", "200", 2000)]


def test_a_process_that_is_killed_while_it_counts_holds_up_nobody() -> None:
    counts = RequestCounts()
    child = os.fork()
    if child == 0:
        fcntl.lockf(counts.handle, fcntl.LOCK_EX)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    counts.add("/", "599")

    assert [each for each in counts.all() if each[2]] == [("home", "other", 1)]


def _count(counts: RequestCounts, times: int) -> None:
    for _ in range(times):
        counts.add("/check", "200")
