"""Everything that is shown about meetups that come again, and about changing meetups."""

from dataclasses import replace
from datetime import date, timedelta

from community.meetups import Coming, Kind, Meetup
from community.series import LAST, Every, Rule, Series
from handlers.blocks import meetups, planning, repeating
from handlers.blocks.parts import Message, View
from handlers.blocks.planning import FOLLOWING, ONE
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_meetups import a_draft

DAY = date(2026, 7, 30)  # a fifth Thursday
MONTHLY = Rule(Every.MONTH, DAY, LAST, until=date(2027, 7, 29))


def a_series(text: str, rule: Rule = MONTHLY, number: int = 1) -> Series:
    return Series(
        id=number,
        community_id=1,
        rule=rule,
        at=some.NOW.time(),
        zone="Europe/Berlin",
        title=text,
        minutes=60,
        place=text,
        kind=Kind.LESS_BEER,
        what_for=text,
        seats=5,
        planned_by="U0LEA",
        planned_at=some.NOW,
        next_at=some.NOW,
    )


def a_meetup(text: str, kind: Kind = Kind.LESS_BEER) -> Meetup:
    return replace(some.meetup(title=text, place=text), kind=kind, what_for=text, series_id=1, seats=5)


def again(rule: Rule) -> Surface:
    return Surface(
        meetups.announcement,
        f"{rule.every} {rule.turn} {rule.count}",
        lambda text: meetups.announcement(Coming(a_meetup(text), 1), planned_by=text, series=a_series(text, rule)),
    )


def of_kind(kind: Kind) -> Surface:
    return Surface(
        meetups.announcement,
        kind.value,
        lambda text: meetups.announcement(Coming(a_meetup(text, kind), 1), planned_by=text),
    )


def to_change(text: str, count: int) -> Message:
    of_series = [replace(a_meetup(text), id=number, series_id=number) for number in range(count)]
    return meetups.to_change(of_series, [a_series(text, number=number) for number in range(2 * count)])


def form(case: str, *, kind: Kind = Kind.GO_SEE, repeat: str = repeating.ONCE, country: str = "none") -> Surface:
    def render(text: str) -> View:
        draft = replace(a_draft(text, 2), has_more=True, day=DAY, what_for=text, seats=text, count=text)
        return planning.form(replace(draft, kind=kind, repeat=repeat, country=country), private_metadata="{}")

    return Surface(planning.form, case, render)


def change(which: str) -> Surface:
    def render(text: str) -> View:
        draft = replace(a_draft(text), has_more=True, day=DAY, which=which, repeat="month -1", until=DAY)
        return planning.change(draft, private_metadata="{}")

    return Surface(planning.change, which or "all", render)


SURFACES = [
    *map(of_kind, Kind),
    again(MONTHLY),
    again(Rule(Every.WEEK, DAY, count=1)),
    again(Rule(Every.TWO_WEEKS, DAY, count=12)),
    Surface(
        meetups.planned,
        "again",
        lambda text: meetups.planned(a_meetup(text), is_announced=True, series=a_series(text)),
    ),
    Surface(meetups.changed, "one", lambda text: meetups.changed(a_meetup(text), is_news=True)),
    Surface(meetups.changed, "nothing", lambda text: meetups.changed(a_meetup(text), is_news=False)),
    Surface(meetups.changed, "all", lambda text: meetups.changed(a_meetup(text), is_news=True, series=a_series(text))),
    Surface(meetups.series_changed, "any", lambda text: meetups.series_changed(a_series(text))),
    Surface(meetups.none_come, "any", lambda text: meetups.none_come(text or "T")),
    Surface(meetups.to_change, "none", lambda _: meetups.to_change([], [])),
    Surface(meetups.to_change, "one", lambda text: to_change(text, 1)),
    Surface(meetups.to_change, "many", lambda text: to_change(text, 50)),
    Surface(meetups.to_end, "any", lambda text: meetups.to_end(a_series(text))),
    Surface(
        meetups.moved, "time", lambda text: meetups.moved(a_meetup(text), replace(a_meetup(text), starts_at=some.NOW))
    ),
    Surface(meetups.moved, "place", lambda text: meetups.moved(a_meetup(text), replace(a_meetup(text), place="There"))),
    form("more"),
    form("monthly", repeat="month -1"),
    form("another day", repeat="month 2", country="DE"),
    form("Open Space", kind=Kind.OPEN_SPACE),
    change(""),
    change(ONE),
    change(FOLLOWING),
    Surface(
        repeating.skipping,
        "days",
        lambda text: repeating.skipping(
            a_series(text), [DAY + timedelta(weeks=week) for week in range(24)], private_metadata="{}"
        ),
    ),
    Surface(repeating.skipping, "none", lambda text: repeating.skipping(a_series(text), [], private_metadata="{}")),
    Surface(repeating.skipped, "later", lambda text: repeating.skipped(a_series(text), DAY, None)),
    Surface(repeating.skipped, "made", lambda text: repeating.skipped(a_series(text), DAY, a_meetup(text))),
    Surface(repeating.ended, "any", lambda text: repeating.ended(a_series(text))),
]
