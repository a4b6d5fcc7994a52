"""Good feeds and calendars, made after the formats' specifications."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from community.outside import Entry, Kind
from fetching.reader import Reader
from tests.fetching.hostile_calendars import gathering, ics
from tests.fetching.hostile_feeds import item, rss
from tests.fetching.served import DATA, NOW

# One process parses for all of these tests: to start one takes half a second.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def reader() -> AsyncIterator[Reader]:
    reader = Reader()
    yield reader
    await reader.close()


async def read(reader: Reader, data: bytes | str, zone: str = "Europe/Lisbon") -> tuple[str, Kind, list[Entry]]:
    given = (DATA / data).read_bytes() if isinstance(data, str) else data
    answer = await reader.read(given, address="https://notes.example/a/feed", content_type="", now=NOW, zone=zone)
    assert answer.refused is None
    return answer.title, answer.kind, [entry.entry() for entry in answer.entries]


def utc(*given: int) -> datetime:
    return datetime(*given, tzinfo=UTC)  # type: ignore[misc,arg-type]


async def test_rss_2(reader: Reader) -> None:
    title, kind, entries = await read(reader, "rss2.xml")

    assert (title, kind) == ("Large-Scale Notes", Kind.FEED)
    assert entries[:2] == [
        Entry(
            id="notes-42",
            title="Overall Retrospective: what we asked",
            link="https://notes.example/overall-retro?from=feed&week=48",
            summary="Plain words, escaped once.",
            at=utc(2026, 11, 26, 8, 55),
        ),
        Entry(
            id="notes-41",
            title="One Product Backlog, eight teams & no tickets in between",
            link="https://notes.example/one-backlog",
            summary="How we stopped splitting by component.",
            at=utc(2026, 11, 23, 9, 30),
        ),
    ]
    assert (entries[2].title, entries[2].summary, entries[2].at) == (
        "A note without a title and without a date.",
        "",
        None,
    )
    assert entries[2].id.startswith("sha256:")


async def test_rss_1_in_another_encoding(reader: Reader) -> None:
    title, _, entries = await read(reader, "rss1.xml")

    assert title == "Treffen für Zulieferer"
    assert entries == [
        Entry(
            id="https://treffen.example/7",
            title="Übergabe ohne Übergabe",
            link="https://treffen.example/7",
            summary="Größer denken, kleiner liefern.",
            at=utc(2026, 11, 20, 17, 30),
        )
    ]


async def test_atom(reader: Reader) -> None:
    title, _, entries = await read(reader, "atom.xml")

    assert title == "Craft & teams"
    assert entries == [
        Entry(
            id="urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6b",
            title="Mob programming at noon",
            link="https://craft.example/blog/2026/mob",
            summary="Eight people, one screen.",
            at=utc(2026, 11, 26, 23, 0),
        ),
        Entry(
            id="urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
            title="a < b is a test, too",
            link="https://craft.example/blog/2026/a-less-than-b",
            summary="Comparing values.",
            at=utc(2026, 11, 25, 18, 30, 2),
        ),
    ]


async def test_json_feed(reader: Reader) -> None:
    title, kind, entries = await read(reader, "feed.json")

    assert (title, kind) == ("Feature team diary", Kind.FEED)
    assert entries == [
        Entry(
            id="2",
            title="A talk worth an hour.",
            link="https://elsewhere.example/talk",
            at=utc(2026, 11, 26, 7, 0),
        ),
        Entry(
            id="https://diary.example/3",
            title="Swarming on the last item",
            link="https://diary.example/3",
            summary="We all looked at one thing.",
            at=utc(2026, 11, 24, 22, 4),
        ),
    ]


async def test_a_calendar_of_single_gatherings(reader: Reader) -> None:
    title, kind, entries = await read(reader, "single.ics", zone="Europe/Berlin")

    assert (title, kind) == ("LeSS Conference", Kind.CALENDAR)
    assert entries == [
        Entry(
            id="evening@conf.example",
            title="The evening before; drinks",
            starts_at=utc(2026, 12, 9, 19, 0),  # it names no zone: 20:00 in that of whoever asked
            ends_at=utc(2026, 12, 9, 21, 0),
        ),
        Entry(
            id="conference-2026@conf.example",
            title="LeSS Conference 2026",
            link="https://conf.example/2026",
            summary="Two days of experience reports, experiments and an Open Space. Bring a question.",
            starts_at=utc(2026, 12, 9, 23, 0),
            ends_at=utc(2026, 12, 11, 23, 0),
            is_all_day=True,
            place="Hall 3, Lisbon",
        ),
    ]


@pytest.mark.parametrize("file", ["recurring.ics", "own_zone.ics"])
async def test_a_calendar_that_repeats_with_one_left_out_and_one_moved(reader: Reader, file: str) -> None:
    title, _, entries = await read(reader, file)

    # The last Thursday, 18:30 in Berlin; 26 November is over, 31 December left out, 28 January a day later.
    assert title == "Craft evenings"
    assert [(entry.id, entry.title, entry.starts_at) for entry in entries] == [
        ("craft@craft.example/20270128T173000Z", "Craft evening, moved", utc(2027, 1, 29, 18, 0)),
        ("craft@craft.example/20270225T173000Z", "Craft evening", utc(2027, 2, 25, 17, 30)),
    ]


async def test_of_many_entries_the_newest_stay(reader: Reader) -> None:
    dates = [f"{1 + n % 28:02} {('Jan', 'Feb', 'Mar', 'Apr')[n % 4]} 2026 {n % 24:02}:00:00 GMT" for n in range(3_000)]
    _, _, entries = await read(
        reader,
        rss("".join(item(guid=str(n), date=date) for n, date in enumerate(dates)) + "<item><title>x</title></item>"),
    )

    moments = [entry.at for entry in entries if entry.at is not None]
    assert len(entries) == len(moments) == 100
    assert moments == sorted(moments, reverse=True)
    assert {moment.month for moment in moments} == {4}


async def test_of_many_occurrences_the_soonest_five_hundred_stay(reader: Reader) -> None:
    _, _, entries = await read(reader, ics(gathering("RRULE:FREQ=HOURLY")))

    assert len(entries) == 500
    assert entries[0].starts_at == utc(2026, 12, 3, 18)
    assert entries[-1].starts_at == utc(2026, 12, 24, 13)  # 499 hours later


async def test_one_that_goes_on_now_is_there_and_one_after_ninety_days_is_not(reader: Reader) -> None:
    _, _, entries = await read(
        reader,
        ics(
            gathering("DTEND:20261128T130000Z", start=":20261128T110000Z", uid="now"),
            gathering("DTEND:20261128T115900Z", start=":20261128T110000Z", uid="over"),
            gathering(start=":20270226T110000Z", uid="in 90 days"),
            gathering(start=":20270227T130000Z", uid="in 91 days"),
        ),
    )

    assert [entry.id for entry in entries] == ["now", "in 90 days"]


@pytest.mark.parametrize(
    ("start", "rule", "expected"),
    [
        (";VALUE=DATE:20261201", "FREQ=MONTHLY", ["2026-12-01", "2027-01-01", "2027-02-01"]),
        (":20261201T090000", "FREQ=MONTHLY", ["2026-12-01", "2027-01-01", "2027-02-01"]),
        (";TZID=Asia/Tokyo:20261201T090000", "FREQ=MONTHLY", ["2026-12-01", "2027-01-01", "2027-02-01"]),
        (":20261201T090000Z", "FREQ=MONTHLY;UNTIL=20270101T090000Z", ["2026-12-01", "2027-01-01"]),
        (";VALUE=DATE:20261201", "FREQ=MONTHLY;UNTIL=20270101", ["2026-12-01", "2027-01-01"]),
        (":20261201T090000Z", "FREQ=MONTHLY;COUNT=2", ["2026-12-01", "2027-01-01"]),
        (":20251201T090000Z", "FREQ=MONTHLY;COUNT=14", ["2026-12-01", "2027-01-01"]),
        (":20261129T090000Z", "FREQ=MONTHLY;UNTIL=99991231T000000Z", ["2026-11-29", "2026-12-29", "2027-01-29"]),
    ],
)
async def test_what_repeats_without_an_end_is_read_as_far_as_is_asked(
    reader: Reader, start: str, rule: str, expected: list[str]
) -> None:
    _, _, entries = await read(reader, ics(gathering(f"RRULE:{rule}", start=start)), zone="UTC")

    assert [f"{entry.starts_at:%Y-%m-%d}" for entry in entries] == expected
