"""What a lesson's author is asked, and told, when the message it came from was changed or deleted.

Only the number is said: these are direct messages, and whoever reads them later may not be in a closed room any more.
"""

from community.following import Ask
from community.lessons import Lesson
from handlers.blocks.parts import Block, Message, actions, button, section


def asking(lesson: Lesson, ask: Ask) -> Message:
    """Ask the author what is to become of the lesson."""
    number = lesson.number
    match ask:
        case Ask.NEW_WORDS:
            text = (
                f"The message that lesson #{number} came from was changed since you edited the lesson. "
                "Your words stay, unless you would like the new ones."
            )
            choices = [button("Take the new words", "source.take", number), button("Keep mine", "source.keep", number)]
        case Ask.OWN_WORDS:
            text = (
                f"The words that lesson #{number} was captured from were deleted, so I removed my copy of them. "
                "Nobody finds or sees the lesson now. Would you like to keep it in your own words?"
            )
            choices = [button("Write it in my own words", "lesson.edit", number), _let_go(lesson)]
        case Ask.KEEP:
            text = (
                f"The words that lesson #{number} was captured from were deleted. I removed what I had copied, "
                "and left what you wrote yourself. Would you like to keep that?"
            )
            choices = [button("Keep what I wrote", "source.keep", number), _let_go(lesson)]
    return Message(text, [section(text), actions(*choices)])


def taken(lesson: Lesson) -> Message:
    """Say that the lesson has its message's new words."""
    return _told(f"Lesson #{lesson.number} says what its message says now, and follows it from here on.", lesson)


def kept(lesson: Lesson) -> Message:
    """Say that the lesson keeps what its author wrote."""
    return _told(f"Lesson #{lesson.number} stays in your words.", lesson)


def _told(text: str, lesson: Lesson) -> Message:
    return Message(text, [section(text), actions(button("Show the lesson", "lesson.show", lesson.number))])


def _let_go(lesson: Lesson) -> Block:
    return button("Let it go", "source.let_go", lesson.number)
