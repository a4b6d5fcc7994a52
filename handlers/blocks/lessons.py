"""Lessons as people see them: the card in the thread, one lesson, and the windows to write and edit."""

from collections.abc import Sequence

from community.capture import NotCaptured, Obstacle
from community.communities import Community
from community.lessons import TEXT_LIMIT, Lesson, TakenBack, is_withdrawn
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
from handlers.blocks.text import date, escape, escaped_short, inline_short

NO_COMMUNITY = "none"
_CHOICES = 99  # a menu holds 100, and "No community" is one
_SHOWN_LIMIT = 6000  # about what is shown of one text, escaped; a message holds 12,000 characters in all
# A title holds 80 characters and a name as many; escaped, each may become five.
INLINE_LIMIT = 400


def card(lesson: Lesson, community: Community | None) -> Message:
    """Show a captured lesson in its thread, or that it was taken back."""
    if is_withdrawn(lesson):
        return taken_back(lesson)
    return Message(
        f"Lesson #{lesson.number}: {title(lesson)}. Learnt by {author(lesson)}.",
        [
            section(headline(lesson, community)),
            context(f"Learnt by {author(lesson)}. Find it again with `/lesson {lesson.number}`."),
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
    blocks = [section(headline(lesson, community))]
    if lesson.happened:
        blocks += [context("In answer to:" if lesson.source else "What happened:"), quoted(lesson.happened, 600)]
    blocks += [section(piece) for piece in _pieces(lesson.learnt) if piece.strip()]
    blocks.append(context(" · ".join(_particulars(lesson))))
    buttons = [*_changes(lesson)] if can_change else []
    blocks.append(actions(*buttons, button("Newest lessons", "lesson.recent")))
    return Message(f"Lesson #{lesson.number}: {title(lesson)}", blocks)


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


def writing(
    communities: Sequence[Community],
    *,
    title: str = "",
    learnt: str = "",
    community_id: int | None = None,
    improves: Lesson | None = None,
    private_metadata: str = "",
) -> View:
    """Ask for a lesson in a person's own words; `improves` is the one it builds on."""
    first = (
        []
        if improves is None
        else [context(f"It builds on *#{improves.number} {inline_short(improves.title, INLINE_LIMIT)}*, and says so.")]
    )
    return modal(
        callback_id="lesson.add",
        title="Write down a lesson",
        submit="Keep it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            *first,
            _title_input(title),
            _learnt_input(learnt),
            input_block(
                "happened",
                "What happened",
                text_input("happened", is_multiline=True, max_length=TEXT_LIMIT, placeholder="What led to it"),
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
            _learnt_input(lesson.learnt),
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
                f"💡 *{title(lesson)}* is kept. Thank you for sharing it.\n"
                f"Anyone here finds it by its words or with `/lesson {lesson.number}`."
            )
        ],
    )


def choices(of_person: Sequence[Community], everywhere: Sequence[Community], chosen: int | None) -> list[Community]:
    """Give the communities to choose from, as many as a menu holds: the chosen one, the person's own, then others."""
    first = [community for community in everywhere if community.id == chosen]
    ordered = {community.id: community for community in (*first, *of_person, *everywhere)}
    return list(ordered.values())[:_CHOICES]


def headline(lesson: Lesson, community: Community | None) -> str:
    where = f" · {inline_short(community.topic, INLINE_LIMIT)}" if community else ""
    return f"💡 *#{lesson.number} {title(lesson)}*{where}"


def _changes(lesson: Lesson) -> tuple[Block, Block]:
    return (
        button("Edit", "lesson.edit", lesson.number),
        button("Withdraw", "lesson.withdraw", lesson.number),
    )


def _particulars(lesson: Lesson) -> list[str]:
    said = date(lesson.said_at, "{date_short_pretty}", f"{lesson.said_at:%Y-%m-%d}")
    particulars = [f"Learnt by {author(lesson)}", said]
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


def title(lesson: Lesson) -> str:
    return inline_short(lesson.title, INLINE_LIMIT)


def author(lesson: Lesson) -> str:
    return inline_short(lesson.author_name, INLINE_LIMIT)


def _title_input(title: str) -> Block:
    return input_block(
        "title",
        "Title",
        text_input("title", initial=title, max_length=TITLE_LIMIT, placeholder="What others would look for"),
    )


def _learnt_input(text: str) -> Block:
    return input_block(
        "learnt",
        "What we learnt",
        text_input("learnt", initial=text, is_multiline=True, max_length=TEXT_LIMIT),
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
