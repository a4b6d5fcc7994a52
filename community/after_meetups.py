"""After a meetup: what was learnt is asked once, in its thread, and its notes stand in the channel's canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from community import rooms, schedule
from community.errors import CommunityError
from community.hours import is_good_hour
from community.lessons import Lesson, is_withdrawn
from community.meetups import Kind, Meetup, is_over
from community.topics import Wanted

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

# People pack up and walk to their desks first.
ASKED_AFTER = timedelta(minutes=15)
# A meetup of a Friday evening before a long weekend is asked about on the Tuesday; what is older was slept through.
ASKED_WITHIN = timedelta(days=5)
# An informal evening asks for nothing, and the harvest of an Open Space asks for itself.
_NOT_ASKED = {Kind.LESS_BEER, Kind.OPEN_SPACE}
# So many meetups stand in a canvas: a page is read from its beginning, and the rest stays in the threads.
MOST_NOTES = 10
MOST_LESSONS = 20


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands of one meetup in its channel's canvas."""

    title: str
    day: date  # where it was planned
    talked_about: Sequence[str]
    lessons: Sequence[Lesson]


class NoNotes(CommunityError):
    """A meetup with nothing to write down."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to write down yet, so the canvas was not changed. "
            "Say what you talked about, or keep an answer as a lesson first."
        )


class NoCanvas(CommunityError):
    """A channel whose canvas isn't the bot's to write."""

    def __init__(self) -> None:
        super().__init__(
            "I write no canvas in this channel, so the notes stay in this thread. Where a charter stands in the "
            "channel's canvas, notes can stand below it: /community charter writes one."
        )


def is_to_ask(meetup: Meetup, now: datetime) -> bool:
    """Tell whether it is time to ask what was learnt: soon after, while its people are likely at work."""
    if meetup.kind in _NOT_ASKED or meetup.cancelled_at is not None or meetup.announced_ts is None:
        return False
    return is_over(meetup, now - ASKED_AFTER) and is_good_hour(now, meetup.zone)


def notes(stores: Stores, community_id: int) -> Sequence[Notes]:
    """Give the notes of a community's meetups that were put in its canvas, the newest meetup first."""
    community = stores.communities.get(community_id)
    here = None if community is None else community.channel_id
    return [
        of(stores, meetup)
        for meetup in stores.after_meetups.noted(community_id, limit=MOST_NOTES)
        # One that a merged community held in a closed room stays in there.
        if meetup.channel_id == here or rooms.closed_in(stores, meetup.channel_id) is None
    ]


def of(stores: Stores, meetup: Meetup) -> Notes:
    """Give what is known of a meetup that was: what was talked about, and the lessons of its thread."""
    agenda: Sequence[Wanted] = stores.topics.on_agenda(meetup.id)
    there = stores.lessons.in_thread(meetup.channel_id, meetup.announced_ts) if meetup.announced_ts else ()
    lessons = [one for one in there if not is_withdrawn(one) and one.closed_in in {None, meetup.channel_id}]
    return Notes(
        title=meetup.title,
        day=schedule.local(meetup.starts_at, meetup.zone).date(),
        talked_about=[one.topic.words for one in agenda if one.topic.reached_at is not None],
        lessons=lessons[:MOST_LESSONS],
    )
