"""News from outside: a few a week, each once, no feed above the others, and never what is past."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from community import feed_news, reporting
from community.communities import Member
from community.feed_news import News
from community.feeds import Follow, Item
from community.people import Person
from storage.database import Database
from storage.stores import Stores
from tests.some import NOW, item
from tests.storage.filled import COMMUNITY

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def fill(stores: Stores, *items: Item) -> None:
    """Make a community that follows two feeds and one that follows the second, which have these things."""
    stores.communities.add(COMMUNITY)
    stores.communities.add(replace(COMMUNITY, name="other", channel_id="C2"))
    for number in (1, 2):
        stores.feeds.update(
            replace(stores.feeds.add(f"https://{number}.example/", zone="UTC", now=NOW), title=f"F{number}")
        )
    for community_id, feed_id in ((1, 1), (1, 2), (2, 2)):
        stores.feeds.follow(Follow(community_id, feed_id, "U1", NOW, 0))
    stores.members.add(Member(1, "U1", NOW))
    stores.people.save(Person("U1", "Lea", "Europe/Berlin"), now=NOW)
    stores.feed_items.add([replace(one, key=f"{index}") for index, one in enumerate(items)])


def news_of(stores: Stores, community_id: int, now: datetime = NOW) -> News:
    found = stores.communities.some([1, 2]).values()
    return feed_news.gather(stores, list(found), now=now).get(community_id, feed_news.NOTHING)


def said(news: News) -> tuple[Sequence[str], Sequence[tuple[str, int]]]:
    return [entry.item.title for entry in news.entries], [(more.title, more.count) for more in news.more]


def tell(stores: Stores, now: datetime) -> tuple[Sequence[str], Sequence[tuple[str, int]]]:
    news = news_of(stores, 1, now)
    feed_news.told(stores, 1, news, now=now)
    return said(news)


async def test_three_a_week_in_turns_and_the_rest_is_counted_once(database: Database) -> None:
    first = [item(feed_id=1, title=f"a{number}") for number in range(6)]
    await database.write("T1", lambda stores: fill(stores, *first, item(feed_id=2, title="b")))

    told = await database.write("T1", lambda stores: tell(stores, NOW))
    at_once = await database.write("T1", lambda stores: tell(stores, NOW + DAY))
    next_week = await database.write("T1", lambda stores: tell(stores, NOW + WEEK))
    other = await database.read("T1", lambda stores: said(news_of(stores, 2)))

    assert told == (["a5", "b", "a4"], [("F1", 4)])
    assert at_once == next_week == ([], [])
    assert other == (["b"], [])


async def test_what_is_left_out_of_a_crowded_digest_is_counted_too() -> None:
    news = News([feed_news.Entry(item(number, feed_id=1), 1, "F1", "UTC") for number in range(3)])

    assert said(news.first(1)) == (["LeSS conference"], [("F1", 2)])
    assert news.first(3) is news


async def test_gatherings_come_soonest_first_each_once_and_never_past_or_called_off(database: Database) -> None:
    def at(days: int, title: str, **more: object) -> Item:
        return replace(item(feed_id=1, title=title, starts_at=NOW + days * DAY), **more)  # type: ignore[arg-type]

    items = [at(5 * day, f"in {5 * day}") for day in (4, 3, 2, 1)]
    items += [at(-1, "past"), at(60, "far"), at(3, "off", gone_at=NOW), at(3, "missing", missing_since=NOW)]
    await database.write("T1", lambda stores: fill(stores, *items))

    first = await database.write("T1", lambda stores: tell(stores, NOW))
    second = await database.write("T1", lambda stores: tell(stores, NOW + WEEK))

    assert first == (["in 5", "in 10", "in 15"], [("F1", 1)])
    assert second == (["in 20"], [])


async def test_who_goes_and_who_reports_back_is_shown_until_it_is_a_meetup_soon(database: Database) -> None:
    soon, later = (
        item(feed_id=1, title=title, starts_at=NOW + days * DAY) for days, title in ((9, "soon"), (20, "later"))
    )
    await database.write("T1", lambda stores: fill(stores, soon, later))

    def go(stores: Stores) -> None:
        for item_id in (1, 2):
            reporting.report(stores, 1, item_id, "U1", zone="Europe/Berlin", now=NOW)

    await database.write("T1", go)
    news = await database.read("T1", lambda stores: news_of(stores, 1))

    assert [(entry.item.title, entry.going, list(entry.reporters)) for entry in news.entries] == [("later", 1, ["Lea"])]
