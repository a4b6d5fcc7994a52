"""What stands in the App Home of what has no feature of its own: one's communities, lessons, what is coming."""

from collections.abc import Sequence
from datetime import timedelta

from community import coming, pulse
from community.finding import Sought
from community.home import Tab
from community.meetups import Meetup
from community.readers import NO_ROOMS
from community.stores import Stores
from handlers import (
    agreements,
    directory,
    knowing,
    librarians,
    mentoring,
    profiles,
    roster,
    seats_at_home,
    support,
)
from handlers.at_home import Parts, Visitor
from handlers.blocks import home_tabs as blocks
from handlers.blocks import teams as team_blocks
from handlers.blocks.parts import Block

SOON = timedelta(weeks=4)
_NEXT = 3


def communities(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show the person's communities, or what this is all about to who has none."""
    yours = stores.communities.of(visitor.user_id)
    if not yours:
        return blocks.first_visit(stores.communities.all(), mark=visitor.mark)
    shown = blocks.page(yours, visitor.place)
    return blocks.yours(yours, visitor.place, pulse.lives(stores, shown, now=visitor.now))


def next_up(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show what comes next in the person's communities."""
    yours = [community.id for community in stores.communities.of(visitor.user_id)]
    soon = stores.meetups.coming_up_in(yours, now=visitor.now, until=visitor.now + SOON, limit=_NEXT) if yours else {}
    found = sorted((one for each in soon.values() for one in each), key=lambda one: (one.starts_at, one.id))[:_NEXT]
    return blocks.next_up(coming.counted(stores, found), yours=_coming(stores, found, visitor))


def outside(_stores: Stores, _visitor: Visitor) -> Sequence[Block]:
    """Show the way to other teams."""
    return blocks.outside()


def team(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show which team the person says they are in."""
    return team_blocks.at_home(stores.teams.of(visitor.user_id))


def lessons(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show the newest lessons that are for everybody, or those found by words."""
    place, offset = visitor.place, visitor.place.page * blocks.PAGE
    if place.words:
        found = stores.lessons.search(Sought(words=place.words), rooms=NO_ROOMS, limit=blocks.PAGE, offset=offset)
        shown, total = found.lessons, found.total
    else:
        newest = stores.lessons.recent(rooms=NO_ROOMS, limit=offset + blocks.PAGE + 1)
        shown, total = newest[offset : offset + blocks.PAGE], len(newest)
    topics = stores.communities.some(sorted({one.community_id for one in shown if one.community_id is not None}))
    named = {community_id: community.topic for community_id, community in topics.items()}
    return blocks.lessons(shown, named, place, total=total, mark=visitor.mark)


def coming_up(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show what is coming in all communities, soonest first."""
    offset = visitor.place.page * blocks.PAGE
    found = stores.meetups.coming_up(visitor.now, limit=offset + blocks.PAGE + 1, is_for_all=True)
    shown = found[offset : offset + blocks.PAGE]
    topics = stores.communities.some(sorted({one.community_id for one in shown if one.community_id is not None}))
    return blocks.coming_up(
        coming.counted(stores, shown),
        yours=_coming(stores, shown, visitor),
        topics={community_id: community.topic for community_id, community in topics.items()},
        place=visitor.place,
        total=len(found),
    )


def digests(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show when the digests of the person's communities come."""
    yours = stores.communities.of(visitor.user_id)
    return blocks.digests([(one, stores.digests.schedule(one.id)) for one in yours[: blocks.DIGESTS]], len(yours))


def oneself(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show the person's zone, how dates look to them, their name beside lessons, and what is kept about them."""
    user_id = visitor.user_id
    return blocks.oneself(visitor.person, stores.home.language(user_id), stores.people.name_shown(user_id))


def everybody(_stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show the way to what is so for everybody."""
    return blocks.everybody(is_admin=visitor.is_admin)


def _coming(stores: Stores, found: Sequence[Meetup], visitor: Visitor) -> set[int]:
    said = stores.coming.said_of([meetup.id for meetup in found], visitor.user_id)
    return {meetup_id for meetup_id, one in said.items() if one in coming.CONCERNED}


def begin(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show what a person can begin from here; who is in no community was told their first step above."""
    return [blocks.begin()] if stores.communities.of(visitor.user_id) else ()


PARTS: Parts = {
    Tab.MINE: (communities, next_up, agreements.at_home, seats_at_home.mine, support.at_home, begin),
    Tab.DISCOVER: (directory.discover,),
    Tab.LESSONS: (librarians.at_home, lessons),
    Tab.COMING_UP: (coming_up,),
    Tab.PEOPLE: (profiles.at_home, outside, mentoring.at_home, knowing.at_home),
    Tab.SETTINGS: (team, oneself, seats_at_home.settings, digests, everybody, roster.at_home),
}
