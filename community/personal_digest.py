"""A person's own digest, for who asked for one: when it comes and what it tells of."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from community import digest
from community.digest import DigestSchedule
from community.schedule import Weekly, zone_of
from community.settings import Settings
from community.tastes import OWN

MOST_TAGS = 20
MOST_CHOSEN = 50  # communities, and components
TAGS_LIMIT = 300


@dataclass(frozen=True, slots=True)
class PersonalDigest:
    """When a person's own digest comes and what it tells of; without `communities` it is all they are in."""

    user_id: str
    schedule: DigestSchedule
    tags: tuple[str, ...] = ()
    communities: tuple[int, ...] = ()
    components: tuple[int, ...] = ()


def first(user_id: str, zone: str, now: datetime, chosen: Settings) -> PersonalDigest:
    """Give the digest of who never asked for one: off, at the usual time in their zone, and from last week on."""
    weekday = digest.MONDAY if chosen.digest_weekday is None else chosen.digest_weekday
    weekly = Weekly(weekday, chosen.digest_at or digest.AT, zone_of(zone).name)
    return PersonalDigest(user_id, DigestSchedule(OWN, weekly, None, since=now - timedelta(weeks=1)))


def tags_of(typed: str) -> tuple[str, ...]:
    """Read tags and other words, parted by blanks or commas, with or without #; the first twenty."""
    words = (word.strip("#").casefold()[:50] for word in re.split(r"[\s,;]+", typed[:TAGS_LIMIT]))
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_TAGS]


def settle(one: PersonalDigest, weekly: Weekly | None, now: datetime) -> PersonalDigest:
    """Give it at another time, or off for None; switched on, it begins with the last week."""
    return replace(one, schedule=digest.settle(one.schedule, weekly, now))
