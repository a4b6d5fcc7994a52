"""What a lesson said before it was changed by hand, shown to who may bring it back."""

from collections.abc import Mapping, Sequence

from community.lessons import Lesson, Version
from handlers.blocks.lessons import INLINE_LIMIT, title
from handlers.blocks.parts import Block, Message, actions, button, context, quoted, section
from handlers.blocks.text import date, inline_short

PAGE = 3
_LEARNT, _ASIDE = 600, 200


def versions(lesson: Lesson, found: Sequence[Version], names: Mapping[str, str], *, offset: int) -> Message:
    """Show a page of the earlier versions, newest first; `names` are those of who changed them, by user id."""
    text = f"What lesson #{lesson.number} said before"
    if not found:
        said = f"Lesson #{lesson.number} was never changed, so there is nothing it said before."
        return Message(said, [section(said), actions(_show(lesson))])
    shown = found[offset : offset + PAGE]
    blocks: list[Block] = [section(f"*{text}*, newest first. It says now: *{title(lesson)}*")]
    for version in shown:
        blocks += _version(lesson.number, version, names.get(version.changed_by, "someone"))
    turns = []
    if offset > 0:
        turns.append(button("Newer", "lesson.newer", f"{lesson.number} {max(offset - PAGE, 0)}"))
    if offset + PAGE < len(found):
        turns.append(button("Older", "lesson.older", f"{lesson.number} {offset + PAGE}"))
    return Message(text, [*blocks, actions(*turns, _show(lesson))])


def _version(number: int, version: Version, name: str) -> list[Block]:
    when = date(version.changed_at, "{date_short_pretty} at {time}", f"{version.changed_at:%Y-%m-%d %H:%M} UTC")
    blocks = [
        section(
            f"*{inline_short(version.title, INLINE_LIMIT)}*",
            accessory=button("Bring it back", "lesson.bring_back", f"{number} {version.version}"),
        ),
        quoted(version.learnt, _LEARNT),
    ]
    aside = [
        f"{label}: {inline_short(said, _ASIDE)}"
        for label, said in (("What happened", version.happened), ("What to try", version.to_try))
        if said
    ]
    by = f"{inline_short(name, INLINE_LIMIT)} changed it" if version.changed_by else "it took its message's new words"
    return [*blocks, context(*aside, f"Until {when}, when {by}")]


def _show(lesson: Lesson) -> Block:
    return button("Show the lesson", "lesson.show", lesson.number)
