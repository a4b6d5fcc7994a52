"""Publishing: what can be read under a secret address, by whoever has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from community import calendar_contents, meetups, rooms, secret_addresses
from community.calendars import Calendar, Where
from community.communities import Community
from community.feed_files import Feed, Item
from community.lessons import Lesson
from community.readers import NO_ROOMS
from community.secret_addresses import Gives, Publication, Wanted

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

MOST_LESSONS = 50


@dataclass(frozen=True, slots=True)
class Shelf:
    """What an address opens to, without what stands there: `version` changes whenever that does."""

    wanted: Wanted
    name: str
    made_at: datetime  # the address
    version: tuple[object, ...]


def calendar_at(stores: Stores, fingerprint: str, *, now: datetime) -> Shelf | None:
    """Give the calendar that is read under the token of this fingerprint.

    None for one that never was, that was ended and that may not be read at the moment, all alike.
    """
    address, publication = stores.secret_addresses.find(fingerprint), _readable(stores, fingerprint)
    if address is not None and _is_past(stores, address.wanted, now):
        return None
    if address is not None:
        wanted, made_at = address.wanted, address.made_at
    elif publication is not None:
        wanted = Wanted("", Gives.PUBLISHED, publication[0].community_id)
        made_at = publication[0].switched_at
    else:
        return None
    name = calendar_contents.name_of(stores, wanted)
    return Shelf(wanted, name, made_at, calendar_contents.version(stores, wanted, name=name, now=now))


def calendar_on(stores: Stores, shelf: Shelf, where: Where, *, now: datetime) -> Calendar:
    """Give what stands on the shelf of a calendar."""
    return calendar_contents.read(stores, shelf.wanted, where, name=shelf.name, now=now)


def feed_at(stores: Stores, fingerprint: str, where: Where, *, address: str) -> tuple[Publication, Feed] | None:
    """Give the lessons that a community publishes under the token of this fingerprint, the newest 50; None as above.

    Of lessons that came from channels which are private or shared by now, nothing.
    """
    found = _readable(stores, fingerprint)
    if found is None:
        return None
    publication, community = found
    not_for_all = {room.channel_id for room in stores.rooms.all() if room.is_closed or room.is_shared}
    lessons = [
        lesson
        for lesson in stores.lessons.newest_of(community.id, rooms=NO_ROOMS, limit=MOST_LESSONS)
        if lesson.source is None or lesson.source.channel_id not in not_for_all
    ]
    return publication, Feed(
        title=f"{community.topic}: what we learnt",
        about=community.purpose or f"Lessons of the community {community.topic}, newest first.",
        link=f"{where.slack_url.rstrip('/')}/archives/{community.channel_id}" if where.slack_url else address,
        address=address,
        items=[_item(lesson, where) for lesson in lessons],
    )


def _is_past(stores: Stores, wanted: Wanted, now: datetime) -> bool:
    """Tell whether an address was of one meetup that is over, or that only who is in its channel may know of."""
    if wanted.meetup_id is None:
        return False
    meetup = stores.meetups.get(wanted.meetup_id)
    return meetup is None or meetups.is_over(meetup, now) or rooms.closed_in(stores, meetup.channel_id) is not None


def _readable(stores: Stores, fingerprint: str) -> tuple[Publication, Community] | None:
    publication = stores.secret_addresses.published(fingerprint)
    if publication is None or not stores.settings.get().may_publish:
        return None
    community = stores.communities.get(publication.community_id)
    if community is None or not secret_addresses.is_for_all(stores, community):
        return None
    return publication, community


def _item(lesson: Lesson, where: Where) -> Item:
    return Item(
        guid=f"lesson-{lesson.number}@{where.workspace_id.lower()}.yokoten",
        title=lesson.title,
        paragraphs=[text for text in (lesson.happened, lesson.learnt, lesson.to_try) if text],
        author=lesson.author_name,  # as its author chose: "" for none
        link=(lesson.source.permalink or "") if lesson.source else "",
        at=lesson.captured_at,
        tags=[*([lesson.kind.value] if lesson.kind else []), *lesson.tags],
    )
