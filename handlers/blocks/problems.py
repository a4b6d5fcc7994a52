"""What the bot says when something did not work: what happened, what was not changed, what to do."""

from collections.abc import Iterable

from community.errors import CommunityError
from handlers.blocks.parts import Message, View, actions, button, modal, section
from handlers.blocks.text import escaped_short

_MARK = "problem"


def refusal(error: CommunityError) -> Message:
    """Say why a rule kept something from happening, in the rule's own words, with a way to help."""
    return _problem(str(error))


def unexpected(reference: str) -> Message:
    """Apologise for a fault of ours, with the reference an operator finds in the log."""
    return _problem(
        f"Sorry, I could not do that, and the fault is mine. Please try once more. "
        f"If it happens again, tell whoever looks after Yokoten this reference: {reference}."
    )


def already_handled() -> Message:
    """Say that a request that came twice was done once."""
    return _plain("Slack sent me that twice. I did it once, so all is well.")


def too_late() -> Message:
    """Say that Slack's three seconds for opening a window are over."""
    return _problem(
        "That took me longer than Slack allows for opening a window. Nothing was changed: please try again."
    )


def unknown_command(name: str) -> Message:
    """Say that this command isn't ours, which means that the app was set up with another manifest."""
    return _problem(f"I don't know {name} yet. Try /community, /lesson or /meetup.")


def gone() -> Message:
    """Say that a window or a shortcut belongs to an earlier version."""
    return _problem("That is from an earlier version of mine. Nothing was changed: please open it again.")


def one_moment() -> Message:
    """Say, where a window was submitted, that its answer takes longer than Slack waits."""
    return _plain("One moment: Slack is slow to answer me. I'll tell you here how it went.")


def done() -> Message:
    """Say that what took long was done."""
    return _plain("It took a moment, and now it is done.")


def not_taken(reasons: Iterable[str]) -> Message:
    """Say why what was typed in a window was not taken, when the window can't be kept open."""
    return _problem(f"Nothing was changed: {' '.join(reasons)} Please open it again.")


def is_problem(message: Message) -> bool:
    """Tell whether this message says that something did not work."""
    return bool(message.blocks) and str(message.blocks[0].get("block_id", "")).startswith(_MARK)


def as_modal(message: Message) -> View:
    """Show a message where there is no channel to say it in."""
    return modal(callback_id="said", title="Yokoten", blocks=message.blocks or [section(message.text)])


def _problem(sentence: str) -> Message:
    text = escaped_short(sentence, 2900)
    return Message(
        text,
        [section(text, block_id=_MARK), actions(button("What can I do here?", "help.show"), block_id=f"{_MARK}.next")],
    )


def _plain(sentence: str) -> Message:
    return Message(sentence, [section(sentence)])
