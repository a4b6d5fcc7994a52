"""What is filled in where a meetup is planned or changed, read from the form and put into it again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from community import reminders
from community.meetups import MOST_SEATS, Kind, Meetup, Plan, WrongPlan
from community.repeating import Repeat
from community.series import MOST_TIMES, Series
from handlers.blocks import repeating as repeats
from handlers.blocks.planning import Draft
from handlers.blocks.reminders import LEADS_FIELD
from handlers.mrkdwn import keepable

Values = Mapping[str, str]
Choices = Mapping[str, tuple[str, ...]]


def plan(values: Values, choices: Choices, *, community_id: int, user_id: str) -> Plan:
    """Give the plan; raises WrongPlan for what isn't a number."""
    wanted = Plan(
        title=keepable(values["title"]),
        community_id=community_id,
        day=date.fromisoformat(values["date"]),
        at=time.fromisoformat(values["time"]),
        zone=values["zone"],
        minutes=int(values["minutes"]),
        place=keepable(values.get("place", "")),
        planned_by=user_id,
        kind=Kind(values.get("kind") or Kind.MEETUP),
        what_for=keepable(values.get("what_for", "")),
        seats=_number(values, "seats", most=MOST_SEATS),
    )
    # The form without "more" has no reminders in it, which isn't the same as none.
    leads = choices.get(LEADS_FIELD)
    return wanted if leads is None else replace(wanted, reminders=reminders.chosen(leads))


def repeat(values: Values) -> Repeat | None:
    """Give how it comes again; None for once. Raises WrongPlan for what isn't a number."""
    chosen = repeats.chosen(values.get(repeats.REPEAT, repeats.ONCE))
    if chosen is None:
        return None
    every, turn = chosen
    until = values.get(repeats.UNTIL)
    country = values.get(repeats.COUNTRY, repeats.NO_COUNTRY)
    return Repeat(
        every=every,
        turn=turn,
        until=date.fromisoformat(until) if until else None,
        count=_number(values, repeats.COUNT, most=MOST_TIMES),
        country=None if country == repeats.NO_COUNTRY else country,
    )


def filled(draft: Draft, values: Values, choices: Choices) -> Draft:
    """Give the draft with what stands in the form; what isn't in the form stays as it is."""
    leads = choices.get(LEADS_FIELD)
    until = values.get(repeats.UNTIL)
    return replace(
        draft,
        title=values.get("title", draft.title),
        day=date.fromisoformat(values["date"]) if values.get("date") else draft.day,
        at=time.fromisoformat(values["time"]) if values.get("time") else draft.at,
        zone=values.get("zone") or draft.zone,
        minutes=int(values.get("minutes") or draft.minutes),
        place=values.get("place", draft.place),
        kind=Kind(values.get("kind") or draft.kind),
        what_for=values.get("what_for", draft.what_for),
        seats=values.get("seats", draft.seats),
        reminders=draft.reminders if leads is None else reminders.chosen(leads),
        repeat=values.get(repeats.REPEAT) or draft.repeat,
        until=date.fromisoformat(until) if until else draft.until,
        count=values.get(repeats.COUNT, draft.count),
        country=values.get(repeats.COUNTRY) or draft.country,
        which=values.get("which") or draft.which,
    )


def of_meetup(draft: Draft, meetup: Meetup) -> Draft:
    """Give the draft with what a meetup has; its day and time are set apart, since they hang on a zone."""
    return replace(
        draft,
        title=meetup.title,
        minutes=meetup.minutes,
        place=meetup.place,
        kind=meetup.kind,
        what_for=meetup.what_for,
        seats="" if meetup.seats is None else str(meetup.seats),
        reminders=meetup.reminders,
    )


def of_series(draft: Draft, found: Series, *, left: int | None) -> Draft:
    """Give the draft with what all meetups of a series have; `left` is how many more come when that is set."""
    return replace(
        draft,
        title=found.title,
        at=found.at,
        minutes=found.minutes,
        place=found.place,
        kind=found.kind,
        what_for=found.what_for,
        seats="" if found.seats is None else str(found.seats),
        reminders=found.reminders,
        repeat=repeats.value(found.rule.every, found.rule.turn),
        until=found.rule.until,
        count="" if left is None else str(left),
        country=found.country or repeats.NO_COUNTRY,
    )


def _number(values: Values, about: str, *, most: int) -> int | None:
    typed = values.get(about, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= most:
        raise WrongPlan(about, f"A number from 1 to {most}, please, or leave it empty.")
    return int(typed)
