"""Export as a person sees it: which file they would like, and where it is."""

from handlers.blocks.parts import Message, actions, button, context, section


def offer(count: int, *, closed: int) -> Message:
    """Ask as which file they would like the lessons they may see; `closed` of them are of private channels."""
    text = f"{_lessons(count)} {'is' if count == 1 else 'are'} for you to see. As which file would you like them?"
    blocks = [
        section(text),
        actions(
            button("CSV, for a spreadsheet", "export.csv"),
            button("JSON Lines, for programs", "export.jsonl"),
        ),
    ]
    if closed:
        blocks.append(context(f"{_lessons(closed)} of private channels you are in: meant for who is in them."))
    return Message(text, blocks)


def nothing() -> Message:
    """Say that there is nothing to export yet."""
    text = "There are no lessons to export yet. You could write the first."
    return Message(text, [section(text), actions(button("Write a lesson", "lesson.add"))])


def sent(count: int) -> Message:
    """Say where the file is."""
    text = f"{_lessons(count)} in a file: it is in our conversation, under *Messages*, where only you see it."
    return Message(text, [section(text)])


def not_sent() -> Message:
    """Say that Slack took no file, and what helps."""
    text = (
        "Slack took no file from me just now, so nothing was sent. Try it once more in a minute. "
        "If that does not help, whoever runs me can see why."
    )
    return Message(text, [section(text), actions(button("Try again", "export.csv"))])


def _lessons(count: int) -> str:
    return f"{count:,} lesson" if count == 1 else f"{count:,} lessons"
