"""From a text of ours to the site and off it again: nothing is public that was not allowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from regelruimte import clock
from regelruimte.applicant.identify import it_is_not_me
from regelruimte.applicant.leave import wipe_out, withdraw
from regelruimte.register import public
from regelruimte.register.answer import answer
from regelruimte.register.ask import Refused
from regelruimte.register.linked import let_go, take
from regelruimte.register.lookup import consents
from regelruimte.register.release import planned, release
from regelruimte.register.sign import sign
from regelruimte.register.take_off import take_off
from regelruimte.register.write import save
from regelruimte.store.backup import backup
from regelruimte.store.db import transaction
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Link, Proposal, RuleCard, RuleCardProposal, RuleCardText
from regelruimte.store.restore import restore
from regelruimte.store.retention import anonymise
from tests.cards import (
    TYPED,
    asks,
    both_sign,
    is_ready,
    now,
    rows_of,
    says,
    sends,
    three_months_later,
    three_released,
    three_send,
    writes,
)
from tests.people import Applicant, Everyone
from tests.stored import everything_kept, mails

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def in_the_site(app: Flask) -> Iterator[None]:
    """The site's database, for all that is done here without pages."""
    with app.app_context():
        yield


def states() -> list[str]:
    return [text.state for text in RuleCardText.select().order_by(RuleCardText.id)]


# To the site


def test_a_card_comes_on_the_site_with_a_yes_of_all_and_two_names(everyone: Everyone) -> None:
    (text, proposals), *_ = three_released(everyone)

    assert states() == ["public"] * 3
    assert {text.first_reader, text.second_reader} == {"b.krull@imi.nu", "r.bos@imi.nu"}
    assert text.reporters == "some"
    assert [row.answer for row in rows_of(text)] == ["yes"] * len(proposals)


def test_who_is_asked_gets_a_mail_that_tells_nothing(everyone: Everyone) -> None:
    proposals = three_send(everyone.applicant)
    text = writes(everyone, proposals)
    asks(everyone, text)

    letters = [mail for mail in mails(everyone.app) if mail.kind == "card_question"]
    assert [mail.recipient for mail in letters] == [each.email for each in proposals]
    for mail in letters:
        whole = mail.subject + mail.text + mail.html
        for secret in (text.title, text.room, proposals[0].title, proposals[0].organisation):
            assert secret not in whole


def test_nobody_is_asked_in_vain(everyone: Everyone) -> None:
    alone = writes(everyone, [sends(everyone.applicant, "Gemeente Aalwijk", manager_knows="no")])

    with pytest.raises(Refused):
        asks(everyone, alone)
    assert [mail.kind for mail in mails(everyone.app)].count("card_question") == 0


def test_who_does_not_want_to_be_asked_is_not(everyone: Everyone) -> None:
    text = writes(everyone, three_send(everyone.applicant, may_share=False))

    with pytest.raises(Refused):
        asks(everyone, text)


def test_one_coordinator_is_not_two(everyone: Everyone) -> None:
    proposals = three_send(everyone.applicant)
    text = writes(everyone, proposals)
    asks(everyone, text)
    for each in proposals:
        says(each, "yes")
    bart = everyone.config.coordinators[0]

    sign(now(text), now(text).etag, bart)
    with pytest.raises(TooLate):
        sign(now(text), now(text).etag, bart)
    assert now(text).state == "asked"


@pytest.mark.parametrize("said", ["no", None])
def test_without_a_yes_of_all_nobody_can_find_it_good(everyone: Everyone, said: str | None) -> None:
    first, *others = three_send(everyone.applicant)
    text = writes(everyone, [first, *others])
    asks(everyone, text)
    for each in others:
        says(each, "yes")
    if said:
        says(first, said)

    with pytest.raises(Refused):
        both_sign(everyone, text)


def test_a_yes_for_later_counts_after_half_a_year(everyone: Everyone) -> None:
    first, *others = three_send(everyone.applicant)
    text = writes(everyone, [first, *others])
    asks(everyone, text)
    says(first, "later")
    for each in others:
        says(each, "yes")

    with clock.moved(timedelta(days=170)), pytest.raises(Refused):
        both_sign(everyone, text)
    with clock.moved(timedelta(days=190)):
        both_sign(everyone, text)
    assert now(text).state == "ready"


def test_fewer_than_three_do_not_go_to_the_site(everyone: Everyone) -> None:
    for number in range(2):
        is_ready(everyone, three_send(everyone.applicant, number))

    with three_months_later(), pytest.raises(TooLate):
        release()
    assert states() == ["ready"] * 2


def test_what_is_too_new_waits(everyone: Everyone) -> None:
    for number in range(3):
        is_ready(everyone, three_send(everyone.applicant, number))

    with pytest.raises(TooLate):
        release()
    assert len(planned().staying) == 3


def test_there_is_one_release_for_each_of_the_four_days(everyone: Everyone) -> None:
    three_released(everyone)
    for number in range(3, 6):
        is_ready(everyone, three_send(everyone.applicant, number))

    with three_months_later():
        before = planned()
        assert before.opens_on > clock.today()
        with pytest.raises(TooLate):
            release()
    assert not before.can_be_made
    with clock.moved(timedelta(days=190)):
        assert release() == 3


# Changing what is there


def test_a_changed_text_is_asked_anew_and_the_old_one_stays_till_then(everyone: Everyone) -> None:
    (text, _), *_ = three_released(everyone)
    bart = everyone.config.coordinators[0]

    save(text, text.etag, {**TYPED, "status": "stopped"}, bart)

    new = now(text)
    assert (new.version, new.state, new.status) == (2, "draft", "stopped")
    assert [row.answer for row in rows_of(new)] == ["none"] * 3
    assert RuleCardText.get_by_id(text.id).state == "public"


def test_a_changed_text_takes_the_place_of_the_old_one(everyone: Everyone) -> None:
    released = three_released(everyone)
    bart = everyone.config.coordinators[0]
    with clock.moved(timedelta(days=190)):
        for text, proposals in released:
            save(text, text.etag, {**TYPED, "status": "stopped"}, bart)
            asks(everyone, text)
            for each in proposals:
                says(each, "yes")
            both_sign(everyone, text)
        assert release() == 3

    assert sorted(states()) == ["public"] * 3 + ["replaced"] * 3


def test_saving_the_same_again_asks_nobody_anew(everyone: Everyone) -> None:
    (text, _), *_ = three_released(everyone)

    save(text, text.etag, TYPED, everyone.config.coordinators[0])

    assert now(text).version == 1


def test_of_two_who_write_at_once_the_second_is_told(everyone: Everyone) -> None:
    text = writes(everyone, three_send(everyone.applicant))
    bart, rense = everyone.config.coordinators
    save(text, "1.1", {**TYPED, "theme": "data"}, bart)

    with pytest.raises(TooLate):
        save(text, "1.1", {**TYPED, "theme": "ict"}, rense)
    assert now(text).theme == "data"


def test_one_more_proposal_has_to_be_asked_and_read_anew(everyone: Everyone) -> None:
    text = is_ready(everyone, three_send(everyone.applicant))
    other = sends(everyone.applicant, "Gemeente Dijkveen")
    bart = everyone.config.coordinators[0]

    take(text, text.etag, other, bart)

    assert (now(text).state, now(text).first_reader) == ("asked", "")
    asks(everyone, text)
    assert consents(other)[0].answer == "asked"
    assert sorted(row.answer for row in rows_of(now(text))) == ["asked", "yes", "yes", "yes"]


def test_who_says_no_can_be_left_out_without_asking_the_others_again(everyone: Everyone) -> None:
    proposals = [
        *three_send(everyone.applicant),
        sends(everyone.applicant, "Gemeente Dijkveen"),
    ]
    text = writes(everyone, proposals)
    asks(everyone, text)
    for each in proposals[:3]:
        says(each, "yes")
    says(proposals[3], "no")

    let_go(now(text), now(text).etag, proposals[3], everyone.config.coordinators[0])
    both_sign(everyone, text)

    assert now(text).state == "ready"


def test_a_proposal_is_on_one_card_only(everyone: Everyone) -> None:
    proposals = three_send(everyone.applicant)
    writes(everyone, proposals)

    with pytest.raises(TooLate):
        writes(everyone, proposals[:1])
    assert RuleCard.select().count() == 1


def test_who_said_no_is_not_asked_of_a_changed_text(everyone: Everyone) -> None:
    proposals = three_send(everyone.applicant)
    text = writes(everyone, proposals)
    asks(everyone, text)
    says(proposals[0], "no")

    save(now(text), now(text).etag, {**TYPED, "theme": "ict"}, everyone.config.coordinators[0])

    assert sorted(row.answer for row in rows_of(now(text))) == ["no", "none", "none"]
    with pytest.raises(Refused):
        asks(everyone, text)


# Off the site


def test_a_no_takes_the_text_from_the_site_at_once(everyone: Everyone) -> None:
    (text, proposals), *_ = three_released(everyone)

    says(proposals[0], "no")

    assert now(text).state == "withdrawn"
    assert states().count("public") == 2


def test_a_no_to_a_new_text_takes_the_old_one_along(everyone: Everyone) -> None:
    (text, proposals), *_ = three_released(everyone)
    save(text, text.etag, {**TYPED, "theme": "data"}, everyone.config.coordinators[0])
    asks(everyone, text)

    says(proposals[0], "no")

    assert RuleCardText.get_by_id(text.id).state == "withdrawn"


def test_what_was_taken_off_is_not_put_back_by_a_yes(everyone: Everyone) -> None:
    (text, proposals), *_ = three_released(everyone)
    says(proposals[0], "no")

    with pytest.raises(TooLate):
        answer(consents(proposals[0])[0], "yes")
    assert now(text).state == "withdrawn"


def test_a_coordinator_takes_it_from_the_site_at_once(everyone: Everyone) -> None:
    (text, _), *_ = three_released(everyone)

    take_off(text)

    assert now(text).state == "withdrawn"


def test_a_back_up_does_not_put_back_what_was_taken_off(everyone: Everyone, tmp_path: Path) -> None:
    (text, proposals), *_ = three_released(everyone)
    backup(tmp_path / "copy.sqlite")
    says(proposals[0], "no")

    restore(tmp_path / "copy.sqlite")

    assert now(text).state == "withdrawn"
    assert states().count("public") == 2


def leave(proposal: Proposal, everyone: Everyone) -> None:
    withdraw(Proposal.get_by_id(proposal.id), everyone.config)


def erase(proposal: Proposal, everyone: Everyone) -> None:
    wipe_out(Proposal.get_by_id(proposal.id), everyone.config)


def deny(proposal: Proposal, _: Everyone) -> None:
    it_is_not_me(Link.select().where(Link.proposal == proposal, Link.purpose == "applicant")[0])


@pytest.mark.parametrize("go", [leave, erase, deny])
def test_with_too_few_left_the_text_goes_along(everyone: Everyone, go: object) -> None:
    (text, proposals), *_ = three_released(everyone)

    go(proposals[0], everyone)  # type: ignore[operator]

    assert now(text).state == "withdrawn"
    assert len(rows_of(text)) == 2


def test_with_enough_left_the_text_stays(everyone: Everyone) -> None:
    for number in range(2):
        is_ready(everyone, three_send(everyone.applicant, number))
    more = [*three_send(everyone.applicant, 3), sends(everyone.applicant, "Gemeente Dijkveen")]
    text = is_ready(everyone, more)
    with three_months_later():
        release()

    erase(more[0], everyone)

    assert now(text).state == "public"


@pytest.mark.parametrize("go", [leave, erase])
def test_of_a_card_that_nobody_is_left_of_nothing_is_kept(everyone: Everyone, go: object) -> None:
    (text, proposals), *_ = three_released(everyone)

    for proposal in proposals:
        go(proposal, everyone)  # type: ignore[operator]

    assert RuleCard.select().where(RuleCard.id == text.card_id).count() == 0
    assert RuleCardText.select().where(RuleCardText.card == text.card_id).count() == 0


def test_past_its_term_a_proposal_goes_and_what_was_released_stays(everyone: Everyone) -> None:
    (text, proposals), *_ = three_released(everyone)
    for proposal in proposals:
        with transaction():
            anonymise(Proposal.get_by_id(proposal.id))

    assert now(text).state == "public"
    assert rows_of(text) == []


def test_past_its_term_of_what_was_not_released_nothing_stays(everyone: Everyone) -> None:
    proposals = three_send(everyone.applicant)
    writes(everyone, proposals, title="Een titel vol appelmoes")
    for proposal in proposals:
        with transaction():
            anonymise(Proposal.get_by_id(proposal.id))

    assert "appelmoes" not in everything_kept(everyone.app)
    assert RuleCardProposal.select().count() == 0


def test_nothing_is_public_before_there_are_five(everyone: Everyone, applicant: Applicant) -> None:
    three_released(everyone)

    assert not public.is_open()
    assert (list(public.everything()), public.listing({}), public.latest(3)) == ([], [], [])
