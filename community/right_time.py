"""What was written down by a clock that was wrong, or for a zone nobody knows any more, and what it is instead.

Clocks are put right, and then it is earlier than it was. A little is waited for; nobody waits a year for a digest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from community import digest, schedule, series
from community.communities import Community
from community.digest import DigestSchedule
from community.series import Series

if TYPE_CHECKING:  # the stores keep values of modules that are used here
    from community.stores import Stores

# What is farther ahead than it can be, by more than this, was written down by a clock that was wrong.
_A_LITTLE = timedelta(days=8)


def digest_again(found: DigestSchedule, now: datetime) -> DigestSchedule:
    """Give when a digest comes, if that was reckoned from a time that is still far ahead; else as it is.

    It tells of what is learnt from now on: until now was told, or would have been, while the clock was ahead.
    """
    if found.next_at is None:
        return found
    is_ahead = found.since > now + _A_LITTLE
    if not is_ahead and found.next_at <= now + digest.PAUSE + _A_LITTLE:
        return found
    return replace(found, next_at=schedule.next_at(found.weekly, now), since=now if is_ahead else found.since)


def series_again(found: Series, now: datetime) -> Series:
    """Give a series whose newest meetup is farther ahead than any is announced; else as it is.

    Of a day that has its meetup none is made again: the table of meetups holds one for each.
    """
    farthest = (now + series.ANNOUNCED_AHEAD + _A_LITTLE).date()
    if found.next_at is None or found.made_on is None or found.made_on <= max(found.rule.starts_on, farthest):
        return found
    anew = replace(found, made_on=None)
    return replace(anew, next_at=series.next_at(anew, now))


def put_right(stores: Stores, now: datetime) -> int:
    """Let what waits for a time that was never right come when it should, and give how much did."""
    digests = [(found, digest_again(found, now)) for found in stores.digests.going()]
    meetups = [(found, series_again(found, now)) for found in stores.series.going()]
    own = [
        (found, replace(found, schedule=digest_again(found.schedule, now))) for found in stores.personal_digests.going()
    ]
    of_all = [(found, digest_again(found, now)) for found in filter(None, [stores.hub_digests.schedule()])]
    for was, schedule_ in digests:
        if schedule_ != was:
            stores.digests.save(schedule_)
    for before, after in meetups:
        if after != before:
            stores.series.update(after)
    for mine, again in own:
        if again != mine:
            stores.personal_digests.plan(again)
    for hub, planned in of_all:
        if planned != hub:
            stores.hub_digests.save(planned)
    return sum(one != other for one, other in (*digests, *meetups, *own, *of_all))


def known_again(stores: Stores, now: datetime) -> list[tuple[Community, DigestSchedule | Series]]:
    """Give what is unknown its community's zone from now on, and what that is, each with its community; once each."""
    found: list[tuple[Community, DigestSchedule | Series]] = []
    for going in stores.digests.going():
        community = stores.communities.get(going.community_id) if not schedule.is_zone(going.weekly.zone) else None
        if community is not None:
            weekly = replace(going.weekly, zone=schedule.zone_of(going.weekly.zone, community.zone).name)
            settled = replace(going, weekly=weekly, next_at=schedule.next_at(weekly, now))
            stores.digests.save(settled)
            found.append((community, settled))
    for one in stores.series.going():
        community = stores.communities.get(one.community_id) if not schedule.is_zone(one.zone) else None
        if community is not None:
            known = replace(one, zone=series.zone_in(one, community.zone))
            known = replace(known, next_at=series.next_at(known, now))
            stores.series.update(known)
            found.append((community, known))
    return found
