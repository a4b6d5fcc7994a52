"""Lessons as people see them: the card in the thread, one lesson, lists, and the windows to write and edit."""

from collections.abc import Mapping, Sequence

from community.capture import NotCaptured
from community.communities import Community
from community.lessons import TEXT_LIMIT, Found, Lesson, TakenBack, is_withdrawn
from community.titles import TITLE_LIMIT
from handlers.blocks.parts import (
    SECTION_LIMIT,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    plain,
    quoted,
    section,
    text_input,
)
from handlers.blocks.text import date, escape, escaped_short, inline_short, short

PAGE = 5
NO_COMMUNITY = "none"
_CHOICES = 99  # a menu holds 100, and "No community" is one
_SHOWN_LIMIT = 6000  # about what is shown of one text, escaped; a message holds 12,000 characters in all
_SNIPPET = 200
# A title holds 80 characters and a name as many; escaped, each may become five.
_INLINE_LIMIT = 400


def card(lesson: Lesson, community: Community | None) -> Message:
    """Show a captured lesson in its thread, or that it was taken back."""
    if is_withdrawn(lesson):
        return taken_back(lesson)
    return Message(
        f"Lesson #{lesson.number}: {_title(lesson)}. Learnt by {_author(lesson)}.",
        [
            section(_headline(lesson, community)),
            context(f"Learnt by {_author(lesson)}. Find it again with `/lesson {lesson.number}`."),
            actions(*_changes(lesson), button("Show", "lesson.show", lesson.number)),
        ],
    )


def taken_back(lesson: Lesson) -> Message:
    """Say calmly that the lesson is gone, without repeating any of it."""
    text = f"Lesson #{lesson.number} was taken back. It is no longer found or shown."
    return Message(text, [section(text), actions(button("Bring it back", "lesson.restore", lesson.number))])


def one(lesson: Lesson, community: Community | None, *, can_change: bool) -> Message:
    """Show one lesson in full, with what this reader may do."""
    if is_withdrawn(lesson):
        return taken_back(lesson)
    blocks = [section(_headline(lesson, community))]
    if lesson.context:
        blocks += [context("In answer to:" if lesson.source else "What happened:"), quoted(lesson.context, 600)]
    blocks += [section(piece) for piece in _pieces(lesson.text) if piece.strip()]
    blocks.append(context(" · ".join(_particulars(lesson))))
    buttons = [*_changes(lesson)] if can_change else []
    blocks.append(actions(*buttons, button("Newest lessons", "lesson.recent")))
    return Message(f"Lesson #{lesson.number}: {_title(lesson)}", blocks)


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


def not_captured(error: NotCaptured | TakenBack) -> Message:
    """Tell who marked a message why it was not kept."""
    text = escape(str(error))
    return Message(text, [section(text), actions(button("Write it in my words", "lesson.add"))])


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
        f"I kept lesson #{lesson.number}, *{_title(lesson)}*, but Slack does not let me answer in its thread. "
        f"You find it with `/lesson {lesson.number}`."
    )
    return Message(text, [section(text), actions(button("Show the lesson", "lesson.show", lesson.number))])


def writing(communities: Sequence[Community], *, title: str = "", community_id: int | None = None) -> View:
    """Ask for a lesson in a person's own words."""
    return modal(
        callback_id="lesson.add",
        title="Write down a lesson",
        submit="Keep it",
        close="Not now",
        blocks=[
            _title_input(title),
            _text_input(""),
            input_block(
                "context",
                "What happened",
                text_input("context", is_multiline=True, max_length=TEXT_LIMIT, placeholder="What led to it"),
                is_optional=True,
            ),
            _community_input(communities, community_id),
        ],
    )


def editing(lesson: Lesson, communities: Sequence[Community], *, private_metadata: str) -> View:
    """Let somebody change the lesson's words."""
    return modal(
        callback_id="lesson.edit",
        title=f"Lesson #{lesson.number}",
        submit="Save",
        close="Leave as it is",
        private_metadata=private_metadata,
        blocks=[
            _title_input(lesson.title),
            _text_input(lesson.text),
            _community_input(communities, lesson.community_id),
        ],
    )


def kept(lesson: Lesson) -> View:
    """Say that a lesson that was written by hand is kept, and how it is found."""
    return modal(
        callback_id="lesson.kept",
        title=f"Lesson #{lesson.number}",
        blocks=[
            section(
                f"💡 *{_title(lesson)}* is kept. Thank you for sharing it.\n"
                f"Anyone here finds it by its words or with `/lesson {lesson.number}`."
            )
        ],
    )


def choices(of_person: Sequence[Community], everywhere: Sequence[Community], chosen: int | None) -> list[Community]:
    """Give the communities to choose from, as many as a menu holds: the chosen one, the person's own, then others."""
    first = [community for community in everywhere if community.id == chosen]
    ordered = {community.id: community for community in (*first, *of_person, *everywhere)}
    return list(ordered.values())[:_CHOICES]


def _headline(lesson: Lesson, community: Community | None) -> str:
    where = f" · {inline_short(community.topic, _INLINE_LIMIT)}" if community else ""
    return f"💡 *#{lesson.number} {_title(lesson)}*{where}"


def _row(lesson: Lesson, communities: Mapping[int, Community]) -> Block:
    community = communities.get(lesson.community_id) if lesson.community_id is not None else None
    return section(
        f"{_headline(lesson, community)}\n{inline_short(lesson.text, _SNIPPET)}",
        accessory=button("Show", "lesson.show", lesson.number),
    )


def _changes(lesson: Lesson) -> tuple[Block, Block]:
    return (
        button("Edit", "lesson.edit", lesson.number),
        button("Withdraw", "lesson.withdraw", lesson.number),
    )


def _particulars(lesson: Lesson) -> list[str]:
    said = date(lesson.said_at, "{date_short_pretty}", f"{lesson.said_at:%Y-%m-%d}")
    particulars = [f"Learnt by {_author(lesson)}", said]
    if lesson.source:
        particulars.append(f"<#{lesson.source.channel_id}>")
        if lesson.source.permalink:
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


def _title(lesson: Lesson) -> str:
    return inline_short(lesson.title, _INLINE_LIMIT)


def _author(lesson: Lesson) -> str:
    return inline_short(lesson.author_name, _INLINE_LIMIT)


def _titles(lessons: Sequence[Lesson]) -> str:
    return ", ".join(f"#{lesson.number} {_title(lesson)}" for lesson in lessons)


def _title_input(title: str) -> Block:
    return input_block(
        "title",
        "Title",
        text_input("title", initial=title, max_length=TITLE_LIMIT, placeholder="What others would look for"),
    )


def _text_input(text: str) -> Block:
    return input_block(
        "text",
        "What we learnt",
        text_input("text", initial=text, is_multiline=True, max_length=TEXT_LIMIT),
        hint="Anyone in this workspace can read it. Failures teach too.",
    )


def _community_input(communities: Sequence[Community], chosen: int | None) -> Block:
    options = [
        option("No community", NO_COMMUNITY),
        *(option(community.topic, str(community.id)) for community in communities[:_CHOICES]),
    ]
    menu: Block = {
        "type": "static_select",
        "action_id": "community",
        "placeholder": plain("Choose one, or none"),
        "options": options,
        "initial_option": next((given for given in options if given["value"] == str(chosen)), options[0]),
    }
    return input_block("community", "Community", menu, is_optional=True)
