"""The windows in which a librarian gives a lesson tags or a community, or names its twin."""

from collections.abc import Sequence

from community import tags
from community.communities import Community
from community.lessons import MOST_TAGS, Lesson
from handlers.blocks import menus
from handlers.blocks.librarians import ELSEWHERE, SAME_AS, TAGS, headed
from handlers.blocks.parts import View, input_block, modal, option, section, text_input

_TAGS_LIMIT = 200
_NUMBER_LIMIT = 10


def tagging(lesson: Lesson, *, private_metadata: str) -> View:
    """Ask a librarian for a lesson's tags."""
    typed = text_input("tags", initial=tags.written(lesson.tags), max_length=_TAGS_LIMIT)
    return modal(
        callback_id=TAGS,
        title=f"Tags of lesson #{lesson.number}",
        submit="Save",
        close="Leave as they are",
        private_metadata=private_metadata,
        blocks=[
            section(headed(lesson)),
            input_block(
                "tags", "Tags", typed, hint=f"At most {MOST_TAGS}, with commas between them.", is_optional=True
            ),
        ],
    )


def same_as(lesson: Lesson, *, private_metadata: str) -> View:
    """Ask a librarian which other lesson says the same."""
    return modal(
        callback_id=SAME_AS,
        title="Says the same as…",
        submit="Join the two",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"{headed(lesson)}\nWhich lesson says the same? The newer of the two goes on in the older."),
            input_block("number", "Its number", text_input("number", max_length=_NUMBER_LIMIT, placeholder="42")),
        ],
    )


def choosing(lesson: Lesson, communities: Sequence[Community], *, private_metadata: str) -> View:
    """Let a librarian choose a lesson's community among all."""
    options = [option(one.topic, str(one.id)) for one in communities] or [option("None yet", "0")]
    menu = menus.fill({"type": "static_select", "action_id": "community"}, options)
    return modal(
        callback_id=ELSEWHERE,
        title=f"Lesson #{lesson.number}",
        submit="It belongs there",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[section(headed(lesson)), input_block("community", "Community", menu)],
    )
