"""What is planned in a closed room is nothing to who isn't in it, whatever button or window they say it comes from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta

import pytest
from structlog.testing import capture_logs

from community import repeating, rooms, slots
from community.communities import Aim, Member, NewCommunity
from community.meetups import Kind, NewMeetup, Plan
from community.open_space import NewSession, OpenSpace
from community.people import Person
from community.repeating import Repeat
from community.series import Every
from community.topics import NewTopic
from handlers.answers import Answer
from handlers.features import TABLE
from handlers.payloads import Action, pack
from storage.stores import Stores
from tests.handlers.society import OPEN, PEOPLE, TEAM, Society, society_of
from tests.handlers.test_rooms_property import _IDS
from tests.some import NOW

SECRET = "kept-secret"
# Ewa is neither in the team's room nor in its community.
STRANGER = "U0EWA"
MODAL = "modal"


@pytest.fixture
def society(sqlite_url: str) -> Iterator[Society]:
    with capture_logs(), society_of(sqlite_url) as made:
        made.tell(_fill)
        yield made


async def test_no_click_shows_a_stranger_what_is_planned_in_a_closed_room(society: Society) -> None:
    leaks = set()
    for action_id in TABLE.actions:
        for value in ("1", "2", "1 1", "1 2", "series 1", "1 0", "slot 0", "all", ""):
            for view_type in (None, MODAL):
                society.shown.clear()
                await _click(society, action_id, value, view_type=view_type)
                leaks |= {(action_id, value, view_type) for shown in society.shown if SECRET in _told(society, shown)}

    assert not leaks, "\n".join(sorted(map(str, leaks)))


async def test_no_window_shows_a_stranger_what_is_planned_in_a_closed_room(society: Society) -> None:
    leaks = set()
    for callback_id in TABLE.views:
        for number in (1, 2):
            for filled_in in _FILLED_IN:
                society.shown.clear()
                metadata = pack(**dict.fromkeys((*_IDS, "community", "into"), number))
                await society.submit(STRANGER, callback_id, metadata, filled_in)
                leaks |= {(callback_id, number) for shown in society.shown if SECRET in _told(society, shown)}

    assert not leaks, "\n".join(sorted(map(str, leaks)))


async def test_its_members_are_shown_it(society: Society) -> None:
    # Otherwise nothing would be told by what strangers aren't shown.
    seen = set()
    for action_id in TABLE.actions:
        for value in ("1", "2", "1 0", "series 1"):
            society.shown.clear()
            await _click(society, action_id, value, user_id="U0ANA", channel_id=TEAM)
            seen |= {action_id for shown in society.shown if SECRET in shown.text}

    assert {"meetup.cancel", "meetup.change", "meetup.who", "topic.list", "open_space.open", "open_space.grid"} <= seen


def _told(society: Society, shown: object) -> str:
    """Give what the stranger sees of it."""
    return shown.text if STRANGER in society.readers_of(shown) else ""  # type: ignore[attr-defined,arg-type]


async def _click(
    society: Society,
    action_id: str,
    value: str,
    *,
    user_id: str = STRANGER,
    channel_id: str | None = OPEN,
    view_type: str | None = None,
) -> None:
    metadata = pack(**dict.fromkeys(_IDS, int(value) if value in ("1", "2") else 1))
    channel = None if view_type else channel_id
    action = Action(
        action_id, value, user_id, channel, "1785000000.9", None, "1.2", "https://x.example", "V1", view_type, metadata
    )
    answering: Answer = TABLE.actions[action_id](action, society.deps())  # type: ignore[assignment]
    await society._answered(user_id, answering)


_FILLED_IN = (
    {"words": "cue", "title": "A title", "comes": "off", "how": "channel", "day": "2026-08-06", "community": "1"},
    {
        "title": "A title",
        "date": "2026-08-06",
        "time": "15:00",
        "zone": "UTC",
        "minutes": "60",
        "spaces": "Here",
        "count": "2",
        "pause": "5",
        "slot": "1",
        "space": "0",
    },
)


def _fill(stores: Stores) -> None:
    """Let a community in the team's room plan one of each, numbered from 1, and say its secret in all of them."""
    for user_id in PEOPLE:
        stores.people.save(Person(user_id, user_id.title(), "UTC"), now=NOW)
    closed, opened = (
        stores.communities.add(
            NewCommunity(name, name.title(), "", Aim.BOTH, name, channel_id, False, "U0ANA", NOW, "UTC")
        )
        for name, channel_id in (("team", TEAM), ("cues", OPEN))
    )
    for user_id in ("U0ANA", "U0BEN"):
        stores.members.add(Member(closed.id, user_id, NOW))
    stores.members.add(Member(opened.id, STRANGER, NOW))
    plan = Plan(
        f"Title {SECRET}",
        closed.id,
        (NOW + timedelta(days=3)).date(),
        time(15),
        "UTC",
        60,
        f"Place {SECRET}",
        "U0ANA",
        what_for=SECRET,
    )
    meetup, _ = repeating.begin(stores, plan, Repeat(Every.WEEK), now=NOW)
    stores.meetups.update(replace(meetup, announced_ts="1785000001.000100"))
    _open_space(stores, meetup.community_id or 0)
    stores.topics.add(NewTopic(closed.id, f"Topic {SECRET}", "U0ANA", NOW, "U0ANA"))
    rooms.closed(stores, TEAM, NOW) if hasattr(rooms, "closed") else rooms.look(stores, TEAM, is_closed=True, now=NOW)


def _open_space(stores: Stores, community_id: int) -> None:
    day = (NOW + timedelta(days=4)).date()
    grid = slots.on(day, slots.spread(time(9), count=2, minutes=45, pause=15), "UTC")
    meetup = stores.meetups.add(
        NewMeetup(
            title=f"Open Space {SECRET}",
            channel_id=TEAM,
            community_id=community_id,
            starts_at=NOW + timedelta(days=4),
            zone="UTC",
            minutes=105,
            place=SECRET,
            planned_by="U0ANA",
            planned_at=NOW,
            kind=Kind.OPEN_SPACE,
        )
    )
    stores.open_spaces.add(OpenSpace(meetup.id, TEAM, (SECRET, "There"), tuple(grid)))
    for _ in range(2):
        session = stores.open_spaces.propose(
            NewSession(meetup.id, f"Session {SECRET}", SECRET, "U0ANA", NOW), ["U0ANA"]
        )
        stores.open_spaces.update(replace(session, slot=0, space=session.id - 1, message_ts=f"178500000{session.id}.1"))
