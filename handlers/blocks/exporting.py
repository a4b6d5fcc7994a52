"""Export as a person sees it: which file they would like, and where it is."""

from handlers.blocks.parts import Block, Message, actions, button, context, section

OWN = "export.own"


def offer(count: int, *, closed: int) -> Message:
    """Ask as which file they would like the lessons they may see; `closed` of them are of private channels."""
    text = f"{_lessons(count)} {'is' if count == 1 else 'are'} for you to see. As which file would you like them?"
    blocks = [
        section(text),
        actions(
            button("CSV, for a spreadsheet", "export.csv"),
            button("JSON Lines, for programs", "export.jsonl"),
            _own(),
        ),
    ]
    if closed:
        blocks.append(context(f"{_lessons(closed)} of private channels you are in: meant for who is in them."))
    return Message(text, blocks)


def nothing() -> Message:
    """Say that there is nothing to export yet."""
    text = "There are no lessons to export yet. You could write the first."
    return Message(text, [section(text), actions(button("Write a lesson", "lesson.add"), _own())])


def sent(count: int) -> Message:
    """Say where the file is."""
    text = f"{_lessons(count)} in a file: it is in our conversation, under *Messages*, where only you see it."
    return Message(text, [section(text)])


def nothing_own() -> Message:
    """Say that nothing is kept about a person beside their lessons."""
    text = "Beside your lessons I keep nothing about you, so there is no file to send."
    return Message(text, [section(text)])


def sent_own() -> Message:
    """Say where the file about the person is, and what isn't in it."""
    text = (
        "What I keep about you is in a file: it is in our conversation, under *Messages*, where only you see it. "
        "Your lessons come with `/lesson export`."
    )
    return Message(text, [section(text)])


def not_sent(action_id: str = "export.csv") -> Message:
    """Say that Slack took no file, and what helps; `action_id` is how it is tried again."""
    text = (
        "Slack took no file from me just now, so nothing was sent. Try it once more in a minute. "
        "If that does not help, whoever runs me can see why."
    )
    return Message(text, [section(text), actions(button("Try again", action_id))])


def _own() -> Block:
    return button("What you keep about me", OWN)


def _lessons(count: int) -> str:
    return f"{count:,} lesson" if count == 1 else f"{count:,} lessons"
