"""What a person is shown, and only they, when somebody may have learnt it before."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.lessons import Lesson
from community.relearning import Hint, Verdict
from handlers.blocks.lessons import INLINE_LIMIT, learnt_by
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.text import inline_short

_MOST_TEAMS = 4
_SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Shown:
    """An older lesson as it is shown: its team and the teams that use it, by label."""

    hint: Hint
    lesson: Lesson
    team: str  # "" when no team is known
    used_by: Sequence[str]


def captured(lesson: Lesson, shown: Sequence[Shown], *, own_team: str = "") -> Message:
    """Tell the author of a new lesson which older ones sound close; `own_team` is theirs, "" when they named none."""
    about = f"*#{lesson.number} {_title(lesson)}*"
    text = f"{about} sounds close to what somebody learnt before: {_titles(shown)}."
    first = section(f"{about} sounds close to what somebody learnt before. Is it the same?")
    blocks = [first, *_entries(shown, about=lesson, own_team=own_team)]
    return Message(text, [*blocks, context("Only you see this. Your answer helps others find the one that is used.")])


def asked(shown: Sequence[Shown], *, own_team: str = "") -> Message:
    """Tell who asked a question which lessons may answer it."""
    text = f"Somebody may have learnt this before: {_titles(shown)}."
    first = section("Somebody may have learnt something about your question. Does one of these help?")
    blocks = [first, *_entries(shown, about=None, own_team=own_team)]
    return Message(text, [*blocks, context("Only you see this, and at most once a day.")])


def _entries(shown: Sequence[Shown], *, about: Lesson | None, own_team: str) -> list[Block]:
    blocks: list[Block] = []
    for one in shown:
        blocks.append(
            section(
                f"💡 *#{one.lesson.number} {_title(one.lesson)}*\n{inline_short(one.lesson.learnt, _SNIPPET)}",
                accessory=button("Show", "lesson.show", one.lesson.number),
            )
        )
        blocks.append(context(_whose(one)))
        blocks.append(section(_said(one, about, own_team)) if one.hint.verdict else _answers(one.hint))
        if one.hint.verdict is Verdict.SAME and about is not None:
            blocks.append(actions(button(f"Take #{about.number} back", "lesson.withdraw", about.number)))
    return blocks


def _answers(hint: Hint) -> Block:
    return actions(
        button("Same, we adopt it", "relearning.same", hint.id, style="primary"),
        button("Builds on it", "relearning.builds_on", hint.id),
        button("Different", "relearning.different", hint.id),
    )


def _said(one: Shown, about: Lesson | None, own_team: str) -> str:
    if one.hint.verdict is Verdict.DIFFERENT:
        return "Noted: these are two different things."
    if one.hint.verdict is Verdict.BUILDS_ON:
        which = f"#{about.number}" if about is not None else "Yours"
        return f"🌱 {which} builds on #{one.lesson.number}."
    thanks = _thanks(one, own_team)
    if about is None:
        return f"{thanks} Thank you for saying so."
    return f"{thanks} #{about.number} is still found too; take it back if one of the two is enough."


def _thanks(one: Shown, own_team: str) -> str:
    if own_team and own_team == one.team:
        return f"✅ Noted: {inline_short(own_team, 120)}, your own team, learnt it before."
    if own_team in one.used_by:
        return f"✅ {inline_short(own_team, 120)} uses it."
    return "✅ Noted that it is the same."


def _whose(one: Shown) -> str:
    who = learnt_by(one.lesson, one.team, limit=120) or "Learnt"
    return " · ".join(filter(None, (f"{who} in {one.lesson.said_at:%B %Y}", _used_by(one.used_by))))


def _used_by(teams: Sequence[str]) -> str:
    if not teams:
        return ""
    named = [inline_short(team, 60) for team in teams[:_MOST_TEAMS]]
    more = len(teams) - len(named)
    if more:
        named.append(f"{more} more")
    return f"used by {_joined(named)}"


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _title(lesson: Lesson) -> str:
    return inline_short(lesson.title, INLINE_LIMIT)


def _titles(shown: Sequence[Shown]) -> str:
    return ", ".join(f"#{one.lesson.number} {_title(one.lesson)}" for one in shown)
