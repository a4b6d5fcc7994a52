"""How a person who carries a community already is asked, in private, whether they would like to coordinate it."""

from community.carrying import Carried
from community.communities import Community
from handlers.blocks.communities import title
from handlers.blocks.parts import Block, Message, actions, button, context, section

YES, NOT_NOW, SILENCE, UNSILENCE = "carrying.yes", "carrying.not_now", "carrying.silence", "carrying.unsilence"


def question(carried: Carried, community: Community, *, is_free: bool) -> Message:
    """Ask somebody, with the numbers that are told to them alone."""
    why = "Nobody coordinates it at the moment" if is_free else "Those who coordinate it would like to share the seat"
    text = (
        f"In the last three months you {_did(carried)} in {title(community)}. {why}. Would you like to? "
        "You do much of it already."
    )
    return Message(
        text,
        [
            section(text),
            actions(
                button("I'd like to", YES, community.id), button("Not now", NOT_NOW), button("Don't ask me", SILENCE)
            ),
            context("Only you see these numbers, and nobody knows that I asked you."),
        ],
    )


def not_now() -> Message:
    """Thank somebody who would rather not, and say when the question may come again."""
    text = "That is fine, and thank you for what you do. I ask again in three months at the earliest."
    return Message(text, [section(text), actions(button("Don't ask me", SILENCE))])


def silenced() -> Message:
    """Confirm that the question does not come again."""
    text = (
        "I won't ask you again whether you would like to coordinate. "
        "You can step up at any time all the same: `/community step-up`."
    )
    return Message(text, [section(text), actions(asking(is_silent=True))])


def unsilenced() -> Message:
    """Confirm that the question may come again."""
    text = "I may ask you whether you would like to coordinate, once in three months at most."
    return Message(text, [section(text), actions(asking(is_silent=False))])


def asking(*, is_silent: bool) -> Block:
    """Make the button that lets the question come, or not."""
    return button("Ask me again", UNSILENCE) if is_silent else button("Don't ask me", SILENCE)


def _did(carried: Carried) -> str:
    parts = [
        _some(carried.lessons, "noted {} lesson", "noted {} lessons"),
        _some(carried.meetups, "planned {} meetup", "planned {} meetups"),
        _some(carried.answers, "answered for your team {} time", "answered for your team {} times"),
    ]
    said = [part for part in parts if part]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def _some(count: int, one: str, many: str) -> str:
    return (one if count == 1 else many).format(count) if count else ""
