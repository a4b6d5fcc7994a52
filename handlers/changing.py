"""`/meetup change`: a meetup at another time or place, or it and all that follow; skip one, let none come again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from community import meetups, repeating, rooms, schedule, series
from community.communities import Community
from community.meetups import Kind, Meetup, NotYoursToChange, Plan, WrongPlan
from community.repeating import Changed
from community.series import Series
from community.stores import Stores
from handlers import coming, deliveries, plan_forms, planning
from handlers.announcing import refresh
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.blocks import meetups as shown
from handlers.blocks import planning as blocks
from handlers.blocks import repeating as repeats
from handlers.blocks.parts import Message, View
from handlers.blocks.planning import FOLLOWING, ONE, Draft
from handlers.deps import Deps
from handlers.meetups import tell_called_off
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

_LOOKED_THROUGH = 200
_TO_SKIP = 24
_OF_SERIES = "series "


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is changed: a meetup, of a series or not, or a series that has no meetup ahead."""

    meetup: Meetup | None
    found: Series | None

    @property
    def community_id(self) -> int | None:
        """Whose it is."""
        if self.meetup is not None:
            return self.meetup.community_id
        return None if self.found is None else self.found.community_id


async def list_to_change(command: Command, deps: Deps) -> Answer:
    """Show the meetups this person may change; what is in a closed room only in there."""

    def read(stores: Stores) -> Message:
        here = stores.communities.in_channel(command.channel_id)
        is_inside = here is not None and here.channel_id == command.channel_id
        return _list(stores, command.user_id, here if is_inside else None, deps.now)

    return Say(await deps.read(read))


async def list_on_click(action: Action, deps: Deps) -> Answer:
    """Show the meetups this person may change."""
    return Say(await deps.read(lambda stores: _list(stores, action.user_id, None, deps.now)))


async def open_form(action: Action, deps: Deps) -> Answer:
    """Open the form with what the meetup has now."""

    def read(stores: Stores) -> View:
        subject = _subject(stores, action, deps)
        return _form(_draft(stores, subject, deps.now), subject)

    return Open(await deps.read(read))


async def reshape(action: Action, deps: Deps) -> Answer:
    """Show either form with what belongs to what was chosen in it."""
    packed = unpack(action.private_metadata)
    if "meetup_id" not in packed and "series_id" not in packed:
        return await planning.reshaped(action, deps)

    def read(stores: Stores) -> View:
        subject = _packed(stores, packed, action.user_id)
        return _form(plan_forms.filled(_draft(stores, subject, deps.now), action.values, action.choices), subject)

    return Update(await deps.read(read))


async def submit(submission: Submission, deps: Deps) -> Answer:
    """Keep the change, show it in the announcement and tell those concerned; refusals stand at their field."""
    try:
        return Say(await deps.write(lambda stores: _change(stores, submission, deps.now)))
    except WrongPlan as wrong:
        if wrong.about not in submission.values:
            raise
        return Errors({wrong.about: str(wrong)})


async def open_skipping(action: Action, deps: Deps) -> Answer:
    """Open the window in which one day is left out."""

    def read(stores: Stores) -> View:
        found = _series(stores, action)
        days = [one.on for one in series.ahead(found, deps.now, limit=_TO_SKIP)]
        return repeats.skipping(found, days, private_metadata=pack(series_id=found.id))

    return Open(await deps.read(read))


async def skip(submission: Submission, deps: Deps) -> Answer:
    """Leave a day out, and call its meetup off when it was announced."""
    series_id = int(unpack(submission.private_metadata)["series_id"])
    day = date.fromisoformat(submission.values["day"])

    def write(stores: Stores) -> Message:
        found, made = repeating.skip(stores, series_id, day, submission.user_id, now=deps.now)
        if made is not None:
            tell_called_off(stores, made, deps.now, by=submission.user_id)
        return repeats.skipped(found, day, made)

    return Say(await deps.write(write))


async def ask_to_end(action: Action, deps: Deps) -> Answer:
    """Ask once more before no more come."""
    return Say(await deps.read(lambda stores: shown.to_end(_series(stores, action))))


async def end(action: Action, deps: Deps) -> Answer:
    """Let no more come; the one that is announced stays and says so."""

    def write(stores: Stores) -> Message:
        ended = repeating.end(stores, int(action.value), action.user_id)
        for meetup in stores.meetups.of_series([ended.id]):
            if meetup.cancelled_at is None and not meetups.is_over(meetup, deps.now):
                refresh(stores, meetup, deps.now)
        return repeats.ended(ended)

    return Say(await deps.write(write))


def _list(stores: Stores, user_id: str, here: Community | None, now: datetime) -> Message:
    theirs = {community.id for community in stores.communities.of(user_id)}
    found = stores.meetups.coming_up(
        now, limit=_LOOKED_THROUGH, community_id=here.id if here else None, is_for_all=here is None
    )
    changeable = [
        meetup
        for meetup in found
        if meetup.kind is not Kind.OPEN_SPACE and (meetup.planned_by == user_id or meetup.community_id in theirs)
    ]
    going = [
        one
        for one in stores.series.of([here.id] if here else sorted(theirs))
        if one.next_at is not None and (here is not None or not _is_hidden(stores, one))
    ]
    return shown.to_change(changeable, [one for one in going if repeating.may_change(stores, one, user_id)])


def _is_hidden(stores: Stores, found: Series) -> bool:
    community = stores.communities.get(found.community_id)
    return community is None or rooms.closed_in(stores, community.channel_id or "") is not None


def _subject(stores: Stores, action: Action, deps: Deps) -> _Subject:
    if action.value.startswith(_OF_SERIES):
        found = _series(stores, replace(action, value=action.value.removeprefix(_OF_SERIES)))
        return _Subject(None, found)
    meetup = coming.shown_to(stores, action, deps)
    if not meetups.may_cancel(stores, meetup, action.user_id):
        raise NotYoursToChange(meetup.title)
    return _with_series(stores, meetup)


def _packed(stores: Stores, packed: Mapping[str, Any], user_id: str) -> _Subject:
    """Give what a window was opened for, to who may change it still."""
    if "meetup_id" not in packed:
        return _Subject(None, repeating.theirs(stores, packed["series_id"], user_id))
    meetup = stores.meetups.get(packed["meetup_id"])
    if meetup is None or meetups.is_hidden_from(stores, meetup, user_id):
        raise meetups.NoSuchMeetup
    if not meetups.may_cancel(stores, meetup, user_id):
        raise NotYoursToChange(meetup.title)
    return _with_series(stores, meetup)


def _with_series(stores: Stores, meetup: Meetup) -> _Subject:
    found = stores.series.get(meetup.series_id) if meetup.series_id is not None else None
    is_going = found is not None and found.next_at is not None
    return _Subject(meetup, found if is_going else None)


def _series(stores: Stores, action: Action) -> Series:
    """Give the series; one in a closed room is none to who doesn't click in that room."""
    found = stores.series.get(int(action.value))
    community = stores.communities.get(found.community_id) if found is not None else None
    if found is None or community is None:
        raise repeating.NoSuchSeries
    if action.channel_id != community.channel_id and _is_hidden(stores, found):
        raise repeating.NoSuchSeries
    if not repeating.may_change(stores, found, action.user_id):
        raise NotYoursToChange(found.title)
    return found


def _draft(stores: Stores, subject: _Subject, now: datetime) -> Draft:
    community = stores.communities.get(subject.community_id or 0)
    fallback = community.zone if community is not None else "UTC"
    meetup, found = subject.meetup, subject.found
    given = meetup or found
    if given is None:
        raise repeating.NoSuchSeries
    zone = schedule.zone_of(given.zone, fallback).name
    own_zones: Sequence[str] = (zone, fallback)
    draft = Draft([], subject.community_id or 0, now.date(), zone, own_zones, has_more=True)
    if found is not None:
        day = _first_day(found, meetup, now)
        draft = plan_forms.of_series(draft, found, left=repeating.remaining(found, day))
        draft = replace(draft, day=day, which=ONE if meetup is not None else "")
    if meetup is not None:
        starts = schedule.local(meetup.starts_at, zone)
        draft = replace(plan_forms.of_meetup(draft, meetup), day=starts.date(), at=starts.time())
    return draft


def _first_day(found: Series, meetup: Meetup | None, now: datetime) -> date:
    if meetup is not None and meetup.occurs_on is not None:
        return meetup.occurs_on
    following = series.next_to_make(found, now)
    if following is None:
        raise repeating.SeriesOver(found)
    return following.on


def _form(draft: Draft, subject: _Subject) -> View:
    meetup, found = subject.meetup, subject.found
    packed = pack(meetup_id=meetup.id if meetup else None, series_id=found.id if found else None)
    return blocks.change(draft, private_metadata=packed)


def _change(stores: Stores, submission: Submission, now: datetime) -> Message:
    packed = unpack(submission.private_metadata)
    subject = _packed(stores, packed, submission.user_id)
    wanted = plan_forms.plan(
        submission.values,
        submission.choices,
        community_id=subject.community_id or 0,
        user_id=submission.user_id,
    )
    changed = _kept(stores, subject, wanted, submission, now)
    before, after = changed.before, changed.after
    if before is None or after is None:
        return shown.series_changed(changed.goes_on) if changed.goes_on else shown.none_come(wanted.title)
    if before != after:
        _tell(stores, before, after, submission.user_id, now)
    return shown.changed(after, is_news=before != after, series=changed.goes_on)


def _kept(stores: Stores, subject: _Subject, wanted: Plan, submission: Submission, now: datetime) -> Changed:
    repeat = plan_forms.repeat(submission.values)
    meetup, found = subject.meetup, subject.found
    if found is not None and (meetup is None or submission.values.get("which") == FOLLOWING):
        return repeating.change_following(
            stores, found.id, None if meetup is None else meetup.id, wanted, repeat, now=now
        )
    if meetup is None:
        raise repeating.NoSuchSeries
    if found is None and repeat is not None:
        return repeating.change_into_series(stores, meetup.id, wanted, repeat, now=now)
    return repeating.change_one(stores, meetup.id, wanted, now=now)


def _tell(stores: Stores, before: Meetup, after: Meetup, user_id: str, now: datetime) -> None:
    coming.tell_changed(stores, before, after, now, by=user_id)
    refresh(stores, after, now)
    is_elsewhere = (before.starts_at, before.place) != (after.starts_at, after.place)
    if is_elsewhere and after.announced_ts is not None:
        said = deliveries.post(after.channel_id, shown.moved(before, after), thread_ts=after.announced_ts)
        stores.outbox.put(said, now=now)


FEATURE = Feature(
    commands={"/meetup": {"change": list_to_change}},
    actions={
        shown.CHANGE: open_form,
        shown.CHANGE_LIST: list_on_click,
        shown.END: ask_to_end,
        shown.ENDED: end,
        repeats.SKIP: open_skipping,
        blocks.SHAPE: reshape,
    },
    views={blocks.CHANGE: submit, repeats.SKIP: skip},
)
