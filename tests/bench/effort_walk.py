"""A walk from the check to the page after sending, in a browser, whatever the pages ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from regelruimte.proposals.levels import group_of
from tests.bench.effort_model import PHONE, Asked, Screen, words
from tests.browser.people import BrowserApplicant, watched_page
from tests.postoffice import PostOffice

_PAGE = Path(__file__).with_name("effort_page.js").read_text(encoding="utf-8")
_BUTTON = "form button.button:not(.button--quiet)"
_OPTIONAL = "(niet verplicht)"
# A box to tick by itself never says that it may stay open; of these only this one has to be ticked.
_TICKED_TO_SEND = "address_is_right"
_LEVEL = "rule_level"
_SENT = "is verstuurd"
_MOST_SCREENS = 40
_LEAST_TITLE = 15  # characters: a title is made from the first sentence of the rule

Shown = dict[str, Any]  # what effort_page.js tells of a page, or of a question on it


class Walk:
    """One sample on its way through the form, answering everything or only what it must."""

    def __init__(self, applicant: BrowserApplicant, only_required: bool) -> None:
        self.applicant, self.page = applicant, applicant.page
        self.only_required = only_required
        self.check: dict[str, str] = applicant.sample["check"]
        self.answers = applicant.answers | self.check | {_TICKED_TO_SEND: "yes"}
        self.own: set[str] = set()

    def goes(self) -> list[Screen]:
        """Go from the check to the page after sending; return the screens on the way."""
        screens: list[Screen] = []
        self.page.goto(f"{self.applicant.site}/check")
        while _SENT not in self._looks()["heading"]:
            assert len(screens) < _MOST_SCREENS, screens
            screens.append(self._meets(self.answers_all()))
            self._presses()
        return [*screens, self._meets((), presses=0)]

    def answers_all(self) -> tuple[Asked, ...]:
        """Answer question after question, those too that an answer brings into view."""
        asked: dict[tuple[str, str], Asked] = {}
        while new := [each for each in self._looks()["fields"] if _identity(each) not in asked]:
            asked[_identity(new[0])] = self._answers(new[0])
        return tuple(asked.values())

    def _looks(self) -> Shown:
        shown: Shown = self.page.locator("main").evaluate(_PAGE, _BUTTON)
        return shown

    def _meets(self, asked: tuple[Asked, ...], presses: int = 1) -> Screen:
        """Return the screen as it is now, with what the answers brought into view."""
        shown = self._looks()
        every = sum(words(each["text"]) for each in shown["texts"])
        own = sum(words(each["text"]) for each in shown["texts"] if self._is_own(each))
        return Screen(shown["heading"], every - own, own, shown["height"], asked, presses)

    def _is_own(self, shown: Shown) -> bool:
        """Tell whether a text is what was typed or chosen before, or how a long answer begins."""
        text = _plain(shown["text"])
        begun = text.removesuffix("…").rstrip()
        begins_one = any(answer.startswith(begun) for answer in self.own)
        is_cut = begins_one and (begun != text or len(begun) >= _LEAST_TITLE)
        return not shown["asks"] and (text in self.own or is_cut)

    def _answers(self, shown: Shown) -> Asked:
        """Give the sample's answer, as far as the page does not hold it yet."""
        answer = self._answer(shown)
        new = [each for each in answer if each not in shown["given"]]
        typed = "" if shown["choices"] else "".join(new)
        clicks = self._gives(shown, new) if new else 0
        return replace(self._asked(shown), is_answered=bool(answer), typed=typed, clicks=clicks)

    def _asked(self, shown: Shown) -> Asked:
        key, offered = shown["key"], len(shown["choices"])
        return Asked(key, shown["kind"], _is_required(shown), key in self.check, offered)

    def _answer(self, shown: Shown) -> list[str]:
        """Return what the sample answers, as the choices or the one text of this question."""
        if self.only_required and not _is_required(shown):
            return []
        value = self.answers.get(shown["key"]) or []
        wanted = value if isinstance(value, list) else [str(value)]
        if not shown["choices"]:
            return wanted
        return [key for each in wanted for key in offered(each, shown)]

    def _gives(self, shown: Shown, answer: list[str]) -> int:
        """Answer a question; return the clicks it takes."""
        told = [_plain(shown["choices"].get(each, each)) for each in answer]
        self.own |= {*told, ", ".join(told)}
        if shown["kind"] == "select":
            lists = self.page.locator(f"main select[name={shown['key']}]:visible")
            lists.first.select_option(answer)
            return 2
        for each in answer:
            self._gives_one(shown, each)
        return len(answer)

    def _gives_one(self, shown: Shown, answer: str) -> None:
        if shown["choices"]:
            self.applicant.chooses(shown["key"], answer)
        else:
            self.applicant.fills_in(**{shown["key"]: answer})

    def _presses(self) -> None:
        """Press the button of the page, and wait until another page is there."""
        self.page.locator("main > *").first.evaluate("(part) => { part.dataset.left = ''; }")
        self.page.locator(f"main {_BUTTON}").first.click()
        self.page.locator("main [data-left]").wait_for(state="detached")
        self.page.locator("main h1").wait_for()
        wrong = self.page.locator("main .error-summary").all_inner_texts()
        assert not wrong, (self.page.url, wrong)


def offered(wanted: str, shown: Shown) -> list[str]:
    """Return a sample's answer, or the group of a level where levels stand in groups.

    Nothing where a list narrows a group and does not hold this level: it stays as it is.
    """
    group = group_of(wanted) if shown["key"] == _LEVEL else None
    known = (wanted, group.key if group else "")
    return [key for key in known if key in shown["choices"]][:1]


@contextmanager
def on_a_phone(browser: Browser, site: str, office: PostOffice) -> Iterator[BrowserApplicant]:
    """Yield an applicant with a new window, of the size that heights are told for."""
    with watched_page(browser, site, java_script=True) as page:
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        yield BrowserApplicant(page, site, office, runs_scripts=True)


def _identity(shown: Shown) -> tuple[str, str]:
    return shown["key"], shown["kind"]


def _is_required(shown: Shown) -> bool:
    is_one_box = shown["kind"] == "checkbox" and len(shown["choices"]) == 1
    may_stay_open = is_one_box and shown["key"] != _TICKED_TO_SEND
    return not (shown["narrows"] or may_stay_open or _OPTIONAL in shown["label"])


def _plain(text: str) -> str:
    return " ".join(text.split())
