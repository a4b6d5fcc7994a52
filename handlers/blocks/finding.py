"""What a search for lessons shows: pages of results, the newest ones, and that nothing was found."""

from collections.abc import Mapping, Sequence

from community.communities import Community
from community.lessons import Found, Lesson
from community.titles import TITLE_LIMIT
from handlers.blocks.lessons import headline, title
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.text import inline_short, short

PAGE = 5
_SNIPPET = 200


def results(
    words: str, found: Found, communities: Mapping[int, Community], *, page: int, is_shortened: bool = False
) -> Message:
    """Show a page of what a search found, best first. `page` counts from 0."""
    about = f"“{inline_short(words, 100)}”"
    count = "1 lesson" if found.total == 1 else f"{found.total} lessons"
    pages = -(-found.total // PAGE)
    order = "" if found.total == 1 else ", best first" if pages == 1 else f", best first · page {page + 1} of {pages}"
    blocks = [section(f"*{count} about {about}*{order}")]
    if is_shortened:
        blocks.append(context("That was long, so I looked for the beginning of it. A few words find more."))
    blocks += [_row(lesson, communities) for lesson in found.lessons]
    turns = []
    if page > 0:
        turns.append(button("Earlier", "lesson.earlier", f"{page - 1} {words}"))
    if page + 1 < pages:
        turns.append(button("More", "lesson.more", f"{page + 1} {words}"))
    blocks.append(actions(*turns, button("Write one down", "lesson.add")))
    return Message(f"{count} about {about}: {_titles(found.lessons)}", blocks)


def recent(lessons: Sequence[Lesson], communities: Mapping[int, Community], *, mark: str) -> Message:
    """Show the newest lessons and how to capture one."""
    how = (
        f"Put :{mark}: on a message in a public channel I am in, and I keep it as a lesson. "
        "Look for one with `/lesson` and a few words."
    )
    buttons = actions(button("Write one down", "lesson.add"), button("What can I do here?", "help.show"))
    if not lessons:
        text = "No lessons yet. Yours can be the first."
        return Message(f"{text} {how}", [section(text), context(how), buttons])
    rows = [_row(lesson, communities) for lesson in lessons]
    return Message(f"Newest lessons: {_titles(lessons)}", [section("*Newest lessons*"), *rows, context(how), buttons])


def nothing(words: str) -> Message:
    """Say that a search found nothing, and what else one may do."""
    about = f"“{inline_short(words, 100)}”"
    text = f"I found no lesson about {about} yet. Fewer or other words may find one; or write down what you learn."
    return Message(
        text,
        [
            section(text),
            actions(
                button("Write it down", "lesson.add", short(words, TITLE_LIMIT)),
                button("Newest lessons", "lesson.recent"),
            ),
        ],
    )


def _row(lesson: Lesson, communities: Mapping[int, Community]) -> Block:
    community = communities.get(lesson.community_id) if lesson.community_id is not None else None
    return section(
        f"{headline(lesson, community)}\n{inline_short(lesson.learnt, _SNIPPET)}",
        accessory=button("Show", "lesson.show", lesson.number),
    )


def _titles(lessons: Sequence[Lesson]) -> str:
    return ", ".join(f"#{lesson.number} {title(lesson)}" for lesson in lessons)
