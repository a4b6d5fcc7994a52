"""Everything that is shown about digests."""

from dataclasses import replace
from datetime import time, timedelta

from community import feed_news
from community.communities import Community
from community.digest import Digest, DigestSchedule
from community.meetups import Coming
from community.news import Adopted, Elsewhere, News, Question, Taken
from community.schedule import Period, Weekly
from community.signs import Seen, Sign
from community.spread import Answer
from handlers.blocks import digest
from handlers.blocks.digest import Preview
from tests import some
from tests.handlers.blocks.surfaces import Surface

WEEK = Period(some.NOW - timedelta(weeks=1), some.NOW)
ARCHIVE = "https://kestrel.slack.com/archives"
SCHEDULE = DigestSchedule(1, Weekly(0, time(9), "Europe/Berlin"), some.NOW + timedelta(weeks=1), some.NOW)


def a_community(text: str, number: int = 1) -> Community:
    return replace(some.community(number), topic=text[:80] or "T")


def a_digest(text: str, *, lessons: int = 1, others: int = 0, coming: int = 0, newcomers: int = 0) -> Digest:
    news = News(
        lessons=[some.lesson(number, title=text, author_name=text) for number in range(lessons)],
        lessons_in_all=lessons * 100,
        elsewhere=[
            Elsewhere(some.lesson(100 + number, title=text, author_name=text), text, may_fit=number > 0)
            for number in range(others)
        ],
        coming=[Coming(some.meetup(number, title=text, place=text), number) for number in range(coming)],
        newcomers=[text] * newcomers,
        newcomers_in_all=2 * newcomers,
    )
    return Digest(a_community(text), WEEK, news)


def outside(text: str) -> feed_news.News:
    """Give one gathering of a feed, and many more."""
    entry = feed_news.Entry(some.item(title=text, place=text, starts_at=some.THURSDAY), 1, text, "UTC", 7, [text] * 9)
    return feed_news.News([entry], [feed_news.More(1, text, 12)] * 9)


def full(text: str) -> Digest:
    """Give the longest digest there is: 12 entries, each as long as it gets."""
    found = a_digest(text, lessons=3, others=2, coming=1, newcomers=8)
    news = replace(
        found.news,
        highlight=some.lesson(9, title=text, author_name=text),
        adopted=[Adopted(some.lesson(8, title=text), [Taken(text, Answer.ADAPTED, text), Taken(text, Answer.ADOPTED)])],
        questions=[Question("C0COP", "1785000000.000100", some.LAST_WEEK)],
        helpers=[text, text],
        outside=outside(text),
        is_seat_free=True,
    )
    return replace(found, news=news)


def gap(text: str) -> Digest:
    """Give the digest after a long outage, with what has no address and people without a name."""
    news = News(
        lessons=[some.lesson(title=text, permalink=None)],
        lessons_in_all=1,
        elsewhere=[Elsewhere(some.lesson(permalink="https://evil.example/|<!channel>"), "")],
        newcomers_in_all=3,
        outside=some.from_outside(some.item(title=text, link=text), feed=text),
    )
    return Digest(a_community(text), Period(some.LAST_MONTH - timedelta(days=300), some.NOW), news)


def preview(
    text: str, *, is_member: bool = True, has_news: bool = True, schedule: DigestSchedule = SCHEDULE
) -> Preview:
    return Preview(
        community=a_community(text),
        digest=full(text) if has_news else None,
        schedule=schedule,
        is_member=is_member,
        has_last=True,
        wanted=["More of what members wanted so: tagged “ci”."],
        archive=ARCHIVE,
    )


def in_zone(text: str) -> DigestSchedule:
    return replace(SCHEDULE, weekly=Weekly(6, time(9, 10), text))


SURFACES = [
    Surface(digest.post, "twelve entries", lambda text: digest.post(full(text), SCHEDULE, archive=ARCHIVE)),
    Surface(digest.post, "again", lambda text: digest.post(full(text), SCHEDULE, is_again=True)),
    Surface(digest.post, "one lesson", lambda text: digest.post(a_digest(text), SCHEDULE)),
    Surface(
        digest.post,
        "with a sign",
        lambda text: digest.post(full(text), SCHEDULE, Seen(Sign.SOUNDS_MANDATORY, text[:120])),
    ),
    Surface(digest.post, "after an outage", lambda text: digest.post(gap(text), SCHEDULE)),
    Surface(digest.post, "one newcomer", lambda text: digest.post(a_digest(text, lessons=0, newcomers=1), SCHEDULE)),
    Surface(digest.preview, "to a member", lambda text: digest.preview(preview(text))),
    Surface(digest.preview, "to others", lambda text: digest.preview(preview(text, is_member=False))),
    Surface(digest.preview, "nothing new", lambda text: digest.preview(preview(text, has_news=False))),
    Surface(
        digest.preview,
        "off",
        lambda text: digest.preview(preview(text, schedule=replace(SCHEDULE, next_at=None))),
    ),
    Surface(digest.preview, "unknown zone", lambda text: digest.preview(preview(text, schedule=in_zone(text)))),
    Surface(
        digest.settings,
        "on",
        lambda text: digest.settings(a_community(text), SCHEDULE, "Asia/Tokyo", "Europe/Berlin", private_metadata="{}"),
    ),
    Surface(
        digest.settings,
        "off, in an unknown zone, at an odd time",
        lambda text: digest.settings(
            a_community(text), replace(in_zone(text), next_at=None), text, private_metadata="{}"
        ),
    ),
    Surface(digest.settled, "on", lambda text: digest.settled(a_community(text), SCHEDULE)),
    Surface(
        digest.settled,
        "off",
        lambda text: digest.settled(a_community(text), replace(SCHEDULE, next_at=None)),
    ),
    Surface(digest.sent_again, "any", lambda text: digest.sent_again(a_community(text))),
    Surface(digest.was_sent_again, "any", lambda text: digest.was_sent_again(a_community(text), some.NOW)),
    Surface(digest.never_sent, "any", lambda text: digest.never_sent(a_community(text))),
    Surface(digest.paused, "any", lambda text: digest.paused(a_community(text), SCHEDULE)),
    Surface(digest.paused, "off", lambda text: digest.paused(a_community(text), replace(SCHEDULE, next_at=None))),
    Surface(digest.paused_in_thread, "any", lambda text: digest.paused_in_thread(a_community(text), SCHEDULE)),
    Surface(digest.back, "any", lambda text: digest.back(a_community(text), SCHEDULE)),
    Surface(digest.members_settle, "any", lambda text: digest.members_settle(a_community(text))),
    Surface(
        digest.which,
        "sixty",
        lambda text: digest.which([a_community(text, number) for number in range(60)]),
    ),
    Surface(digest.not_posted, "any", lambda text: digest.not_posted(a_community(text))),
]
