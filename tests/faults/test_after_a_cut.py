"""What a power cut may leave of what was written, and how that is read from a trace."""

from __future__ import annotations

import random
from pathlib import Path

from tests.faults.disk import Disk
from tests.faults.trace import Reader, Step

OLD, NEW = b"o" * 1024, b"n" * 1024
WRITTEN = Step("written", 1, "a", data=NEW)
BEGINS, SYNCED = Step("sync begins", 1, "a"), Step("synced", 1, "a")


def seen_after(*steps: Step) -> set[bytes | None]:
    """What `a` holds on many disks that these steps may leave; None where there is no `a`."""
    disk = Disk({"a": OLD})
    disk.follow(steps)
    return {disk.after_a_cut(random.Random(seed)).get("a") for seed in range(200)}


def test_what_was_synced_is_there() -> None:
    assert seen_after(WRITTEN, BEGINS, SYNCED) == {NEW}


def test_of_what_was_not_synced_any_sector_may_be_there() -> None:
    half = {NEW[:512] + OLD[512:], OLD[:512] + NEW[512:]}

    assert seen_after(WRITTEN) == {OLD, NEW, *half}


def test_a_sync_is_of_what_was_written_before_it_began() -> None:
    assert OLD in seen_after(BEGINS, WRITTEN, SYNCED)


def test_what_was_not_synced_comes_in_any_order() -> None:
    later = Step("written", 1, "a", data=b"l" * 1024)

    assert {NEW, later.data} <= seen_after(WRITTEN, later)


def test_a_name_waits_for_the_sync_of_its_folder() -> None:
    renamed = Step("renamed", 1, "b", data=b"a")
    of_itself = [Step("sync begins", 1, "a"), Step("synced", 1, "a")]
    of_its_folder = [Step("sync begins", 1), Step("synced", 1)]
    made = [Step("created", 1, "b"), Step("written", 1, "b", data=NEW), renamed]

    assert seen_after(*made, *of_itself) == {OLD, NEW}
    assert seen_after(*made, *of_itself, *of_its_folder) == {NEW}


def test_a_call_that_another_interrupts_is_read_where_it_ends(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    log.write_text(
        '1 pwrite64(3</d/a>, "\\0\\"n", 3, 8 <unfinished ...>\n'
        "2 fdatasync(4</d/a>) = 0\n"
        "1 <... pwrite64 resumed>)  = 3\n"
        '1 openat(AT_FDCWD</d>, "b", O_RDWR|O_CREAT, 0600) = 5</d/b>\n'
        '1 rename("/d/b", "/d/c") = 0\n'
        '1 unlink("/elsewhere/c") = 0\n'
        "1 +++ exited with 0 +++\n"
    )

    assert Reader(Path("/d"), Path("/said")).read(log) == [
        Step("sync begins", 2, "a"),
        Step("synced", 2, "a"),
        Step("written", 1, "a", 8, b'\0"n'),
        Step("created", 1, "b"),
        Step("renamed", 1, "b", data=b"c"),
    ]
