"""What a person is shown of a lesson that their AI helper drafted for them."""

from community.lessons import Words
from community.suggestions import Suggestion
from handlers.blocks.lessons import INLINE_LIMIT
from handlers.blocks.parts import Message, actions, button, context, quoted, section
from handlers.blocks.text import inline_short

_SHOWN = 600


def offered(suggestion: Suggestion) -> Message:
    """Show the draft to its person, who decides."""
    title = f"*{inline_short(suggestion.words.title, INLINE_LIMIT)}*"
    text = f"An AI helper drafted a lesson for you: {title}. It is kept only if you say so."
    return Message(
        text,
        [
            section(text),
            quoted(suggestion.words.learnt, _SHOWN),
            actions(
                button("Look at it and keep it", "suggestion.review", suggestion.id, style="primary"),
                button("Drop it", "suggestion.drop", suggestion.id),
            ),
            context("Only you see this. You can change every word before it is kept."),
        ],
    )


def dropped(words: Words) -> Message:
    """Say that nothing of the draft is left."""
    text = f"The draft *{inline_short(words.title, INLINE_LIMIT)}* is gone. Nothing of it was kept."
    return Message(text, [section(text), actions(button("Write one in my words", "lesson.add"))])
