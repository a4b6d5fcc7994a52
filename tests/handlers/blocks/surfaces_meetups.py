"""Everything that is shown about meetups."""

from dataclasses import replace
from itertools import cycle

from community.coming import Said
from community.communities import Community
from community.meetups import Coming, Meetup
from handlers.blocks import meetups, planning
from handlers.blocks.meetups import Listing
from handlers.blocks.parts import Message
from handlers.blocks.planning import Draft
from tests import some
from tests.handlers.blocks.surfaces import Surface

ERRORS = ("not_in_channel", "is_archived", "restricted_action")


def a_meetup(text: str, number: int = 7) -> Meetup:
    return some.meetup(number, title=text, place=text)


def a_cancelled(text: str) -> Meetup:
    return replace(a_meetup(text), cancelled_at=some.NOW)


def a_community(text: str, number: int = 1) -> Community:
    return replace(some.community(number), topic=text[:80] or "T")


def listing(text: str, count: int, *, is_here: bool = False) -> Listing:
    return Listing(
        meetups=[Coming(a_meetup(text, number), number) for number in range(count)],
        yours=dict(zip(range(0, count, 2), cycle(Said), strict=False)),
        can_cancel=set(range(count)),
        community=a_community(text) if is_here else None,
        has_more=count > 1,
    )


def a_draft(text: str, communities: int = 1) -> Draft:
    found = [a_community(text, number) for number in range(communities)]
    return Draft(
        communities=found,
        community_id=0,
        day=some.NOW.date(),
        zone="Europe/Berlin",
        own_zones=("Europe/Berlin", text),
        title=text,
        minutes=75,
        place=text,
    )


def announcement(case: str, count: int, place: str | None = None) -> Surface:
    def render(text: str) -> Message:
        meetup = a_meetup(text) if place is None else replace(a_meetup(text), place=place)
        return meetups.announcement(Coming(meetup, count), planned_by=text)

    return Surface(meetups.announcement, case, render)


def not_announced(error: str) -> Surface:
    return Surface(
        meetups.not_announced,
        error,
        lambda text: meetups.not_announced(a_meetup(text), meetups.why_not_announced(error, "C0COP")),
    )


SURFACES = [
    announcement("nobody yet", 0),
    announcement("one", 1),
    announcement("many", 1200),
    announcement("a link", 6, "https://meet.example.org/abc?x=1&y=2"),
    announcement("no place", 6, ""),
    Surface(
        meetups.announcement,
        "cancelled",
        lambda text: meetups.announcement(Coming(a_cancelled(text), 6), planned_by=text),
    ),
    Surface(
        meetups.announcement,
        "over",
        lambda text: meetups.announcement(Coming(a_meetup(text), 6, 2), planned_by=text, is_over=True),
    ),
    Surface(meetups.called_off, "any", lambda text: meetups.called_off(a_cancelled(text))),
    Surface(meetups.planned, "announced", lambda text: meetups.planned(a_meetup(text), is_announced=True)),
    Surface(meetups.planned, "soon", lambda text: meetups.planned(a_meetup(text), is_announced=False)),
    Surface(meetups.listing, "none", lambda text: meetups.listing(listing(text, 0))),
    Surface(meetups.listing, "none here", lambda text: meetups.listing(listing(text, 0, is_here=True))),
    Surface(meetups.listing, "a full page", lambda text: meetups.listing(listing(text, 10))),
    Surface(meetups.listing, "one here", lambda text: meetups.listing(listing(text, 1, is_here=True))),
    Surface(meetups.mistyped, "near", lambda text: meetups.mistyped(text, "plan")),
    Surface(meetups.mistyped, "far", lambda text: meetups.mistyped(text, None)),
    Surface(meetups.to_cancel, "none", lambda _: meetups.to_cancel([])),
    Surface(
        meetups.to_cancel, "many", lambda text: meetups.to_cancel([a_meetup(text, number) for number in range(200)])
    ),
    Surface(meetups.cancelled, "any", lambda text: meetups.cancelled(a_cancelled(text))),
    *map(not_announced, ERRORS),
    Surface(planning.form, "one community", lambda text: planning.form(a_draft(text), private_metadata="{}")),
    Surface(planning.form, "many communities", lambda text: planning.form(a_draft(text, 120), private_metadata="{}")),
    Surface(
        planning.form,
        "again",
        lambda text: planning.form(
            a_draft(text, 2), private_metadata="{}", problem=meetups.why_not_announced("is_archived", "C0COP")
        ),
    ),
    Surface(planning.members_plan, "any", lambda text: planning.members_plan(a_community(text))),
    Surface(planning.no_community, "any", lambda _: planning.no_community()),
]
