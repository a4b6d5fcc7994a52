"""Everything that is shown about digests."""

from dataclasses import replace
from datetime import time, timedelta

from community.communities import Community
from community.digest import Digest, DigestSchedule, Elsewhere
from community.meetups import Coming
from community.schedule import Period, Weekly
from community.signs import Seen, Sign
from handlers.blocks import digest
from handlers.blocks.digest import Preview
from tests import some
from tests.handlers.blocks.surfaces import Surface

WEEK = Period(some.NOW - timedelta(weeks=1), some.NOW)
SCHEDULE = DigestSchedule(1, Weekly(0, time(9), "Europe/Berlin"), some.NOW + timedelta(weeks=1), some.NOW)


def a_community(text: str, number: int = 1) -> Community:
    return replace(some.community(number), topic=text[:80] or "T")


def a_digest(text: str, *, lessons: int = 1, others: int = 0, coming: int = 0, newcomers: int = 0) -> Digest:
    return Digest(
        community=a_community(text),
        period=WEEK,
        lessons=[some.lesson(number, title=text, author_name=text) for number in range(lessons)],
        more_lessons=lessons * 100,
        elsewhere=[
            Elsewhere(some.lesson(100 + number, title=text, author_name=text), text, frozenset())
            for number in range(others)
        ],
        coming=[Coming(some.meetup(number, title=text, place=text), number) for number in range(coming)],
        newcomers=[text] * newcomers,
        more_newcomers=newcomers,
    )


def full(text: str) -> Digest:
    """Give the longest digest there is: 12 entries."""
    return replace(a_digest(text, lessons=5, others=3, coming=3, newcomers=8), is_seat_free=True)


def gap(text: str) -> Digest:
    """Give the digest after a long outage, with what has no address and people without a name."""
    found = a_digest(text, newcomers=0)
    return replace(
        found,
        period=Period(some.LAST_MONTH, some.NOW),
        lessons=[some.lesson(title=text, permalink=None)],
        elsewhere=[Elsewhere(some.lesson(permalink="https://evil.example/|<!channel>"), "", frozenset())],
        more_newcomers=3,
    )


def preview(
    text: str, *, is_member: bool = True, has_news: bool = True, schedule: DigestSchedule = SCHEDULE
) -> Preview:
    return Preview(
        community=a_community(text),
        digest=full(text) if has_news else None,
        schedule=schedule,
        is_member=is_member,
    )


def in_zone(text: str) -> DigestSchedule:
    return replace(SCHEDULE, weekly=Weekly(6, time(9, 10), text))


SURFACES = [
    Surface(digest.post, "twelve entries", lambda text: digest.post(full(text), SCHEDULE)),
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
    Surface(digest.members_settle, "any", lambda text: digest.members_settle(a_community(text))),
    Surface(
        digest.which,
        "sixty",
        lambda text: digest.which([a_community(text, number) for number in range(60)]),
    ),
    Surface(digest.not_posted, "any", lambda text: digest.not_posted(a_community(text))),
]
