"""The windows to write a lesson down, to capture one from a message, and to edit one."""

from collections.abc import Sequence
from dataclasses import dataclass

from community import tags
from community.communities import Community
from community.lessons import MOST_TAGS, TEXT_LIMIT, Lesson, Words
from community.teams import Team
from community.titles import TITLE_LIMIT
from handlers.blocks.lessons import INLINE_LIMIT, KINDS, title
from handlers.blocks.parts import Block, View, context, input_block, modal, option, section, select, text_input
from handlers.blocks.text import inline_short

NONE = "none"  # chosen in a menu: no community, no team, no kind
CHOICES = 99  # a menu holds 100, and "none" is one
_TAGS_LIMIT = 200
NOTHING = Words(title="", learnt="")


@dataclass(frozen=True, slots=True)
class Form:
    """What a lesson's window holds at first, and what can be chosen in it."""

    words: Words = NOTHING
    team_id: int | None = None
    communities: Sequence[Community] = ()
    teams: Sequence[Team] = ()
    is_closed: bool = False  # only the members of its channel will see it


def writing(
    form: Form, *, improves: Lesson | None = None, callback_id: str = "lesson.add", private_metadata: str = ""
) -> View:
    """Ask for a lesson in a person's own words; `improves` is the one it builds on."""
    first = [] if improves is None else [context(f"It builds on *#{improves.number} {title(improves)}*, and says so.")]
    return modal(
        callback_id=callback_id,
        title="Write down a lesson",
        submit="Keep it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[*first, *_inputs(form)],
    )


def capturing(form: Form, *, author: str, is_own: bool, is_shortened: bool, private_metadata: str) -> View:
    """Show what a message makes as a lesson, to be put right before it is kept.

    `author` is who wrote it, "" when the message has no words and those of the lesson will be the reader's own.
    """
    notes = []
    if not author:
        notes.append("That message has no words of its own, so these will be yours.")
    elif not is_own:
        whose = inline_short(author, INLINE_LIMIT)
        notes.append(f"{whose} said this, so the lesson is theirs. What they wrote stays as an earlier version.")
    if is_shortened:
        notes.append(f"The message is long: here are its first {TEXT_LIMIT:,} characters. Less is often more.")
    return modal(
        callback_id="lesson.capture",
        title="Capture a lesson",
        submit="Keep it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[*map(context, notes), *_inputs(form)],
    )


def editing(form: Form, number: int, *, private_metadata: str) -> View:
    """Let somebody change what a lesson says."""
    return modal(
        callback_id="lesson.edit",
        title=f"Lesson #{number}",
        submit="Save",
        close="Leave as it is",
        private_metadata=private_metadata,
        blocks=_inputs(form),
    )


def kept(lesson: Lesson) -> View:
    """Say that a lesson is kept, and how it is found."""
    who = "Anyone here finds" if lesson.closed_in is None else "The members of its channel, and nobody else, find"
    return modal(
        callback_id="lesson.kept",
        title=f"Lesson #{lesson.number}",
        blocks=[
            section(
                f"💡 *{title(lesson)}* is kept. Thank you for sharing it.\n"
                f"{who} it by its words or with `/lesson {lesson.number}`."
            )
        ],
    )


def captured_before(lesson: Lesson) -> View:
    """Say that somebody else captured the same message in the meantime."""
    return modal(
        callback_id="lesson.kept",
        title=f"Lesson #{lesson.number}",
        blocks=[
            section(
                f"Somebody was faster: that message is lesson *#{lesson.number} {title(lesson)}* by now. "
                f"Nothing was kept twice. `/lesson {lesson.number}` shows it, and its author can change it there."
            )
        ],
    )


def _inputs(form: Form) -> list[Block]:
    words = form.words
    who = "Only the members of its channel can read it." if form.is_closed else "Anyone in this workspace can read it."
    return [
        _text("title", "Title", words.title, TITLE_LIMIT, placeholder="What others would look for"),
        _text("learnt", "What we learnt", words.learnt, TEXT_LIMIT, hint=f"{who} Failures teach too."),
        _text("happened", "What happened", words.happened, TEXT_LIMIT, placeholder="What led to it", is_optional=True),
        _text("to_try", "What to try", words.to_try, TEXT_LIMIT, placeholder="What others can do", is_optional=True),
        _menu("community", "Community", [(one.topic, one.id) for one in form.communities], words.community_id),
        _menu("team", "Team that learnt it", [(one.label, one.id) for one in form.teams], form.team_id),
        _menu("kind", "What it is about", [(label, kind) for kind, label in KINDS.items()], words.kind),
        _text(
            "tags",
            "Tags",
            tags.written(words.tags),
            _TAGS_LIMIT,
            hint=f"Up to {MOST_TAGS}, with a comma or a blank between them.",
            is_optional=True,
        ),
    ]


def _text(
    name: str, label: str, initial: str, limit: int, *, placeholder: str = "", hint: str = "", is_optional: bool = False
) -> Block:
    element = text_input(
        name, initial=initial, placeholder=placeholder, is_multiline=limit == TEXT_LIMIT, max_length=limit
    )
    return input_block(name, label, element, hint=hint or None, is_optional=is_optional)


def _menu(name: str, label: str, choices: Sequence[tuple[str, object]], chosen: object) -> Block:
    """Give a menu that always has a choice, since one that was left empty couldn't be emptied again."""
    options = [option(_NONE[name], NONE), *(option(text, str(value)) for text, value in choices[:CHOICES])]
    value = NONE if chosen is None else str(chosen)
    is_there = any(given["value"] == value for given in options)
    return input_block(name, label, select(name, options, chosen=value if is_there else NONE), is_optional=True)


_NONE = {"community": "No community", "team": "No team", "kind": "I can't say"}
