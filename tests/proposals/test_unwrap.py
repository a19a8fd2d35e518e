"""Links that were led past somebody else: read back, never asked for."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regelruimte.proposals.kinds import CITATION
from regelruimte.proposals.unwrap import unwrapped
from tests.people import Applicant

RULE = "https://wetten.overheid.nl/BWBR0005537/2024-01-01?x=1&y=2#Artikel3:4"
INSIDE = quote(RULE, safe="")
SAFE = f"https://eur01.safelinks.protection.outlook.com/?url={INSIDE}&data=05%7C02%7Canna%40bzk.nl%7C&reserved=0"
V2 = (
    RULE.translate({ord(c): f"%{ord(c):02X}" for c in "-_%?=&#:"})
    .replace("/", "_")
    .replace("%", "-")
)
WRAPPED = [
    SAFE,
    SAFE.replace("/?url", "/GetUrlReputation?url"),
    f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={INSIDE}",
    f"https://www.google.nl/url?sa=t&url={INSIDE}&usg=x",
    f"https://www.google.com/url?q={INSIDE}",
    f"https://urldefense.proofpoint.com/v1/url?u={INSIDE}&k=x",
    f"https://urldefense.proofpoint.com/v2/url?u={V2}&d=DwMF&c=x",
    f"https://urldefense.com/v3/__{RULE}__;!!KEY!x$",
    f"https://urldefense.com/v3/__{RULE.replace('#', '*')}__;Iw!!KEY!x$",
    f"https://urldefense.com/v3/__{RULE.replace('https://', 'https:/')}__;!!KEY!x$",
    f"https://linkprotect.cudasvc.com/url?a={INSIDE}&c=E,1,x",
    f"https://eur02.safelinks.protection.outlook.com/?url={quote(SAFE, safe='')}&data=y",
]


@pytest.mark.parametrize("link", WRAPPED)
def test_the_link_inside_is_read(link: str) -> None:
    assert unwrapped(link) == RULE


def test_a_run_of_characters_is_put_back() -> None:
    link = "https://urldefense.com/v3/__https://voorbeeld.nl/a**Cb*c__;w6nDq8OoIiMkIw!!KEY!x$"

    assert unwrapped(link) == 'https://voorbeeld.nl/aéëè"b#c'


@pytest.mark.parametrize(
    "link",
    [
        RULE,
        "https://eur01.safelinks.protection.outlook.com.kwaad.nl/?url=https%3A%2F%2Fx.nl",
        "https://eur01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)",
        "https://www.google.com/search?q=https%3A%2F%2Fx.nl",
        "https://urldefense.com/v3/__x__;",
        "https://[",
        "BWBR0005537",
        "",
    ],
)
def test_what_is_not_wrapped_stays_as_it_is(link: str) -> None:
    assert unwrapped(link) == link


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(WRAPPED))
def test_nothing_typed_raises(tail: str, link: str) -> None:
    assert isinstance(unwrapped(link[:40] + tail), str)
    assert isinstance(unwrapped(link + tail), str)


@pytest.mark.parametrize("around", ["{}", "Awb, artikel 3:4: {}", "{} (en de toelichting)"])
def test_a_wrapped_link_is_kept_as_the_rule_that_it_leads_to(
    applicant: Applicant, around: str
) -> None:
    applicant.has_written(until="regel")
    applicant.fills_in_this_step(rule_source=around.format(f"{SAFE}\u200b"))

    assert applicant.stored.answers["rule_source"] == around.format(RULE)
    assert "safelinks" not in applicant.opens("regel").response.text


def test_the_rule_that_a_link_leads_to_is_read_of_it() -> None:
    source = CITATION.source(RULE)
    assert source is not None
    assert "BWBR0005537" in source.text
