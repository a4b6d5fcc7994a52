"""Everything that is shown about feeds, what is in them, and who goes and reports back."""

from dataclasses import replace
from typing import Any

from community.feed_news import Entry
from community.feeds import Feed, Suggestion
from community.outside import ForbiddenAddress, Kind, NotAFeed, NotReachable
from handlers.blocks import feeds as blocks
from handlers.blocks import outside_meetups as going
from handlers.blocks.feeds import Followed
from tests import some
from tests.handlers.blocks.surfaces import Surface

ADDRESS = "https://less.example/feed.xml"


def feed(text: str, **more: Any) -> Feed:
    own: dict[str, Any] = {
        "id": 3,
        "address": ADDRESS,
        "zone": "UTC",
        "added_at": some.NOW,
        "title": text,
        "kind": Kind.FEED,
    }
    return Feed(**(own | {"read_at": some.NOW} | more))


def broken(text: str) -> Feed:
    return feed(text, failing_since=some.LAST_WEEK, problem=text, paused_at=some.NOW, title=text)


def community(text: str) -> Any:
    return some.community(topic=text or "Contract testing")


def items(text: str, count: int = 12) -> list[Any]:
    found = [some.item(number, title=text, place=text, starts_at=some.THURSDAY) for number in range(count)]
    return [*found, some.item(99, title=text, link=None, starts_at=some.THURSDAY, is_all_day=True)]


def entries(text: str) -> list[Entry]:
    return [Entry(one, 1, text, "Europe/Berlin", 12, [text] * 9) for one in items(text)]


def shown(text: str, *, is_member: bool, wanted: str = "") -> Followed:
    failing = replace(broken(text), paused_at=None)
    new = feed("", read_at=None, address=f"https://{text[:60] or 'a'}.example/")
    return Followed(community(text), [feed(text), broken(text), failing, new] * 5, is_member, wanted)


def meetup(text: str, **more: Any) -> Any:
    return some.meetup(title=text or "Meetup", place=text, **more)


SUGGESTED = [Suggestion("LeSS", "https://less.works/", "Large-Scale Scrum")]

SURFACES = (
    Surface(blocks.looking, "feed", lambda text: blocks.looking(ADDRESS if not text else f"https://{text}")),
    Surface(blocks.found, "a feed", lambda text: blocks.found(community(text), feed(text), items(text)[:3])),
    Surface(blocks.found, "a calendar", lambda text: blocks.found(community(text), feed(text, kind=Kind.CALENDAR), [])),
    Surface(
        blocks.not_found,
        "a page with feeds",
        lambda text: blocks.not_found(
            community(text), ADDRESS, NotAFeed("less.example", (ADDRESS, f"https://a.example/{'x' * 1990}"))
        ),
    ),
    Surface(
        blocks.not_found,
        "unreachable",
        lambda text: blocks.not_found(community(text), ADDRESS, NotReachable(text or "x")),
    ),
    Surface(
        blocks.not_found,
        "forbidden",
        lambda text: blocks.not_found(community(text), text or "x", ForbiddenAddress(text or "x")),
    ),
    Surface(blocks.gone, "gone", lambda text: blocks.gone(text or ADDRESS)),
    Surface(blocks.followed, "followed", lambda text: blocks.followed(community(text), feed(text))),
    Surface(blocks.unfollowed, "unfollowed", lambda text: blocks.unfollowed(community(text), feed(text))),
    Surface(blocks.tried_again, "again", lambda text: blocks.tried_again(community(text), feed(text))),
    Surface(blocks.listing, "member", lambda text: blocks.listing(shown(text, is_member=True))),
    Surface(blocks.listing, "stranger", lambda text: blocks.listing(shown(text, is_member=False))),
    Surface(blocks.listing, "which", lambda text: blocks.listing(shown(text, is_member=True, wanted=text or "x"))),
    Surface(blocks.listing, "none", lambda text: blocks.listing(Followed(community(text), (), is_member=True))),
    Surface(blocks.contents, "full", lambda text: blocks.contents(community(text), feed(text), entries(text))),
    Surface(
        blocks.contents,
        "to read",
        lambda text: blocks.contents(
            community(text), feed(text), [Entry(some.item(title=text, link=text), 1, text, "UTC")]
        ),
    ),
    Surface(blocks.contents, "empty", lambda text: blocks.contents(community(text), feed(text), ())),
    Surface(
        blocks.suggestions,
        "some",
        lambda text: blocks.suggestions(
            community(text), [Suggestion(text[:100], ADDRESS, text[:300])] * 9, is_member=True
        ),
    ),
    Surface(
        blocks.suggestions,
        "stranger",
        lambda text: blocks.suggestions(community(text), SUGGESTED, is_member=False),
    ),
    Surface(blocks.suggestions, "none", lambda text: blocks.suggestions(community(text), (), is_member=True)),
    Surface(blocks.paused, "failing", lambda text: blocks.paused(community(text), broken(text), is_gone=False)),
    Surface(blocks.paused, "gone", lambda text: blocks.paused(community(text), broken(text), is_gone=True)),
    Surface(blocks.switched_off, "off", lambda _: blocks.switched_off()),
    Surface(going.going, "news", lambda text: going.going(meetup(text), is_news=True)),
    Surface(going.going, "again", lambda text: going.going(meetup(text), is_news=False)),
    Surface(going.reports, "news", lambda text: going.reports(meetup(text), is_news=True)),
    Surface(going.reports, "again", lambda text: going.reports(meetup(text), is_news=False)),
    Surface(going.taken_back, "known", lambda text: going.taken_back(meetup(text))),
    Surface(going.taken_back, "unknown", lambda _: going.taken_back(None)),
    Surface(going.reminder, "community", lambda text: going.reminder(meetup(text), community(text))),
    Surface(going.reminder, "none", lambda text: going.reminder(meetup(text), None)),
    Surface(going.left, "left", lambda _: going.left()),
    Surface(going.told_before, "before", lambda _: going.told_before(42)),
    Surface(going.kept, "kept", lambda text: going.kept(some.lesson(title=text), meetup(text))),
)
