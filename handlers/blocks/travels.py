"""How far lessons went, in words: one lesson's way, and all of them together."""

from collections.abc import Sequence
from datetime import datetime

from community.counting import FEWEST_PEOPLE
from community.lessons import Lesson, is_withdrawn
from community.relearning import Relearnings
from community.travels import (
    FEWEST_LESSONS,
    SMALLER,
    Journey,
    Kind,
    Pace,
    Place,
    Statistics,
    Step,
    Way,
)
from handlers.blocks.lessons import title
from handlers.blocks.parts import Block, Message, actions, button, context, divider, section, sections
from handlers.blocks.showing import chart
from handlers.blocks.text import date, inline_short

_MOST_WAYS = 20
_NAME = 100
_WORDS = 160
_STEPS = {
    Step.SHARED: "shared to {place}",
    Step.TRYING: "{place} tries it",
    Step.ADOPTED: "{place} adopted it",
    Step.ADAPTED: "{place} adapted it",
}
_PLURAL = {
    Step.SHARED: "shared to {place}",
    Step.TRYING: "{place} try it",
    Step.ADOPTED: "{place} adopted it",
    Step.ADAPTED: "{place} adapted it",
}
_FOLDED = f"Teams of which I know fewer than {FEWEST_PEOPLE} people have no name here."


def journey(gone: Journey, *, may_share: bool, has_picture: bool) -> Message:
    """Tell one lesson's way, oldest step first. A picture of it follows elsewhere when `has_picture`."""
    lesson = gone.lesson
    steps = [f"• {_step(way)}" for way in gone.ways[-_MOST_WAYS:]]
    if len(gone.ways) > _MOST_WAYS:
        steps.insert(0, f"• {len(gone.ways) - _MOST_WAYS} earlier steps")
    lines = [f"{_learnt(gone)}.", *steps, *_afterwards(gone)]
    if not gone.ways:
        lines.append(_nowhere(lesson))
    buttons = [button("Show the lesson", "lesson.show", lesson.number)]
    if may_share:
        buttons.append(button("Share", "spread.share", lesson.number))
    buttons.append(button("How all lessons travel", "travels.show"))
    return Message(
        f"How lesson #{lesson.number} travelled: {_in_short(gone)}",
        [
            section(f"🧭 *How #{lesson.number} {title(lesson)} travelled*"),
            *sections(lines),
            *_small_print(has_picture=has_picture, is_folded=SMALLER in {gone.start, *(way.end for way in gone.ways)}),
            actions(*buttons),
        ],
    )


def overview(counted: Statistics, relearnings: Relearnings, *, has_picture: bool) -> Message:
    """Tell how lessons travel in the whole workspace: lessons and teams, never people."""
    blocks: list[Block] = [section("🧭 *How lessons travel here*"), section("\n".join(_numbers(counted, relearnings)))]
    if counted.most_adopted:
        blocks += [divider(), section("*Most adopted*")]
        blocks += [_row(one.lesson, f"used by {_teams(one.teams)} besides its own") for one in counted.most_adopted]
    if counted.stayed:
        blocks += [divider(), section("*Not in another team yet.* Who could use one of these?")]
        blocks += [_row(lesson, "", is_to_share=True) for lesson in counted.stayed]
    blocks += _small_print(has_picture=has_picture, is_folded=False)
    blocks.append(actions(button("Newest lessons", "lesson.recent"), button("Write one down", "lesson.add")))
    return Message(f"How lessons travel here: {_pace_in_short(counted)}", blocks)


def has_charts(counted: Statistics) -> bool:
    """Tell whether there are numbers to show as charts."""
    return bool(_charts(counted))


def charts(counted: Statistics) -> Message:
    """Show the numbers by quarter as charts of Slack's own, for statistics that have some."""
    return Message(f"How lessons travel here, by quarter. {_in_words(counted)}", _charts(counted))


def which(words: str) -> Message:
    """Ask for a number where something else was typed."""
    text = (
        f"I tell how far a lesson went by its number, as in `/lesson travels 42`; “{inline_short(words, 60)}” is none. "
        "Look for the lesson by its words first, or see how all of them travel."
    )
    return Message(
        text,
        [
            section(text),
            actions(button("How all lessons travel", "travels.show"), button("Newest lessons", "lesson.recent")),
        ],
    )


DAYS = "Days from capture to the second team (median)"
TAKEN_UP = "Lessons that another team took up"
WITHHELD = f"–: fewer than {FEWEST_LESSONS} lessons, too few to say"


def place_name(place: Place | None) -> str:
    """Give a place's name in the middle of a plain sentence."""
    match place:
        case None:
            return "somebody"
        case Place(kind=Kind.SMALLER):
            return "smaller teams"
        case Place(name=name):
            return name


def _learnt(gone: Journey) -> str:
    when = _day(gone.lesson.captured_at)
    match gone.start:
        case Place(kind=Kind.TEAM, name=name):
            return f"Learnt by team {_inline(name)}, {when}"
        case Place(kind=Kind.COMMUNITY, name=name):
            return f"Learnt in {_inline(name)}, {when}"
        case Place():
            return f"Learnt by one of the smaller teams, {when}"
        case None:
            return f"Learnt {when}"


def _step(way: Way) -> str:
    said = (_PLURAL if way.end == SMALLER else _STEPS)[way.step].format(place=_inline(place_name(way.end)))
    words = f": “{inline_short(way.words, _WORDS)}”" if way.words else ""
    return f"{said[0].upper()}{said[1:]}, {_day(way.at)}{words}"


def _afterwards(gone: Journey) -> list[str]:
    found = [f"• Improved as #{one.number} *{title(one)}*" for one in gone.improved_as[:3]]
    if gone.days_to_second_team is not None:
        found.append(f"It reached a second team {_after(gone.days_to_second_team)}.")
    return found


def _nowhere(lesson: Lesson) -> str:
    if lesson.closed_in is not None:
        return "It stays in the room it was said in."
    if is_withdrawn(lesson):
        return "It was taken back before it went further."
    return "It has not gone further yet. Another community may need it."


def _after(days: int) -> str:
    return "within a day" if days == 0 else "after 1 day" if days == 1 else f"after {days} days"


def _in_short(gone: Journey) -> str:
    if gone.newest is None:
        return "it has not gone further yet."
    more = len(gone.ways) - 1
    before = "" if not more else " and 1 step before" if more == 1 else f" and {more} steps before"
    return f"{_step(gone.newest)}{before}."


def _numbers(counted: Statistics, relearnings: Relearnings) -> list[str]:
    lines = [f"*{DAYS}*: {_days_in_words(counted.paces)}", f"*{TAKEN_UP}*: {_taken_up_in_words(counted.paces)}"]
    if relearnings.seen >= FEWEST_LESSONS:
        lines.append(
            f"*Relearning avoided*: {relearnings.avoided} of the {relearnings.seen} times somebody was about to learn "
            "something again, the older lesson was taken up instead."
        )
    else:
        lines.append(f"*Relearning avoided*: fewer than {FEWEST_LESSONS} times seen so far, too few to say.")
    return lines


def _days_in_words(paces: Sequence[Pace]) -> str:
    told = [f"{pace.quarter}: {pace.days:g}" for pace in paces if pace.days is not None]
    return " · ".join(told) or f"fewer than {FEWEST_LESSONS} lessons got there in any quarter, too few to say"


def _taken_up_in_words(paces: Sequence[Pace]) -> str:
    return " · ".join(f"{pace.quarter}: {pace.taken_up}" for pace in paces) or "none yet"


def _in_words(counted: Statistics) -> str:
    return f"{DAYS}: {_days_in_words(counted.paces)}. {TAKEN_UP}: {_taken_up_in_words(counted.paces)}."


def _pace_in_short(counted: Statistics) -> str:
    told = [pace for pace in counted.paces if pace.days is not None]
    if not told:
        return "too few lessons have reached a second team to say how fast."
    return f"in {told[-1].quarter} a lesson took {told[-1].days:g} days to a second team (median)."


def _row(lesson: Lesson, more: str, *, is_to_share: bool = False) -> Block:
    accessory = (
        button("Share", "spread.share", lesson.number)
        if is_to_share
        else button("Its way", "travels.show", lesson.number)
    )
    return section(f"*#{lesson.number} {title(lesson)}*{' · ' + more if more else ''}", accessory=accessory)


def _teams(count: int) -> str:
    return "1 team" if count == 1 else f"{count} teams"


def _small_print(*, has_picture: bool, is_folded: bool) -> list[Block]:
    told = []
    if has_picture:
        told.append("A picture of it comes into our direct conversation in a moment.")
    if is_folded:
        told.append(_FOLDED)
    return [context(*told)] if told else []


def _charts(counted: Statistics) -> list[Block]:
    """Give the charts there are numbers for; a quarter whose median is withheld is left out."""
    days = [(pace, pace.days) for pace in counted.paces if pace.days is not None]
    taken_up = [(pace, float(pace.taken_up)) for pace in counted.paces]
    drawn = [_chart(DAYS, "days", days)] if days else []
    return drawn + ([_chart(TAKEN_UP, "lessons", taken_up)] if any(number for _, number in taken_up) else [])


def _chart(title: str, unit: str, values: Sequence[tuple[Pace, float]]) -> Block:
    return chart(title, unit, {unit: [(str(pace.quarter), value) for pace, value in values]})


def _day(moment: datetime) -> str:
    return date(moment, "{date_short}", f"{moment:%Y-%m-%d}")


def _inline(name: str) -> str:
    return inline_short(name, _NAME)
