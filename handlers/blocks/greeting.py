"""How somebody is greeted who joins a community for the first time."""

from collections.abc import Sequence

from community.counting import may_tell
from community.greeting import TEAMS, Do, FirstThing, Greeting, SayTeam, Speak, TryIt
from community.lessons import Lesson
from handlers.blocks import lessons as lesson_blocks
from handlers.blocks import teams
from handlers.blocks.coming import come
from handlers.blocks.communities import after_joining, next_meetup, place, title
from handlers.blocks.parts import Block, Message, button, section
from handlers.blocks.proposals import SAY
from handlers.blocks.text import inline_short


def lines(greeting: Greeting) -> Sequence[Block]:
    """Say who is here, which lessons are worth a look, what comes next, and one first thing to do."""
    blocks = [section(f"👥 {who}")] if (who := _who_is_here(greeting)) else []
    if greeting.lessons:
        blocks.append(section("*Worth a look first*" if len(greeting.lessons) > 1 else "*Worth a look*"))
        blocks += [_lesson(lesson) for lesson in greeting.lessons]
    if greeting.meetup is not None:
        blocks.append(section(next_meetup(greeting.meetup), accessory=come(greeting.meetup)))
    return [*blocks, _first(greeting.first)]


def alone(greeting: Greeting) -> Message:
    """Greet somebody who came by Slack's own ways."""
    text = f"👋 Welcome to {title(greeting.community)}. It meets in {place(greeting.community)}, and you are in."
    return Message(text, [section(text), *lines(greeting), after_joining(greeting.community)])


def _who_is_here(greeting: Greeting) -> str:
    """Name teams and who coordinates; numbers and teams only where there are enough people that they name nobody."""
    said = []
    if may_tell(greeting.members):
        labels = [inline_short(team.label, 60) for team in greeting.teams[:TEAMS]]
        more = " and others" if len(greeting.teams) > TEAMS else ""
        of = f", from {'team' if len(greeting.teams) == 1 else 'teams'} {_joined(labels)}{more}" if labels else ""
        said.append(f"{greeting.members} people are here{of}.")
    if greeting.coordinators:
        names = _joined([inline_short(name, 80) for name in greeting.coordinators])
        said.append(f"{names} {'coordinates' if len(greeting.coordinators) == 1 else 'coordinate'} it.")
    return " ".join(said)


def _lesson(lesson: Lesson) -> Block:
    used = f" · used by {lesson.adopters} {'team' if lesson.adopters == 1 else 'teams'}" if lesson.adopters else ""
    text = f"💡 *#{lesson.number} {lesson_blocks.title(lesson)}*{used}"
    return section(text, accessory=button("Show", "lesson.show", lesson.number))


def _first(first: FirstThing) -> Block:
    match first:
        case SayTeam():
            text = "Say which team you work in, so that what helps your team can find it."
            return _begin(text, button("Say my team", teams.SAY))
        case Speak(proposal, lesson):
            text = f"Say what your team thinks of what is proposed here: *{lesson_blocks.title(lesson)}*."
            return _begin(text, button("Our team says …", SAY, proposal.id))
        case TryIt(lesson):
            text = f"Ask your team whether *{lesson_blocks.title(lesson)}* would help you too."
            return _begin(text, button("We'll try it", "spread.try", lesson.number))
        case Do(words):
            return _begin(words, None)


def _begin(text: str, does: Block | None) -> Block:
    return section(f"🌱 *One thing to begin with:* {text}", accessory=does)


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
