"""What means harm: none hangs, crashes, reads a file or asks an address; each gives entries or a clear refusal."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from community.outside import MOST_OCCURRENCES, Kind
from fetching.answers import Answer
from fetching.reader import NoAnswer, Reader
from tests.fetching.hostile import GROUPS, all_of_them
from tests.fetching.served import NOW, listener
from tests.fetching.traps import Traps

SECRET = "quokka-under-the-stairs"  # in the file that nobody may read


@pytest.fixture
def traps(tmp_path: Path) -> Iterator[Traps]:
    file = tmp_path / "secret.xml"
    file.write_text(
        f"<rss version='2.0'><channel><title>{SECRET}</title><item><title>{SECRET}</title></item></channel></rss>"
    )
    with listener() as (ear, address):
        yield Traps(file, address)
        with pytest.raises(BlockingIOError):  # nobody knocked
            ear.accept()


def test_there_are_enough_of_them(traps: Traps) -> None:
    assert len(all_of_them(traps)) >= 250


@pytest.mark.parametrize("group", GROUPS)
async def test_each_gives_entries_or_a_refusal_and_the_next_is_read(group: str, traps: Traps) -> None:
    reader = Reader(0.3)
    for name, data in GROUPS[group](traps):
        try:
            answer = await reader.read(data, address="https://notes.example/feed", content_type="", now=NOW, zone="UTC")
        except NoAnswer:
            continue
        assert SECRET not in answer.model_dump_json(), name
        check(answer, name)
    # Whatever came before it, a good one is read.
    good = b"<rss version='2.0'><channel><title>Good</title><item><title>One</title></item></channel></rss>"
    last = await reader.read(good, address="https://notes.example/feed", content_type="", now=NOW, zone="UTC")
    await reader.close()

    assert (last.title, [entry.title for entry in last.entries]) == ("Good", ["One"])


def check(answer: Answer, name: str) -> None:
    """Check that an answer is one that can be shown."""
    assert answer.refused is None or not answer.entries, name
    ids = [entry.id for entry in answer.entries]
    assert len(set(ids)) == len(ids) <= MOST_OCCURRENCES, name
    for entry in answer.entries:
        shown = [entry.title, entry.summary, entry.place]
        assert entry.title, name
        assert all(text.isprintable() or "\u200d" in text for text in shown), name
        assert entry.link is None or entry.link.startswith(("http://", "https://")), name
        if answer.kind is Kind.CALENDAR:
            assert entry.at is None, name
            assert entry.starts_at is not None, name
            assert entry.starts_at <= NOW + timedelta(days=91), name
        else:
            assert entry.starts_at is None, name
            assert entry.at is None or entry.at <= NOW + timedelta(days=2), name


REFUSED = {
    "a billion laughs": "unreadable",
    "quadratic blowup": "unreadable",
    "a file as an entity": "unreadable",
    "a path alone": "not_a_feed",
    "json feed of lists in lists": "unreadable",
    "calendar: every second": "too_often",
    "calendar: every minute": "too_often",
    "calendar: every second by a daily rule": "too_often",
    "calendar: every zeroth day": "unreadable",
    "calendar: a flood of dates": "too_often",
    "calendar: a rule folded at each letter": "too_often",
    "calendar: ten thousand gatherings": "too_often",
    "calendar: gatherings in gatherings": "unreadable",
}
HARMLESS = {
    "nulls between letters": "ab",
    "text that turns around": "safe gnp.exe x",
    "bells and escapes": "[2J]0;x",
    "a feed cut off": "One",
    "latin-1 that says it is utf-8": "Grüße",
    "calendar: line ends of old": "Craft",
    "calendar: files attached": "Craft",
}


async def test_what_must_be_refused_is_and_what_is_harmless_once_cleaned_is_read(traps: Traps) -> None:
    reader = Reader()
    given = all_of_them(traps)
    answers = {
        name: await reader.read(given[name], address="https://a.example/", content_type="", now=NOW, zone="UTC")
        for name in [*REFUSED, *HARMLESS]
    }
    await reader.close()

    assert {name: answers[name].refused for name in REFUSED} == REFUSED
    assert {name: answers[name].entries[0].title for name in HARMLESS} == HARMLESS
    assert {answers[name].entries[0].link for name in HARMLESS} == {None}
