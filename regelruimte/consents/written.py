"""What a pilot keeps of an answer by a link: in its columns, and among what was written at a step.

The columns say what holds; the statement says who said so, by function, and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from regelruimte import clock
from regelruimte.consents.kinds import Columns, ConsentKind
from regelruimte.pilots.agreement import moment_of
from regelruimte.pilots.by_link import LinkStatement, signed, yes_by_link
from regelruimte.store.hold import TooLate
from regelruimte.store.models import Consent, Pilot


def write(
    pilot: Pilot,
    kind: ConsentKind,
    consent: Consent,
    entries: Mapping[str, str],
    columns: Columns,
    *,
    answer: str,
) -> None:
    """Set columns of a pilot, and add these entries ({label: text}) to what was written of it.

    `answer` is the key of the answer, "" when it is taken back.

    Call it in the transaction in which the pilot was read; raises TooLate when somebody took a
    step meanwhile. The pilot that was given is then as it is stored.
    """
    said = [{"key": "", "label": label, "text": text} for label, text in entries.items()]
    statement: LinkStatement = {
        "by": signed(consent.function),
        "at": clock.now().isoformat(),
        "entries": said,
        "consent": consent.uid,
        "function": consent.function,
        "answer": answer,
    }
    changed = Pilot.update(
        answers={**pilot.answers, **_as_answered(columns)},
        record={**pilot.record, kind.key: [*pilot.record.get(kind.key, []), statement]},
        status_version=Pilot.status_version + 1,
        **columns,
    ).where(Pilot.id == pilot.id, Pilot.status_version == pilot.status_version)
    if not changed.execute():
        raise TooLate
    pilot.status_version += 1


def _as_answered(columns: Mapping[str, object]) -> dict[str, object]:
    """Return columns as the questions of their step would have had them: by the same names."""
    return {
        name: value.isoformat() if isinstance(value, date) else value or ""
        for name, value in columns.items()
    }


def without(pilot: Pilot, kind: ConsentKind, consent: Consent) -> Columns:
    """Return the columns to set when this yes is taken back: those of an earlier one that holds.

    None at all where the pilot does not go by it: somebody wrote otherwise at the step since.
    """
    written = pilot.record.get(kind.key, [])
    held = yes_by_link(written)
    if held is None or held["consent"] != consent.uid:
        return {}
    left = yes_by_link([each for each in written if each.get("consent") != consent.uid])
    return kind.given(left["function"], clock.day_of(moment_of(left))) if left else kind.taken_back
