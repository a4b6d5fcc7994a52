"""Lessons as people see them: the card in the thread, one lesson in full, and what is said about capturing."""

from collections.abc import Sequence

from community.capture import NotCaptured, Obstacle
from community.communities import Community
from community.forgetting import is_forgotten
from community.lessons import TEXT_LIMIT, Kind, Lesson, TakenBack, is_empty, is_withdrawn
from community.teams import Team
from handlers.blocks.parts import (
    SECTION_LIMIT,
    Block,
    Message,
    actions,
    button,
    context,
    overflow,
    quoted,
    section,
)
from handlers.blocks.text import date, escape, escaped_short, inline_short

KINDS = {
    Kind.PRACTICE: "Practice",
    Kind.DEFINITION_OF_DONE: "Definition of Done",
    Kind.COMPONENT: "Component",
    Kind.TOOL: "Tool",
    Kind.FAILURE: "Failure",
    Kind.VISIT: "Visit",
}
_ASIDE_LIMIT = 600  # of what happened and what to try, beside what was learnt
_SHOWN_LIMIT = 6000  # about what is shown of one text, escaped; a message holds 12,000 characters in all
# A title holds 80 characters and a name as many; escaped, each may become five.
INLINE_LIMIT = 400
_ALSO_NAME, _ALSO_SHOWN = 100, 5


def card(
    lesson: Lesson,
    community: Community | None,
    *,
    team: Team | None = None,
    spread: str = "",
    also: str = "",
    is_highlighted: bool = False,
) -> Message:
    """Show a captured lesson in its thread with how far it has come, or that it was taken back.

    `also` says who learnt it too, since theirs goes on in this one.
    """
    if is_withdrawn(lesson):
        return taken_back(lesson)
    so_far = f"On its way: {spread}." if spread else f"Find it again with `/lesson {lesson.number}`."
    whose = learnt_by(lesson, team.label if team else "") or "Learnt by someone"
    notes = [f"{whose}. {f'{also}. ' if also else ''}{so_far}", _source_note(lesson)]
    return Message(
        f"Lesson #{lesson.number}: {title(lesson)}. {whose}.",
        [
            section(headline(lesson, community, is_highlighted=is_highlighted)),
            context(*filter(None, notes)),
            _deeds(lesson),
        ],
    )


def taken_back(lesson: Lesson) -> Message:
    """Say calmly that the lesson is gone, without repeating any of it; one of a forgotten person doesn't come back."""
    if is_forgotten(lesson):
        text = f"Lesson #{lesson.number} was taken back. It is no longer found or shown."
        return Message(text, [section(text)])
    if is_empty(lesson):
        text = f"The words of lesson #{lesson.number} were deleted where they were said, so it is no longer shown."
        return Message(text, [section(text), actions(button("Write it in my own words", "lesson.edit", lesson.number))])
    text = f"Lesson #{lesson.number} was taken back. It is no longer found or shown."
    return Message(text, [section(text), actions(button("Bring it back", "lesson.restore", lesson.number))])


def goes_on(lesson: Lesson, kept: Lesson) -> Message:
    """Say that a lesson goes on in another that says the same, with the way there."""
    text = f"Lesson #{lesson.number} says the same as *#{kept.number} {title(kept)}* and goes on there."
    return Message(text, [section(text), actions(button(f"Show #{kept.number}", "lesson.show", kept.number))])


def one(  # a lesson, and what is told beside it
    lesson: Lesson,
    community: Community | None,
    *,
    can_change: bool,
    team: Team | None = None,
    spread: str = "",
    has_versions: bool = False,
    also: str = "",
    is_highlighted: bool = False,
    asked_for: int | None = None,
) -> Message:
    """Show one lesson in full, with what this reader may do; `asked_for` is the number of one that goes on in it."""
    if is_withdrawn(lesson):
        return taken_back(lesson)
    blocks = [section(headline(lesson, community, is_highlighted=is_highlighted)), *_words(lesson)]
    if asked_for is not None and asked_for != lesson.number:
        blocks.insert(0, context(f"#{asked_for} says the same and goes on in this one."))
    blocks.append(context(" · ".join(filter(None, [*_particulars(lesson, team), also]))))
    notes = [*filter(None, [spread and f"On its way: {spread}.", _source_note(lesson)])]
    if notes:
        blocks.append(context(*notes))
    if lesson.closed_in is None:
        blocks.append(_travels(lesson))
    own = [*_changes(lesson, has_versions=has_versions)] if can_change else []
    blocks.append(actions(*own, button("Newest lessons", "lesson.recent")))
    return Message(f"Lesson #{lesson.number}: {title(lesson)}", blocks)


def already(lesson: Lesson) -> Message:
    """Tell who asks to capture a message that it is a lesson."""
    text = f"That message is lesson #{lesson.number} already: *{title(lesson)}*."
    return Message(text, [section(text), actions(button("Show the lesson", "lesson.show", lesson.number))])


def how_to_ask(*, mark: str) -> Message:
    """Tell who mentions the bot what it can do with a mention."""
    text = (
        "In a thread, write `@Yokoten remember this`, and I keep what was said last as a lesson; or write what you "
        f"learnt behind it. A :{mark}: on a message does the same. To find one, type `/lesson` and a few words."
    )
    return Message(text, [section(text), actions(button("What can I do here?", "help.show"))])


def nothing_above(*, mark: str) -> Message:
    """Tell who said "remember this" outside of a thread that nothing was meant by it."""
    text = (
        "I don't know what you mean by “this”, so nothing was stored. Write it in the thread below the message, put "
        f":{mark}: on the message, or write what you learnt behind `remember this:`."
    )
    return Message(text, [section(text), actions(button("Write it in my words", "lesson.add"))])


def not_captured(error: NotCaptured | TakenBack, *, channel_id: str = "", ts: str = "") -> Message:
    """Tell who marked a message why it was not kept.

    One without words, such as a picture, can be the source of a lesson that they write themselves.
    """
    text = escape(str(error))
    if channel_id and isinstance(error, NotCaptured) and error.obstacle is Obstacle.WORDLESS:
        choice = button("Say what it shows", "lesson.capture", f"{channel_id} {ts}")
    else:
        choice = button("Write it in my words", "lesson.add")
    return Message(text, [section(text), actions(choice)])


def shortened(lesson: Lesson) -> Message:
    """Tell who captured a long message that only its beginning was kept."""
    text = (
        f"That message is long, so lesson #{lesson.number} holds its first {TEXT_LIMIT:,} characters and a link to it. "
        "Its author can put the point of it in fewer words."
    )
    return Message(text, [section(text), actions(button("Show the lesson", "lesson.show", lesson.number))])


def unanswered(lesson: Lesson) -> Message:
    """Tell who captured a lesson that it is kept although Slack took no card for its thread."""
    text = (
        f"I kept lesson #{lesson.number}, *{title(lesson)}*, but Slack does not let me answer in its thread. "
        f"You find it with `/lesson {lesson.number}`."
    )
    return Message(text, [section(text), actions(button("Show the lesson", "lesson.show", lesson.number))])


def headline(lesson: Lesson, community: Community | None, *, is_highlighted: bool = False) -> str:
    where = f" · {inline_short(community.topic, INLINE_LIMIT)}" if community else ""
    return f"{'⭐' if is_highlighted else '💡'} *#{lesson.number} {title(lesson)}*{where}"


def learnt_by(lesson: Lesson, team: str, *, limit: int = INLINE_LIMIT) -> str:
    """Say who learnt it, as in "Learnt by Ben (team Kestrel)"; "" when neither is known or wants to be named.

    `team` is its label; `limit` is for each of the names.
    """
    who, where = inline_short(lesson.author_name, limit), inline_short(team, limit)
    if who and where:
        return f"Learnt by {who} (team {where})"
    return f"Learnt by {who or f'team {where}'}" if who or where else ""


def also_learnt_by(learnt: Sequence[tuple[Lesson, str]]) -> str:
    """Say who learnt it too, as in "Also learnt by Lea (team Wren) and team Heron"; each lesson with its team's label.

    Who wants no name there has none, so "" when nobody is left.
    """
    whose = [learnt_by(lesson, team, limit=_ALSO_NAME) for lesson, team in learnt[:_ALSO_SHOWN]]
    named = list(dict.fromkeys(who.removeprefix("Learnt by ") for who in whose if who))
    more = " and others" if len(learnt) > _ALSO_SHOWN else ""
    return f"Also learnt by {' and '.join(named)}{more}" if named else ""


def _source_note(lesson: Lesson) -> str:
    if lesson.source_gone_at is not None:
        return "The message was deleted since."
    return "The message was changed since." if lesson.source_changed_at is not None else ""


def _words(lesson: Lesson) -> list[Block]:
    """Give the parts of the lesson, each with what it is."""
    is_answer = lesson.source is not None and lesson.source.thread_ts not in {None, lesson.source.ts}
    happened = "In answer to:" if is_answer else "What happened:"
    blocks = [context(happened), quoted(lesson.happened, _ASIDE_LIMIT)] if lesson.happened else []
    blocks += [section(piece) for piece in _pieces(lesson.learnt) if piece.strip()]
    if lesson.to_try:
        blocks += [context("What to try:"), quoted(lesson.to_try, _ASIDE_LIMIT)]
    return blocks


def _deeds(lesson: Lesson) -> Block:
    """Give the card's buttons; a lesson of a closed room goes nowhere, so its teams aren't asked."""
    if lesson.closed_in is not None:
        return actions(button("Edit", "lesson.edit", lesson.number), button("Show it", "lesson.show", lesson.number))
    return actions(
        button("We'll try it", "spread.try", lesson.number),
        button("Share", "spread.share", lesson.number),
        button("Edit", "lesson.edit", lesson.number),
        overflow(
            "lesson.menu",
            ("We adopted it", "spread.adopted", lesson.number),
            ("We adapted it", "spread.adapted", lesson.number),
            ("Not now", "spread.not_now", lesson.number),
            ("Go see", "spread.go_see", lesson.number),
            ("Show all of it", "lesson.show", lesson.number),
        ),
    )


def _travels(lesson: Lesson) -> Block:
    """Give what any reader may do with the lesson."""
    return actions(
        button("We'll try it", "spread.try", lesson.number),
        button("Share", "spread.share", lesson.number),
        button("Go see", "spread.go_see", lesson.number),
        overflow(
            "lesson.menu",
            ("We adopted it", "spread.adopted", lesson.number),
            ("We adapted it", "spread.adapted", lesson.number),
            ("Not now", "spread.not_now", lesson.number),
            ("Propose it to teams", "spread.propose", lesson.number),
            ("How far it travelled", "travels.show", lesson.number),
        ),
    )


def _changes(lesson: Lesson, *, has_versions: bool) -> list[Block]:
    changes = [button("Edit", "lesson.edit", lesson.number), button("Withdraw", "lesson.withdraw", lesson.number)]
    if has_versions:
        changes.append(button("Earlier versions", "lesson.versions", lesson.number))
    return changes


def _particulars(lesson: Lesson, team: Team | None) -> list[str]:
    said = date(lesson.said_at, "{date_short_pretty}", f"{lesson.said_at:%Y-%m-%d}")
    particulars = [learnt_by(lesson, team.label if team else ""), said]
    if lesson.kind is not None:
        particulars.append(KINDS[lesson.kind])
    particulars += [f"#{inline_short(tag, INLINE_LIMIT)}" for tag in lesson.tags]
    if lesson.builds_on is not None:
        particulars.append(f"builds on #{lesson.builds_on}")
    if lesson.source:
        particulars.append(f"<#{lesson.source.channel_id}>")
        if lesson.source.permalink and lesson.source_gone_at is None:
            particulars.append(f"<{lesson.source.permalink}|Go to the message>")
    if lesson.edited_at:
        particulars.append("edited")
    return particulars


def _pieces(text: str) -> list[str]:
    """Give the text escaped, in as many sections as it needs; what one message can't hold is left out."""
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = min(start + SECTION_LIMIT, len(text))
        while len(escape(text[start:end])) > SECTION_LIMIT:
            end = start + (end - start) // 2
        pieces.append(escape(text[start:end]))
        start = end
        if sum(map(len, pieces)) > _SHOWN_LIMIT - SECTION_LIMIT and start < len(text):
            return [*pieces, escaped_short(text[start:], SECTION_LIMIT)]
    return pieces


def title(lesson: Lesson) -> str:
    return inline_short(lesson.title, INLINE_LIMIT)
