"""How far a lesson has come, in a line, and what a person who answers for their team sees."""

from collections.abc import Mapping, Sequence

from community.lessons import Lesson
from community.spread import WORDS_LIMIT, Adoption, Answer, Given, OwnLesson
from community.teams import Team
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    input_block,
    modal,
    option,
    section,
    text_input,
)
from handlers.blocks.text import escape, inline_short

ADAPTED, NOT_NOW = "spread.adapted", "spread.not_now"
AS_LESSON = "as_lesson"

_NAMED = 3  # teams of one answer that are named before the rest is counted
_NAME_SHOWN, _WORDS_SHOWN, _TITLE_SHOWN = 120, 80, 400
_VERBS = {
    Answer.ADOPTED: "adopted by {}",
    Answer.ADAPTED: "adapted by {}",
    Answer.TRYING: "{} {tries} it",
}
_BUTTONS = {
    Answer.TRYING: ("We'll try it", "spread.try"),
    Answer.ADOPTED: ("Adopted", "spread.adopted"),
    Answer.ADAPTED: ("Adapted", ADAPTED),
    Answer.NOT_NOW: ("Not now", NOT_NOW),
}


def travelled(adoptions: Sequence[Adoption], teams: Mapping[int, Team]) -> str:
    """Say which teams took a lesson up, as in "Adopted by Kestrel and Heron, adapted by Wren (nightly only)".

    Takes each team's newest answer and gives mrkdwn, "" while no team said anything but "not now". Long lists are
    counted: they are teams, never people.
    """
    parts = []
    for answer, said in _VERBS.items():
        given = [adoption for adoption in adoptions if adoption.answer is answer and adoption.team_id in teams]
        if given:
            named = _joined([_named(adoption, teams) for adoption in given])
            parts.append(said.format(named, tries="tries" if len(given) == 1 else "try"))
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


def answers(number: int, *, without: Answer | None = None) -> list[Block]:
    """Give the buttons with which a team answers a lesson."""
    return [
        button(label, action_id, number) for answer, (label, action_id) in _BUTTONS.items() if answer is not without
    ]


def noted(given: Given) -> Message:
    """Confirm to one person what their team says now."""
    team, adoption = name(given.team), given.adoption
    what = f"*#{given.lesson.number} {title(given.lesson)}*"
    said = {
        Answer.TRYING: f"🌱 Team {team} is trying {what}.",
        Answer.ADOPTED: f"✅ Team {team} uses {what}.",
        Answer.ADAPTED: f"✅ Team {team} uses {what} in its own way.",
        Answer.NOT_NOW: f"Team {team} leaves {what} for now. It stays here for when it fits.",
    }[adoption.answer]
    then = "Anyone in your team can say it anew." if given.is_news else "Your team had said so before."
    text = f"{said} {then}"
    return Message(text, [section(text), actions(*answers(given.lesson.number, without=adoption.answer))])


def own_lesson(error: OwnLesson) -> Message:
    """Tell a person kindly that their own team learnt it."""
    text = escape(str(error))
    return Message(text, [section(text), actions(button("Share it", "spread.share", error.number))])


def adapting(lesson: Lesson, team: Team, *, words: str, private_metadata: str) -> View:
    """Ask how a team adapted a lesson; `words` is what it said before."""
    own = {
        "type": "checkboxes",
        "action_id": AS_LESSON,
        "options": [option("Write it down as a lesson of our own", "yes", "It says that it builds on this one.")],
    }
    return modal(
        callback_id=ADAPTED,
        title=f"Adapted #{lesson.number}",
        submit="Tell the others",
        close="Cancel",
        private_metadata=private_metadata,
        blocks=[
            section(f"*{title(lesson)}*\nCopy and improve: what does team {name(team)} do differently?"),
            input_block(
                "words",
                "How did you adapt it?",
                text_input(
                    "words",
                    initial=words,
                    is_multiline=True,
                    max_length=WORDS_LIMIT,
                    placeholder="Nightly only, since our build takes an hour",
                ),
                hint="Everybody who sees the lesson can read it, beside your team's name and without yours.",
            ),
            input_block(AS_LESSON, "Worth a lesson of its own?", own, is_optional=True),
        ],
    )


def not_now(lesson: Lesson, team: Team, *, words: str, private_metadata: str) -> View:
    """Take a "not now"; why is for who wants to say."""
    return modal(
        callback_id=NOT_NOW,
        title=f"Not now: #{lesson.number}",
        submit="Leave it for now",
        close="Cancel",
        private_metadata=private_metadata,
        blocks=[
            section(f"*{title(lesson)}*\nTeam {name(team)} can come back to it whenever it fits."),
            input_block(
                "words",
                "Why not now?",
                text_input(
                    "words",
                    initial=words,
                    is_multiline=True,
                    max_length=WORDS_LIMIT,
                    placeholder="We have no provider tests yet",
                ),
                hint="Only if you like. It tells who learnt it what is missing.",
                is_optional=True,
            ),
        ],
    )


def title(lesson: Lesson) -> str:
    """Give a lesson's title for use in a line."""
    return inline_short(lesson.title, _TITLE_SHOWN)


def name(team: Team) -> str:
    """Give a team's name for use in a line."""
    return inline_short(team.label, _NAME_SHOWN)


def _named(adoption: Adoption, teams: Mapping[int, Team]) -> str:
    words = inline_short(adoption.words, _WORDS_SHOWN) if adoption.answer is Answer.ADAPTED else ""
    return f"{name(teams[adoption.team_id])} ({words})" if words else name(teams[adoption.team_id])


def _joined(names: Sequence[str]) -> str:
    """Give them as in a sentence; more than three are counted, unless there is just one more."""
    if len(names) > _NAMED + 1:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more teams"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
