"""Filling the site with the samples: each is written, sent and answered as people would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from regelruimte import clock
from regelruimte.config import Config
from regelruimte.demo.pilots import bring_to
from regelruimte.drafts.begin import begin
from regelruimte.drafts.save import new_base_version, save
from regelruimte.drafts.submit import submit
from regelruimte.fields.question import Answers, Value
from regelruimte.proposals.questions import PARTS, QUESTIONS, SHARING_STEP, STEPS, TITLE_STEP
from regelruimte.replies.give import give
from regelruimte.replies.kinds import questions_for, reply_kind
from regelruimte.replies.prepare import prepare, prepared
from regelruimte.store import links
from regelruimte.store.models import Proposal

SAMPLES = Path(__file__).parent / "proposals.json"
Sample = Mapping[str, Any]  # as proposals.json has it


# What a coordinator answered to each sample; the tenth waits for an answer.
REPLIES: dict[int, Answers] = {
    1: {
        "pilot_form": "right_to_challenge",
        "duration_months": 6,
        "conditions": "De steekproef door inkoop doen jullie vanaf de eerste maand.",
    },
    2: {
        "room": "De Algemene wet bestuursrecht laat toe dat je de hoorzitting overslaat als de "
        "inwoner laat weten dat die niet nodig is (artikel 7:3). Eerst bellen mag dus al."
    },
    3: {
        "scope": "chosen",
        "unclear_questions": ["rule_source", "alternative"],
        "unclear": "Vanaf welk bedrag wil je drie offertes vragen, en geldt dat voor alle inkoop?",
    },
    4: {
        "pilot_form": "doe_tank",
        "duration_months": 6,
        "conditions": "BZK spreekt eerst met de directeur over het mandaat.",
    },
    5: {
        "message": "We willen samen kijken wat de raad nu al toelaat.",
        "when": "Online, in overleg met jullie jurist",
    },
    6: {"pilot_form": "right_to_challenge", "duration_months": 12, "conditions": ""},
    7: {
        "to": "Het vakdepartement, via BZK",
        "why": "Alleen de minister kan deze regeling aanpassen. Wij brengen je in contact.",
    },
    8: {
        "pilot_form": "right_to_challenge",
        "duration_months": 6,
        "conditions": "Laat jullie jurist meekijken naar de bewijskracht.",
    },
    9: {
        "reason": "eu_or_constitution",
        "sentence": "Een Europese regel kunnen wij niet buiten werking stellen.",
        "would_change": "Zoek samen uit welke ruimte er al is. Een Doe Tank kan daarbij helpen.",
    },
}


@cache
def samples() -> list[Sample]:
    """Return the sample proposals as they are written down."""
    found: list[Sample] = json.loads(SAMPLES.read_text(encoding="utf-8"))
    return found


def answers_of(sample: Sample) -> dict[str, Value]:
    """Return a sample's answers as the site's questions hold them."""
    answers = {q.key: sample.get(q.key) for q in QUESTIONS if sample.get(q.key) is not None}
    answers["confidential"] = "confidential" if sample["confidential"] else "normal"
    start = sample.get("start_months_from_now")
    if start is not None:
        answers["start_month"] = _month(start)
    return answers


def load(config: Config) -> int:
    """Put every sample into the site, in its own state; return how many."""
    for sample in samples():
        answers = answers_of(sample)
        with clock.moved(-_age(sample)):
            proposal = send(sample["check"], answers, config)
        with clock.moved(-_age(sample) + timedelta(days=4)):
            reply_to(sample["nr"], proposal, config)
        with clock.moved(-_age(sample) + timedelta(days=6)):
            _try(sample, Proposal.get_by_id(proposal.id), config)
    return len(samples())


def _try(sample: Sample, proposal: Proposal, config: Config) -> None:
    """Bring a sample that was approved to where its pilot is."""
    pilot = sample["demo"].get("pilot")
    if pilot:
        answers = {
            "mandate": pilot.get("mandate", "present"),
            "stop_reason": pilot.get("reason", ""),
            "outcome": pilot.get("rule_outcome", ""),
            "baseline_hours": sample["hours_per_month"],
        }
        bring_to(pilot["status"], proposal, config, **answers)


def _age(sample: Sample) -> timedelta:
    """Return how long ago the sample was sent: a month before its pilot, or a week."""
    start = sample.get("start_months_from_now") or 0
    return timedelta(days=7 + 30 * max(-start, 0))


def _month(months_from_now: int) -> str:
    month = clock.today().year * 12 + clock.today().month - 1 + months_from_now
    return f"{month // 12}-{month % 12 + 1:02d}"


def send(check: Mapping[str, str], answers: Sample, config: Config) -> Proposal:
    """Write and send a proposal, with all that could be told later told beforehand."""
    proposal, _ = begin(check)
    for step in (*STEPS, TITLE_STEP, *PARTS, SHARING_STEP):
        values = {q.key: answers.get(q.key) for q in QUESTIONS if q.step == step.slug}
        save(proposal, step.slug, values, new_base_version(proposal, step.slug))
        proposal = Proposal.get_by_id(proposal.id)
    return submit(proposal, config)


def reply_to(number: int, proposal: Proposal, config: Config) -> None:
    """Answer a proposal as the sample with this number was answered."""
    answers = REPLIES.get(number)
    if answers is None:
        return
    status = next(sample["demo"]["status"] for sample in samples() if sample["nr"] == number)
    kind, coordinator = reply_kind(status), config.coordinators[0]
    token = links.make(links.Purpose.COORDINATOR, proposal, recipient=coordinator.email)
    link = links.find(links.Purpose.COORDINATOR, token)
    assert link is not None  # noqa: S101 - it was made in the line before
    prepare(link, coordinator, kind, questions_for(kind, proposal.situation), answers)
    if reply := prepared(link):
        give(reply, config)
