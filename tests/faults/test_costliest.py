"""The costliest post within the size limit, looked for at every address that takes one."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, target
from hypothesis import settings as tries
from hypothesis import strategies as st

from regelruimte.applicant.questions import REMARK
from regelruimte.proposals.questions import QUESTIONS
from regelruimte.replies.changes import Change, note_changes
from regelruimte.replies.kinds import CHOSEN
from regelruimte.store.db import transaction
from regelruimte.store.models import Proposal
from tests.long_run import times
from tests.people import Applicant, Coordinator

pytestmark = pytest.mark.timed

MOST = 0.1  # seconds of the processor, on the machine of docs/performance.md
_MILLION = 0.05  # of those a million additions take there
_FORM = "application/x-www-form-urlencoded"
SIZE = 256 * 1024
_NOISE = "abcdefghijklmnopqrstuvwxyz0123456789"
UNITS = [
    "\u0323\u0301",
    "a\u0323\u0301\u035c",
    "\u0f73",
    "\uff9e",
    "\r\n",
    "\ufffe",
    "\U0001fffe",
    "é",
    "😀",
    "𐌰",
    "<&\"'>",
    "a b ",
    "a-",
    "@a.",
    "https://",
    "%25",
    "a&",
    "[a]",
    "{",
    "\u202e",
    "=?",
    "xn--a.",
]
NAMES = [q.key for q in (*QUESTIONS, REMARK)] + ["text", "sentence", "website", "code", "basis"]
UNIT = st.one_of(st.sampled_from(UNITS), st.text(min_size=1, max_size=6))
POSTS = st.builds(
    lambda unit, names, length: (unit, names, length),
    unit=UNIT,
    names=st.one_of(
        st.sampled_from([NAMES, *([name] for name in ("alternative", "rule_source", "email"))]),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=99, unique=True),
    ),
    length=st.sampled_from([500, 1_990, 4_000, 9_999, 100_000, SIZE]),
)


def body_of(post: tuple[str, list[str], int], hidden: dict[str, str]) -> bytes:
    """Return a form in which each of these names has this unit, repeated; it fits the limit."""
    unit, names, length = post
    text = (unit * (length // len(unit) + 1))[:length]
    value = (
        text if "&" in unit and len(names) == 1 else text.replace("%", "%25").replace("&", "%26")
    )
    pairs = [f"{name}={quote(given)}" for name, given in hidden.items()]
    body = "&".join([*pairs, *(f"{name}={value}" for name in names)])
    return body.encode("utf-8", "replace")[:SIZE]


@pytest.fixture
def addresses(app: Flask, applicant: Applicant, bart: Coordinator) -> dict[str, str]:
    """Every address of the URL map that takes a post, with what opens it."""
    applicant.takes(2).has_sent()
    telling = applicant.opens_own_page().path.split("/")[2]
    proposal = applicant.takes(1).has_sent()
    mine = applicant.opens_own_page().path.split("/")[2]
    sent = applicant.token
    every = [question.key for question in QUESTIONS]
    asks = {"scope": CHOSEN, "unclear_questions": every, "unclear": "Wat?"}
    bart.has_replied(proposal, "info_requested", **asks)
    with app.app_context():
        changed = Proposal.get_by_id(proposal.id)
        with transaction():
            note_changes(changed, hard_to_compare())
        theirs = bart.has_prepared(changed, "already_allowed", room="Hier.").rsplit("/", 1)[1]
    applicant.has_written(until="over-jou")
    bart.signs_in()
    opened = {"/voorstel": applicant.token, "/reactie": theirs, "/mijn": mine}
    rules = [r.rule for r in app.url_map.iter_rules() if "POST" in (r.methods or ())]
    slugs = {"/voorstel": "regel", "/reactie": "mag-al"}
    special = {"verstuurd": sent, "vertel-meer": telling}
    return {
        rule: rule.replace("vertel-meer/<slug>", "vertel-meer/aanpak")
        .replace("<token>", named(rule, special) or opened.get(first(rule), "x"))
        .replace("<ref>", str(proposal.reference))
        .replace("<slug>", slugs.get(first(rule), "afspraken"))
        for rule in rules
    }


def named(rule: str, special: dict[str, str]) -> str:
    return next((token for word, token in special.items() if word in rule), "")


def first(rule: str) -> str:
    return "/" + rule.split("/")[1]


def hard_to_compare() -> list[Change]:
    """As many changed answers as there are, each as hard to compare as it may be."""
    before = " ".join(_NOISE[(n * n) % 30] for n in range(1000))
    after = " ".join(_NOISE[(n * 7) % 30] for n in range(1000))
    return [Change(q.key, q.label, before, after) for q in QUESTIONS if q.maximum >= 500]


def test_no_post_within_the_size_limit_costs_more_than_100_ms(
    app: Flask, bart: Coordinator, addresses: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = {"csrf": str(bart.browser.visit("/werkruimte/afmelden").value("csrf"))}
    table = {rule: costliest(address, hidden, bart) for rule, address in addresses.items()}

    with capsys.disabled():
        print(f"\n{'ms':>6}  {'status':>6}  address")
        for rule, (cost, status, post) in sorted(table.items(), key=lambda row: -row[1][0]):
            unit, names, length = post
            print(f"{cost * 1000:6.1f}  {status:6}  {rule}  {unit!a} x {length} in {len(names)}")
    assert len(table) == len(addresses) > 25
    assert not {rule: found for rule, found in table.items() if found[0] > MOST * slowness()}


@pytest.mark.parametrize("inside", ["\r\n", "\r", "\r\n--x", "é", "\u0323\u0301", "\r\n-"])
@pytest.mark.parametrize("parts", [1, 90, 5_000])
def test_no_form_in_parts_costs_more_than_100_ms(
    bart: Coordinator, inside: str, parts: int
) -> None:
    head = '--xy\r\nContent-Disposition: form-data; name="email"\r\n\r\n'
    room = max(SIZE // parts - len(head) - 2, len(inside.encode()))
    text = inside * (room // len(inside.encode()))
    body = f"{head}{text}\r\n" * parts + "--xy--\r\n"
    kind = "multipart/form-data; boundary=xy"

    cost = min(posted("/nieuwe-link", body.encode()[:SIZE], bart, kind)[0] for _ in range(3))
    assert cost < MOST * slowness()


def slowness() -> float:
    """Return how many times slower this machine is now than that of the promise; 1 or more."""
    began = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return max(1.0, (time.process_time() - began) / _MILLION)


Found = tuple[float, int, tuple[str, list[str], int]]


def costliest(address: str, hidden: dict[str, str], bart: Coordinator) -> Found:
    """Return what the costliest post to this address cost, and how it was answered."""
    worst: Found = (0.0, 0, ("", [], 0))

    @tries(
        max_examples=times(short=6, long=150),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(POSTS)
    def look(post: tuple[str, list[str], int]) -> None:
        nonlocal worst
        cost, status = min(posted(address, body_of(post, hidden), bart) for _ in range(2))
        target(cost)
        worst = max(worst, (cost, status, post), key=lambda found: found[0])

    look()
    cost, _, post = worst
    if cost > MOST:  # a machine that is busy with something else is not the post's doing
        again = min(posted(address, body_of(post, hidden), bart) for _ in range(5))
        worst = (*again, post)
    return worst


def posted(address: str, body: bytes, bart: Coordinator, kind: str = _FORM) -> tuple[float, int]:
    """Post this once; return the seconds of the processor, and the status."""
    browser = bart.browser
    began = time.process_time()
    response = browser.client.post(address, base_url=browser.origin, data=body, content_type=kind)
    cost = time.process_time() - began
    assert response.status_code < 500, address
    return cost, response.status_code
