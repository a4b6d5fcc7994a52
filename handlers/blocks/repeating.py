"""How meetups that come again look: the rule in words, the menus for it, skipping a day, and ending."""

from collections.abc import Sequence
from datetime import date

from community import series
from community.countries import NAMES
from community.meetups import TITLE_LIMIT, Meetup
from community.series import LAST, MOST_TIMES, Every, Rule, Series
from handlers.blocks.menus import fill
from handlers.blocks.parts import Block, Message, View, actions, button, input_block, modal, option, section, text_input
from handlers.blocks.schedule import WEEKDAYS, menu
from handlers.blocks.text import inline_short

SKIP = "meetup.skip"
REPEAT, UNTIL, COUNT, COUNTRY = "repeat", "until", "count", "country"
ONCE, NO_COUNTRY = "once", "none"
_TURNS = {1: "first", 2: "second", 3: "third", 4: "fourth", LAST: "last"}


def again(rule: Rule) -> str:
    """Say how often it comes, as in "every Thursday" or "on the last Thursday of the month"."""
    weekday = WEEKDAYS[rule.starts_on.weekday()]
    match rule.every:
        case Every.WEEK:
            return f"every {weekday}"
        case Every.TWO_WEEKS:
            return f"every two weeks on {weekday}"
        case Every.MONTH:
            return f"on the {_TURNS[rule.turn or LAST]} {weekday} of the month"


def until(rule: Rule) -> str:
    """Say when it ends, as in ", until 24 December 2026"; "" when it goes on."""
    if rule.until is not None:
        return f", until {spoken(rule.until)}"
    if rule.count is not None:
        return f", {rule.count} times" if rule.count > 1 else ", once"
    return ""


def spoken(day: date) -> str:
    """Say a day, as in "Thursday, 24 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {day:%B %Y}"


def value(every: Every | None, turn: int | None = None) -> str:
    """Give how often it comes as the value of the menu's option."""
    if every is None:
        return ONCE
    return f"{every.value} {turn}" if turn is not None else every.value


def chosen(given: str) -> tuple[Every, int | None] | None:
    """Give what was chosen in the menu: how often, and which of the month; None for once."""
    for every in Every:
        if given == every.value:
            return every, None
        if given.startswith(f"{every.value} "):
            return every, int(given.removeprefix(f"{every.value} "))
    return None


def fields(day: date, given: str, *, end: date | None, count: str, country: str, action_id: str) -> list[Block]:
    """Make the inputs that say how a meetup of this day comes again; once leaves out when it ends."""
    made = [_how_often(day, given, action_id)]
    if given == ONCE:
        return made
    picker: Block = {"type": "datepicker", "action_id": UNTIL}
    if end is not None:
        picker["initial_date"] = end.isoformat()
    return [
        *made,
        input_block(UNTIL, "Until", picker, is_optional=True, hint="Leave it empty when it goes on."),
        input_block(
            COUNT,
            "Or so many times",
            text_input(COUNT, initial=count, max_length=len(str(MOST_TIMES))),
            is_optional=True,
            hint="A day that is left out counts too.",
        ),
        input_block(COUNTRY, "Not on public holidays of", countries(country)),
    ]


def countries(given: str) -> Block:
    """Make the menu of countries; the first option is none of them."""
    offered = [option("No country: it comes on holidays too", NO_COUNTRY)]
    offered += [option(name, code) for code, name in NAMES.items()]
    element = fill({"type": "static_select", "action_id": COUNTRY}, offered)
    element["initial_option"] = next((one for one in offered if one["value"] == given), offered[0])
    return element


def skipping(found: Series, days: Sequence[date], *, private_metadata: str) -> View:
    """Make the window in which one day of a series is left out."""
    title = f"*{inline_short(found.title, 2 * TITLE_LIMIT)}*"
    if not days:
        return modal(callback_id=SKIP, title="Skip one", blocks=[section(f"{title} doesn't come again any more.")])
    offered = [option(spoken(day), day.isoformat()) for day in days]
    return modal(
        callback_id=SKIP,
        title="Skip one",
        submit="Skip it",
        close="Cancel",
        blocks=[
            section(f"{title} comes {again(found.rule)}{until(found.rule)}. The others stay as they are."),
            input_block("day", "Not on", menu("day", offered, offered[0]["value"])),
        ],
        private_metadata=private_metadata,
    )


def skipped(found: Series, day: date, made: Meetup | None) -> Message:
    """Confirm that a day is left out."""
    told = f" It was announced, so <#{made.channel_id}> sees that it is called off." if made else ""
    text = f"{_title(found)} is not on {spoken(day)}.{told}"
    return Message(text, [section(text), actions(_all())])


def ended(found: Series) -> Message:
    """Confirm that no more come."""
    text = f"{_title(found)} doesn't come again. One that is announced already stays, and can be called off by itself."
    return Message(text, [section(text), actions(button("Call one off", "meetup.cancel.list"), _all())])


def _how_often(day: date, given: str, action_id: str) -> Block:
    weekday = WEEKDAYS[day.weekday()]
    offered = [
        option("Only once", ONCE),
        option(f"Every {weekday}", value(Every.WEEK)),
        option(f"Every two weeks on {weekday}", value(Every.TWO_WEEKS)),
        *(
            option(f"On the {_TURNS[turn]} {weekday} of the month", value(Every.MONTH, turn))
            for turn in series.turns(day)
        ),
    ]
    values = {one["value"] for one in offered}
    # Another day may be another one of its month: then the first of these that is offered is the nearest to what was.
    stands = given if given in values else next(one for one in sorted(values) if one.startswith(Every.MONTH.value))
    block = input_block(REPEAT, "How often?", menu(action_id, offered, stands))
    return block | {"dispatch_action": True}


def _title(found: Series) -> str:
    return f"*{inline_short(found.title, 2 * TITLE_LIMIT)}*"


def _all() -> Block:
    return button("What is coming?", "meetup.list")
