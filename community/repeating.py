"""Meetups that come again: begun, made one at a time, changed from one on, skipped and ended.

What is changed from one meetup on goes on as another series, so that what was stays as it was: not every calendar
program understands a change of one and all that follow.
"""
# a refusal is named for what is the case, as in "MeetupOver"

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from community import meetups, rooms, series
from community.communities import is_member
from community.errors import CommunityError
from community.meetups import Kind, Meetup, NewMeetup, NotYoursToChange, Plan, WrongPlan
from community.reminders import set_anew
from community.series import MOST_TIMES, Every, NewSeries, Rule, Series

if TYPE_CHECKING:
    from community.stores import Stores

# So far ahead the holidays of a country are known; what is made from them is asked for again before they end.
HOLIDAYS_AHEAD = timedelta(days=800)
HOLIDAYS_AT_LEAST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a plan comes again: as in `Rule`, which begins on the plan's day."""

    every: Every
    turn: int | None = None
    until: date | None = None
    count: int | None = None
    country: str | None = None


class NoSuchSeries(CommunityError):
    """It was never planned here."""

    def __init__(self) -> None:
        super().__init__(
            "I don't find these meetups any more, so nothing was changed. /meetup list shows what is coming."
        )


class SeriesOver(CommunityError):
    """No more of its meetups come."""

    def __init__(self, found: Series) -> None:
        super().__init__(f"“{found.title}” doesn't come again any more, so nothing was changed.")


class NotOfSeries(CommunityError):
    """The day isn't one of its days."""

    def __init__(self, found: Series, day: date) -> None:
        super().__init__(f"“{found.title}” isn't on {day.day} {day:%B %Y} anyway, so nothing was changed.")


@dataclass(frozen=True, slots=True)
class Changed:
    """A meetup before and after; None of a series that has no meetup ahead. `goes_on` is the series from now on."""

    before: Meetup | None = None
    after: Meetup | None = None
    goes_on: Series | None = None


def begin(stores: Stores, wanted: Plan, repeat: Repeat, *, now: datetime) -> tuple[Meetup, Series]:
    """Keep a series and its first meetup; raises what `meetups.plan` does, and WrongPlan about how it comes again."""
    first = meetups.planned(stores, wanted, now=now)
    begun = stores.series.add(_new(wanted, repeat, wanted.planned_by, now))
    meetup = stores.meetups.add(replace(first, series_id=begun.id, occurs_on=wanted.day))
    set_anew(stores, meetup, now)
    begun = _going_on(replace(begun, made_on=wanted.day), now)
    stores.series.update(begun)
    return meetup, begun


def make_next(stores: Stores, series_id: int, *, now: datetime) -> Meetup | None:
    """Keep the next meetup of a series when it is due, and say when the one after it is.

    None when none is due, also when another process made it, or the community has no channel to announce it in. Where
    the series' zone became unknown, its community's is the zone from now on.
    """
    found = stores.series.get(series_id)
    if found is None or found.next_at is None or found.next_at > now:
        return None
    community = stores.communities.get(found.community_id)
    if community is None or community.channel_id is None:
        return None
    found = replace(found, zone=series.zone_in(found, community.zone))
    if is_waiting_for_holidays(found, now):
        return None
    following = series.next_to_make(found, now)
    at = series.next_at(found, now)
    if following is None or at is None or at > now:
        stores.series.update(replace(found, next_at=at))
        return None
    meetup = stores.meetups.add_of_series(
        NewMeetup(
            channel_id=community.channel_id,
            community_id=community.id,
            starts_at=following.starts_at,
            planned_at=now,
            series_id=found.id,
            occurs_on=following.on,
            **{name: getattr(found, name) for name in _SHARED},
        )
    )
    if meetup is not None:
        set_anew(stores, meetup, now)
    stores.series.update(_going_on(replace(found, made_on=following.on), now))
    return meetup


def change_one(stores: Stores, meetup_id: int, wanted: Plan, *, now: datetime) -> Changed:
    """Change one meetup and no other; who changes it is `planned_by` of the plan.

    Raises what `meetups.ahead` does, NotYoursToChange and WrongPlan.
    """
    before = _changeable(stores, meetup_id, wanted.planned_by, now)
    after = _changed(before, wanted, now)
    stores.meetups.update(after)
    set_anew(stores, after, now)
    return Changed(before, after)


def change_into_series(stores: Stores, meetup_id: int, wanted: Plan, repeat: Repeat, *, now: datetime) -> Changed:
    """Change a meetup into the first of a series; raises what `change_one` does."""
    before = _changeable(stores, meetup_id, wanted.planned_by, now)
    begun = stores.series.add(_new(wanted, repeat, before.planned_by, now))
    begun = _going_on(replace(begun, made_on=wanted.day), now)
    stores.series.update(begun)
    after = replace(_changed(before, wanted, now), series_id=begun.id, occurs_on=wanted.day)
    stores.meetups.update(after)
    set_anew(stores, after, now)
    return Changed(before, after, begun)


def change_following(
    stores: Stores, series_id: int, meetup_id: int | None, wanted: Plan, repeat: Repeat | None, *, now: datetime
) -> Changed:
    """Change a meetup and all that follow, or without one all that are to come; `repeat` None lets none follow.

    Raises what `change_one` does, and SeriesOver.
    """
    found = theirs(stores, series_id, wanted.planned_by)
    before = _changeable(stores, meetup_id, wanted.planned_by, now) if meetup_id is not None else None
    from_day = before.occurs_on if before is not None else _next_day(found, now)
    starts = meetups.starts_at(wanted, now)
    if from_day is None:
        raise SeriesOver(found)
    new = None if repeat is None else _new(wanted, repeat, found.planned_by, now)
    _stop(stores, found, from_day - timedelta(days=1))
    goes_on = None if new is None else stores.series.add(new)
    after = None
    if before is not None:
        after = replace(_changed(before, wanted, now), starts_at=starts)
        if goes_on is None:
            after = replace(after, series_id=None, occurs_on=None)
        else:
            after = replace(after, series_id=goes_on.id, occurs_on=wanted.day)
        stores.meetups.update(after)
        set_anew(stores, after, now)
    if goes_on is not None:
        has_same_holidays = goes_on.country == found.country
        goes_on = _going_on(
            replace(
                goes_on,
                made_on=wanted.day if before is not None else None,
                skipped=frozenset(day for day in found.skipped if day > wanted.day),
                holidays=found.holidays if has_same_holidays else frozenset(),
                holidays_until=found.holidays_until if has_same_holidays else None,
            ),
            now,
        )
        stores.series.update(goes_on)
    return Changed(before, after, goes_on)


def skip(stores: Stores, series_id: int, day: date, user_id: str, *, now: datetime) -> tuple[Series, Meetup | None]:
    """Leave one day out; gives the meetup of that day, called off, when it had been made already.

    Raises NoSuchSeries, NotYoursToChange and NotOfSeries.
    """
    found = theirs(stores, series_id, user_id)
    if day not in series.days(found, day, day) or series.starts_at(found, day) <= now:
        raise NotOfSeries(found, day)
    left_out = replace(found, skipped=found.skipped | {day}, revision=found.revision + 1)
    stores.series.update(_going_on(left_out, now))
    made = next((one for one in stores.meetups.of_series([series_id]) if one.occurs_on == day), None)
    if made is None or made.cancelled_at is not None:
        return left_out, None
    return left_out, meetups.cancel(stores, made.id, user_id, now=now)


def end(stores: Stores, series_id: int, user_id: str) -> Series:
    """Let no more meetups of a series come; one that was announced stays. Raises NoSuchSeries and NotYoursToChange."""
    found = theirs(stores, series_id, user_id)
    return _stop(stores, found, _last_day(found))


def not_begun(stores: Stores, meetup: Meetup) -> None:
    """Let no meetup follow the first of a series when nobody can hear of that one."""
    found = stores.series.get(meetup.series_id) if meetup.series_id is not None else None
    if found is not None and meetup.occurs_on == found.rule.starts_on:
        _stop(stores, found, found.rule.starts_on - timedelta(days=1))


def hosted(stores: Stores, before: Meetup, user_id: str) -> None:
    """Let who took over a meetup of somebody who has gone have planned those that follow too."""
    found = stores.series.get(before.series_id) if before.series_id is not None else None
    if found is not None and found.planned_by == before.planned_by:
        stores.series.update(replace(found, planned_by=user_id))


def end_all(stores: Stores, community_id: int) -> None:
    """Let no more meetups come of any series of a community, which ends."""
    for found in stores.series.of([community_id]):
        if found.next_at is not None:
            _stop(stores, found, _last_day(found))


def leave_out(stores: Stores, series_id: int, holidays: Iterable[date], until: date, *, now: datetime) -> None:
    """Keep which days of a series are public holidays, as far as they are known; one that has its meetup keeps it."""
    found = stores.series.get(series_id)
    if found is None:
        return
    days = frozenset(day for day in holidays if found.made_on is None or day > found.made_on)
    changed = replace(found, holidays=days, holidays_until=until)
    if days != found.holidays:
        changed = replace(changed, revision=found.revision + 1)
    stores.series.update(_going_on(changed, now))


def is_waiting_for_holidays(found: Series, now: datetime) -> bool:
    """Tell whether it isn't known yet which of the days soon to come are holidays."""
    if found.country is None:
        return False
    return found.holidays_until is None or found.holidays_until < now.date() + timedelta(days=60)


def may_change(stores: Stores, found: Series, user_id: str) -> bool:
    """Tell whether this person planned it or is in its community."""
    return found.planned_by == user_id or is_member(stores, found.community_id, user_id)


def theirs(stores: Stores, series_id: int, user_id: str) -> Series:
    """Give a series to who may change it: NotYoursToChange otherwise, and NoSuchSeries of one in a closed room."""
    found = stores.series.get(series_id)
    if found is None:
        raise NoSuchSeries
    if not may_change(stores, found, user_id):
        community = stores.communities.get(found.community_id)
        is_hidden = community is None or rooms.closed_in(stores, community.channel_id or "") is not None
        raise NoSuchSeries if is_hidden else NotYoursToChange(found.title)
    return found


def remaining(found: Series, day: date) -> int | None:
    """Say how many times are left from this day on, itself included; None when no number was set."""
    if found.rule.count is None:
        return None
    before = replace(found, skipped=frozenset(), holidays=frozenset())
    gone = sum(1 for one in series.days(before, found.rule.starts_on, day) if one < day)
    return max(1, found.rule.count - gone)


_SHARED = ("zone", "title", "minutes", "place", "kind", "what_for", "seats", "planned_by", "reminders")


def _require_plain(*kinds: Kind) -> None:
    """Raise WrongPlan for an Open Space: it has slots and a marketplace, which nothing becomes and which never ends."""
    if Kind.OPEN_SPACE in kinds:
        raise WrongPlan("kind", "An Open Space is planned in a window of its own: /meetup open-space. Choose another.")


def _new(wanted: Plan, repeat: Repeat, planned_by: str, now: datetime) -> NewSeries:
    _require_plain(wanted.kind)
    return NewSeries(
        community_id=wanted.community_id,
        rule=_rule(wanted, repeat),
        at=wanted.at,
        planned_by=planned_by,
        planned_at=now,
        country=repeat.country,
        **meetups.said(wanted),
    )


def _rule(wanted: Plan, repeat: Repeat) -> Rule:
    if repeat.every is Every.MONTH and repeat.turn not in series.turns(wanted.day):
        raise WrongPlan("repeat", "The day is another one of its month by now. Choose once more how often it comes.")
    if repeat.until is not None and repeat.count is not None:
        raise WrongPlan("count", "Choose the last day or how many times, and leave the other one empty.")
    if repeat.until is not None and repeat.until < wanted.day:
        raise WrongPlan("until", "That is before the first one. Choose a later day, or leave it empty.")
    if repeat.count is not None and not 1 <= repeat.count <= MOST_TIMES:
        raise WrongPlan("count", f"A number from 1 to {MOST_TIMES}, please. Leave it empty when it goes on.")
    return Rule(repeat.every, wanted.day, repeat.turn, repeat.until, repeat.count)


def _changeable(stores: Stores, meetup_id: int, user_id: str, now: datetime) -> Meetup:
    meetup = meetups.ahead_of(stores, meetup_id, user_id, now)
    if not meetups.may_cancel(stores, meetup, user_id):
        raise NotYoursToChange(meetup.title)
    return meetup


def _changed(before: Meetup, wanted: Plan, now: datetime) -> Meetup:
    _require_plain(before.kind, wanted.kind)
    after = replace(before, starts_at=meetups.starts_at(wanted, now), **meetups.said(wanted))
    return before if after == before else replace(after, revision=before.revision + 1, changed_at=now)


def _going_on(found: Series, now: datetime) -> Series:
    return replace(found, next_at=series.next_at(found, now))


def _next_day(found: Series, now: datetime) -> date | None:
    following = series.next_to_make(found, now)
    return None if following is None else following.on


def _last_day(found: Series) -> date:
    return found.made_on or found.rule.starts_on - timedelta(days=1)


def _stop(stores: Stores, found: Series, last_day: date) -> Series:
    until = last_day if found.rule.until is None else min(last_day, found.rule.until)
    stopped = replace(
        found, rule=replace(found.rule, until=until, count=None), next_at=None, revision=found.revision + 1
    )
    stores.series.update(stopped)
    return stopped
