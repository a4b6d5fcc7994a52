"""Values with valid defaults, so that a test states only what matters to it."""

from datetime import UTC, datetime

from community.communities import Aim, Community, Member, State
from community.feed_news import Entry, News
from community.feeds import Item
from community.lessons import Lesson, Source
from community.meetups import Meetup
from community.teams import Team


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


NOW = utc(2026, 8, 3, 7)  # a Monday, 09:00 in Berlin
LAST_WEEK = utc(2026, 7, 30)
LAST_MONTH = utc(2026, 7, 1)
THURSDAY = utc(2026, 8, 6, 13)  # 15:00 in Berlin


def community(
    community_id: int = 1,
    *,
    topic: str = "Contract testing",
    purpose: str = "",
    channel_id: str | None = "C0COP",
    state: State = State.OPEN,
    started_by: str = "U0LEA",
    started_at: datetime = LAST_MONTH,
    zone: str = "Europe/Berlin",
) -> Community:
    name = topic.casefold().replace(" ", "-")
    return Community(
        name=name,
        topic=topic,
        purpose=purpose,
        aim=Aim.BOTH,
        channel_name=f"cop-{name}"[:80],
        channel_id=channel_id,
        is_linked=False,
        started_by=started_by,
        started_at=started_at,
        zone=zone,
        id=community_id,
        state=state,
    )


def member(user_id: str, *, community_id: int = 1, joined_at: datetime = LAST_WEEK) -> Member:
    return Member(community_id, user_id, joined_at)


def lesson(
    number: int = 42,
    *,
    title: str = "Publish the contract before you deploy",
    learnt: str = "",
    community_id: int | None = 1,
    author_name: str = "Ben",
    captured_at: datetime = LAST_WEEK,
    permalink: str | None = "https://kestrel.slack.com/archives/C0COP/p1785000000000100",
) -> Lesson:
    return Lesson(
        title=title,
        learnt=learnt or title,
        author_id="U0BEN",
        author_name=author_name,
        captured_by="U0LEA",
        captured_at=captured_at,
        said_at=captured_at,
        source=Source("C0COP", "1785000000.000100", None, permalink),
        community_id=community_id,
        number=number,
    )


def team(team_id: int = 1, *, label: str = "Kestrel", started_by: str = "U0LEA") -> Team:
    return Team(label.casefold().replace(" ", "-"), label, started_by, LAST_MONTH, team_id)


def meetup(
    meetup_id: int = 7,
    *,
    title: str = "Which pacts hurt?",
    channel_id: str = "C0COP",
    community_id: int | None = 1,
    starts_at: datetime = THURSDAY,
    zone: str = "Europe/Berlin",
    minutes: int = 60,
    place: str = "Room Heron",
    planned_by: str = "U0LEA",
    planned_at: datetime = LAST_WEEK,
    announced_ts: str | None = "1785400000.000100",
    cancelled_at: datetime | None = None,
    is_updating: bool = False,
) -> Meetup:
    return Meetup(
        title=title,
        channel_id=channel_id,
        community_id=community_id,
        starts_at=starts_at,
        zone=zone,
        minutes=minutes,
        place=place,
        planned_by=planned_by,
        planned_at=planned_at,
        id=meetup_id,
        announced_ts=announced_ts,
        cancelled_at=cancelled_at,
        is_updating=is_updating,
    )


def item(
    item_id: int = 1,
    *,
    feed_id: int = 1,
    title: str = "LeSS conference",
    link: str | None = "https://less.example/talks",
    starts_at: datetime | None = None,
    is_all_day: bool = False,
    place: str = "",
    at: datetime | None = None,
    is_news: bool = True,
) -> Item:
    return Item(
        id=item_id,
        feed_id=feed_id,
        key=f"key-{item_id}",
        title=title,
        link=link,
        summary="",
        at=at,
        starts_at=starts_at,
        ends_at=None,
        is_all_day=is_all_day,
        place=place,
        found_at=NOW,
        seen_at=NOW,
        is_news=is_news,
    )


def from_outside(*items: Item, feed: str = "less.works") -> News:
    return News([Entry(one, 1, feed, "Europe/Berlin") for one in items])
