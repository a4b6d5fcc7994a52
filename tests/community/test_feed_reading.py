"""Reading feeds: when each is read next, what is new, changed and gone, and when one is paused."""

from dataclasses import replace
from datetime import timedelta

import pytest

from community.feed_reading import TakenIn, take_in, to_ask_with, was_not_read, was_read
from community.feeds import Feed, Item
from community.outside import NOTHING_KNOWN, Entry, Gone, Kind, Known, NotReachable, Source, Unchanged
from tests.some import NOW, THURSDAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED = Feed(id=1, address="https://a.example/", zone="UTC", added_at=NOW, kind=Kind.FEED, read_at=NOW, whole_at=NOW)
NEW = replace(FEED, kind=None, read_at=None, whole_at=None)
CALENDAR = replace(FEED, kind=Kind.CALENDAR)


def entry(name: str, **more: object) -> Entry:
    return replace(Entry(id=name, title=f"Title {name}", link=f"https://a.example/{name}", at=NOW), **more)  # type: ignore[arg-type]


def meetup(name: str, **more: object) -> Entry:
    return entry(name, **({"at": None, "starts_at": THURSDAY} | more))


def taken(feed: Feed, kept: list[Item], *entries: Entry, now: object = NOW) -> TakenIn:
    return take_in(feed, Source("A feed", feed.kind or Kind.FEED, entries), kept, now=now)  # type: ignore[arg-type]


def kept(feed: Feed, *entries: Entry) -> list[Item]:
    found = taken(feed, [], *entries).new
    return [replace(item, id=number) for number, item in enumerate(found, start=1)]


def test_of_a_new_feed_only_the_newest_is_news_and_the_oldest_comes_first() -> None:
    found = taken(NEW, [], entry("c"), entry("b"), entry("a"))

    assert [(item.key, item.is_news) for item in found.new] == [("a", False), ("b", False), ("c", True)]


@pytest.mark.parametrize(
    "again",
    [
        entry("a"),
        entry("other", link="https://a.example/a"),
        entry("other", link="http://www.a.example/a/?utm_source=mail#top"),
        entry("other", link="https://b.example/moved", title="Title a"),
    ],
    ids=["its id", "its link", "its link written otherwise", "its title and time"],
)
def test_a_thing_is_known_again_by_its_id_its_link_or_its_words(again: Entry) -> None:
    found = taken(FEED, kept(FEED, entry("a")), again)

    assert found.new == []


def test_things_that_share_one_link_are_told_apart_by_their_ids() -> None:
    same = "https://a.example/"

    found = taken(FEED, kept(FEED, entry("a", link=same)), entry("b", link=same), entry("a", link=same))

    assert [item.key for item in found.new] == ["b"]


def test_what_is_old_when_it_turns_up_is_remembered_and_no_news() -> None:
    found = taken(FEED, kept(FEED, entry("a")), entry("old", at=NOW - 30 * DAY), entry("b", at=NOW + DAY), entry("a"))

    assert {item.key: (item.is_news, item.at) for item in found.new} == {
        "old": (False, NOW - 30 * DAY),
        "b": (True, NOW),  # nobody reads what was written tomorrow
    }


def test_memory_is_bounded_in_time_and_in_number() -> None:
    there = kept(FEED, *(entry(str(number), at=None) for number in range(1_000)))

    late = taken(FEED, there, entry("new"), now=NOW + 91 * DAY)
    full = taken(FEED, there, entry("new"), entry("999", at=None))

    assert len(late.forgotten) == 1_000
    assert len(full.forgotten) == 1


def test_a_changed_gathering_is_changed_and_a_missing_one_is_called_off_the_second_time() -> None:
    there = kept(CALENDAR, meetup("a"), meetup("b"))
    moved = meetup("a", starts_at=THURSDAY + HOUR)

    first = taken(CALENDAR, there, moved)
    missing = [after for _, after in first.changed]
    early = taken(CALENDAR, missing, moved, now=NOW + HOUR)
    second = taken(CALENDAR, missing, moved, now=NOW + 6 * HOUR)

    assert {item.key: (item.starts_at, item.missing_since) for item in missing} == {
        "a": (THURSDAY + HOUR, None),
        "b": (THURSDAY, NOW),
    }
    assert early.changed == []
    assert [(after.key, after.gone_at) for _, after in second.changed] == [("b", NOW + 6 * HOUR)]


def test_what_comes_back_is_there_again_and_what_is_over_is_not_called_off() -> None:
    there = [replace(item, missing_since=NOW, gone_at=NOW) for item in kept(CALENDAR, meetup("a"))]

    back = taken(CALENDAR, there, meetup("a"), now=NOW + DAY)
    over = taken(CALENDAR, kept(CALENDAR, meetup("a")), now=THURSDAY + DAY)

    assert [(after.missing_since, after.gone_at) for _, after in back.changed] == [(None, None)]
    assert over.changed == []


def test_a_lively_feed_is_read_sooner_and_a_quiet_one_later_within_bounds() -> None:
    lively = was_read(FEED, Unchanged(), has_news=True, now=NOW)
    quiet = was_read(replace(FEED, every=timedelta(hours=23)), Unchanged(), has_news=False, now=NOW)

    assert (lively.every, quiet.every) == (3 * HOUR, 24 * HOUR)
    for feed in (lively, quiet):
        assert feed.next_at is not None
        assert feed.every <= feed.next_at - NOW <= feed.every * 1.1


def test_a_feed_that_fails_is_tried_later_and_later_and_paused_after_two_weeks() -> None:
    feed, now, pauses = FEED, NOW, []
    while feed.paused_at is None:
        feed = was_not_read(feed, NotReachable("a.example"), now=now)
        if feed.next_at is not None:
            pauses.append(feed.next_at - now)
            now = feed.next_at

    assert [int(pause / HOUR) for pause in pauses[:5]] == [1, 2, 4, 8, 16]
    assert max(pauses) <= 27 * HOUR
    assert timedelta(weeks=2) <= feed.paused_at - NOW <= timedelta(weeks=2, days=2)


def test_our_own_absence_pauses_nothing_and_what_is_gone_is_paused_at_once() -> None:
    once = was_not_read(FEED, NotReachable("a.example"), now=NOW)

    assert was_not_read(once, NotReachable("a.example"), now=NOW + 60 * DAY).paused_at is None
    assert was_not_read(FEED, Gone("a.example"), now=NOW).paused_at == NOW


def test_who_asks_to_be_left_alone_is() -> None:
    week = was_not_read(FEED, NotReachable("a.example", retry_after=timedelta(days=400)), now=NOW)

    assert week.next_at is not None
    assert timedelta(days=7) <= week.next_at - NOW <= timedelta(days=8)


def test_a_calendar_that_never_changes_is_read_in_whole_once_a_week() -> None:
    known = Known("etag", None)
    calendar = replace(CALENDAR, known=known)

    assert to_ask_with(calendar, NOW + 6 * DAY) == known
    assert to_ask_with(calendar, NOW + 7 * DAY) == NOTHING_KNOWN
    assert to_ask_with(replace(FEED, known=known), NOW + 7 * DAY) == known
