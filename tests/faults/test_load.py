"""While people go on sending: a back-up, an outage of mail, a change of keys."""

from __future__ import annotations

import statistics
import threading
import time
from pathlib import Path

import pytest
from flask import Flask

from regelruimte.store import backup
from regelruimte.store.models import Proposal
from regelruimte.store.restore import restore
from tests.faults.processes import Site
from tests.faults.sending import LAST_STEP, SENDING
from tests.faults.test_kill import has_no_mail_waiting, wait_until
from tests.long_run import LONG, times
from tests.people import Applicant
from tests.ports import free_port

pytestmark = pytest.mark.timed


def written(applicant: Applicant, count: int) -> list[str]:
    """The tokens of so many drafts that can be sent."""
    tokens = []
    for _ in range(count):
        applicant.has_written_it_all()
        tokens.append(applicant.token)
    return tokens


def submit(site: Site, token: str) -> int:
    return site.post(f"/voorstel/{token}{LAST_STEP}", SENDING)


class Senders(threading.Thread):
    """People who send one proposal after the other; `acknowledged` grows as they are told."""

    def __init__(self, site: Site, tokens: list[str]) -> None:
        super().__init__()
        self.site, self.tokens, self.acknowledged = site, tokens, [""][:0]

    def run(self) -> None:
        """Send."""
        for token in self.tokens:
            if submit(self.site, token) == 303:
                self.acknowledged.append(token)


@pytest.mark.seldom_on_postgresql
@pytest.mark.both_databases
def test_a_back_up_under_load_holds_all_that_was_acknowledged_before_it(
    app: Flask, site: Site, applicant: Applicant, tmp_path: Path
) -> None:
    site.start("web server")
    tokens = written(applicant, times(short=60, long=600))
    senders = [Senders(site, tokens[number::3]) for number in range(3)]
    for sender in senders:
        sender.start()
    while sum(len(sender.acknowledged) for sender in senders) < len(tokens) // 3:
        time.sleep(0.005)

    before = [token for sender in senders for token in sender.acknowledged]
    with app.app_context():
        backup.backup(tmp_path / "under-load.sqlite")
    for sender in senders:
        sender.join()

    assert len(before) < len(tokens), "nobody was sending any more"
    with app.app_context():
        restore(tmp_path / "under-load.sqlite")
        assert Proposal.select().where(Proposal.status == "submitted").count() >= len(before)
    for token in before:
        applicant.token = token
        assert applicant.stored.status == "submitted"


def seconds_of_each(site: Site, tokens: list[str]) -> list[float]:
    durations = []
    for token in tokens:
        begin = time.perf_counter()
        assert submit(site, token) == 303
        durations.append(time.perf_counter() - begin)
    return durations


@pytest.mark.seldom_on_postgresql
@pytest.mark.both_databases
def test_submits_stay_as_fast_when_mail_is_down(
    app: Flask, site: Site, applicant: Applicant, capsys: pytest.CaptureFixture[str]
) -> None:
    count, percentile = times(short=40, long=400), _p95 if LONG else statistics.median
    site.start()
    seconds_of_each(site, written(applicant, 10))  # the first ones load what is loaded later
    healthy = percentile(seconds_of_each(site, written(applicant, count)))
    site.stop()

    site.environment["REGELRUIMTE_MAIL_PORT"] = str(free_port())
    site.start()
    seconds_of_each(site, written(applicant, 10))
    down = percentile(seconds_of_each(site, written(applicant, count)))

    with capsys.disabled():
        print(f" [{healthy * 1000:.1f} ms, {down * 1000:.1f} ms without mail]", end="")
    assert down <= healthy * (1.2 if LONG else 1.5)


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


KEYS = [
    {"SECRET_KEY": "another-key-" * 4},
    {"SECRET_KEY": "the-third-key-" * 4, "SECRET_KEY_FALLBACKS": "another-key-" * 4},
]


def test_another_key_breaks_no_link_and_no_open_form(
    app: Flask, site: Site, applicant: Applicant
) -> None:
    sent, *written_later = written(applicant, 1 + len(KEYS))
    site.start("web server")
    assert submit(site, sent) == 303

    for changed, token in zip(KEYS, written_later, strict=True):
        site.stop()
        site.environment |= {f"REGELRUIMTE_{name}": value for name, value in changed.items()}
        site.start("web server")

        assert site.get(f"/voorstel/{sent}/verstuurd")[0] == 200
        assert submit(site, token) == 303


def test_the_log_tells_nothing_of_what_was_typed_or_of_any_link(
    app: Flask, site: Site, applicant: Applicant
) -> None:
    site.start()
    applicant.has_written(until="regel")
    token, canary = applicant.token, "kanariepiet"
    site.get(f"/voorstel/{token}/regel?daarna={canary}")
    site.post(f"/voorstel/{token}/regel", {"alternative": canary, "email": f"{canary}@x.nl"})
    site.post(f"/voorstel/{token}/later", {"resume_email": f"{canary}@voorbeeld.example"})
    site.get(f"/mijn/{token[:-1]}x")
    applicant.has_sent(title=f"Titel {canary}", name=canary)
    wait_until(lambda: has_no_mail_waiting(app))
    site.stop()

    log = site.output.read_text()
    assert "GET /voorstel/…/regel 200" in log
    assert [word for word in (canary, token, token[:8], "@") if word in log] == []
