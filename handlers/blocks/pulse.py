"""How a community is, in words and as charts: numbers without persons, signs with one thing to try each."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from community.communities import Community
from community.counting import FEWEST_PEOPLE
from community.pulse import CHARTED, Charted, Life, MembersOnly, Pulse
from community.signs import Sign
from handlers.blocks import signs
from handlers.blocks.parts import Block, Message, actions, button, context, divider, section
from handlers.blocks.showing import chart
from handlers.blocks.text import escape, inline_short, short
from pictures.values import Bars, Charts

SHOW = "pulse.show"
WORDS: Mapping[Life, str] = {
    Life.FORMING: "🌱 forming",
    Life.ALIVE: "🌿 alive",
    Life.QUIET: "🍂 quiet",
    Life.RESTING: "💤 resting",
}
LEARNT, TAKEN_UP, SAID = "Lessons a week", "Lessons other teams took up, a week", "Messages a week"

_SAYS: Mapping[Life, str] = {
    Life.FORMING: "It is in its first six weeks, in which little need happen: people are still finding it.",
    Life.ALIVE: "Something happened in it in the last six weeks.",
    Life.QUIET: "Nothing happened in it for six weeks, which is fine. Meet once, rest a while, find who carries it?",
    Life.RESTING: "It rests and keeps everything it learnt.",
}
_WITHHELD = f"–: fewer than {FEWEST_PEOPLE} people wrote, so it isn't told"
_SMALL_PRINT = (
    f"People are counted in fives and not below {FEWEST_PEOPLE}; nobody is named or compared. Only you see this."
)
_ALT_LIMIT = 1000
_CHOICES = 40


def told(pulse: Pulse, *, has_picture: bool) -> Message:
    """Tell a member how their community is. Charts of it follow elsewhere when `has_picture`."""
    life = f"{_topic(pulse.community)} is {WORDS[pulse.life].split()[1]}."
    blocks = [section(f"{WORDS[pulse.life].split()[0]} *{life}* {_SAYS[pulse.life]}")]
    blocks.append(section("\n".join(["*In the last four weeks*", *(f"• {line}" for line in _numbers(pulse))])))
    blocks += _signs(pulse)
    follows = ["Charts of the last twelve weeks come into our direct conversation in a moment."] if has_picture else []
    return Message(
        f"{life} In the last four weeks: {'; '.join(_numbers(pulse))}.{_signs_in_words(pulse)}",
        [*blocks, context(_SMALL_PRINT, *follows), actions(*_buttons(pulse))],
    )


def which(communities: Sequence[Community]) -> Message:
    """Ask which of their communities a person means."""
    text = "Whose pulse would you like to feel?"
    choices = [section(f"*{_topic(one)}*", accessory=button("Show it", SHOW, one.id)) for one in communities[:_CHOICES]]
    return Message(text, [section(text), *choices])


def members_only(refused: MembersOnly) -> Message:
    """Tell who isn't in a community that its pulse is its own, with the way in."""
    join = button("Join", "community.join", refused.community.id, style="primary")
    text = short(escape(str(refused)), 1000)
    return Message(text, [section(text), actions(join, button("About it", "community.about", refused.community.id))])


def has_charts(pulse: Pulse) -> bool:
    """Tell whether there is anything to draw."""
    return any(week.lessons or week.adoptions or week.messages for week in pulse.weeks)


def charts(pulse: Pulse) -> Message:
    """Show twelve weeks as charts of Slack's own, below the community's name; what they show is said in the text."""
    blocks: list[Block] = [section(f"*{_topic(pulse.community)}*, week by week")]
    if any(week.lessons or week.adoptions for week in pulse.weeks):
        series = {
            "lessons": [(_day(week), float(week.lessons)) for week in pulse.weeks],
            "taken up": [(_day(week), float(week.adoptions)) for week in pulse.weeks],
        }
        blocks.append(chart("Lessons, and lessons taken up, by week", "lessons", series))
    # Every label of Slack's charts needs a number, so a week in which few wrote is left out.
    if messages := [(_day(week), float(week.messages)) for week in pulse.weeks if week.messages is not None]:
        blocks.append(chart(SAID, "messages", {"messages": messages}))
        blocks.append(context(f"Weeks in which fewer than {FEWEST_PEOPLE} people wrote are left out."))
    return Message(f"{_topic(pulse.community)}, week by week. {_in_words(pulse.weeks)}", blocks)


def bars(pulse: Pulse) -> Charts:
    """Give twelve weeks as a picture, for where Slack draws no charts."""
    labels = tuple(_day(week) for week in pulse.weeks)
    return Charts(
        (
            Bars(LEARNT, labels, tuple(float(week.lessons) for week in pulse.weeks)),
            Bars(TAKEN_UP, labels, tuple(float(week.adoptions) for week in pulse.weeks)),
            Bars(SAID, labels, tuple(None if week.messages is None else float(week.messages) for week in pulse.weeks)),
        ),
        _WITHHELD,
    )


def bars_alt(pulse: Pulse) -> str:
    """Say the same to who doesn't see it."""
    return short(f"Three bar charts of {pulse.community.topic[:80]}. {_in_words(pulse.weeks)}", _ALT_LIMIT)


def _numbers(pulse: Pulse) -> list[str]:
    found = [
        f"{_people(pulse.people)} wrote here",
        f"members from {_count(pulse.teams, 'team')}" if pulse.teams else "nobody said which team they work in",
        _learnt(pulse),
        f"{_count(pulse.meetups, 'meetup')}, {_count(pulse.answered, 'question')} answered",
    ]
    return [*found, f"new here: {_people(pulse.newcomers)}"]


def _learnt(pulse: Pulse) -> str:
    # Lessons of earlier weeks are still taken up in a time in which nobody wrote one.
    if not pulse.lessons and not pulse.adoptions:
        return "no lessons"
    return f"{_count(pulse.lessons, 'lesson')}, {_taken_up(pulse.adoptions)}"


def _taken_up(times: int) -> str:
    if times > 1:
        return f"taken up {times} times by other teams"
    return "taken up once by another team" if times else "none taken up by another team yet"


def _people(people: tuple[int, int] | None) -> str:
    return f"fewer than {FEWEST_PEOPLE} people" if people is None else f"{people[0]} to {people[1]} people"


def _count(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number or 'no'} {thing}s"


def _signs(pulse: Pulse) -> list[Block]:
    if not pulse.signs:
        return []
    return [divider(), section("*What you might talk about*"), *(section(signs.line(seen)) for seen in pulse.signs)]


def _signs_in_words(pulse: Pulse) -> str:
    told = [f"{signs.says(seen)} To try: {signs.to_try(seen)}" for seen in pulse.signs]
    return f" What you might talk about: {' '.join(told)}" if told else ""


def _buttons(pulse: Pulse) -> list[Block]:
    seen = {one.sign for one in pulse.signs}
    found = [button("Teams it reaches", "reach.show", pulse.community.id)]
    if Sign.NO_TEAM in seen:
        found.append(button("Say my team", "team.say"))
    return [*found, button("About it", "community.about", pulse.community.id)]


def _in_words(weeks: Sequence[Charted]) -> str:
    """Say the numbers week by week, with those weeks left out in which there was nothing."""
    lessons = _by_week([(week.start, week.lessons) for week in weeks])
    taken_up = _by_week([(week.start, week.adoptions) for week in weeks])
    messages = _by_week([(week.start, week.messages or 0) for week in weeks])
    return (
        f"The last {CHARTED} weeks, each by its Monday. Lessons: {lessons}. Taken up by other teams: {taken_up}. "
        f"Messages, where at least {FEWEST_PEOPLE} people wrote: {messages}."
    )


def _by_week(numbers: Sequence[tuple[datetime, int]]) -> str:
    return ", ".join(f"{number} on {start.day} {start:%b}" for start, number in numbers if number) or "none"


def _day(week: Charted) -> str:
    return f"{week.start.day} {week.start:%b}"


def _topic(community: Community) -> str:
    return inline_short(community.topic, 160)
