"""What is said about capture in a channel: that it was switched, how it is, and what that means."""

from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.text import inline_short

_NAME_LIMIT = 160


def announced(name: str, *, is_on: bool, is_closed: bool, mark: str) -> Message:
    """Tell a channel that one of its members switched capture, and what that means; `mark` is without colons."""
    who = inline_short(name, _NAME_LIMIT)
    if not is_on:
        text = f"{who} switched capture off here. I keep nothing more of what is said in this channel."
        stays = "Lessons that were kept stay, for members of this channel only." if is_closed else "Lessons stay."
        return Message(
            f"{text} {stays}",
            [section(text), context(stays), actions(button("Switch it on", "room.capture", "on"))],
        )
    text = (
        f"💡 {who} switched capture on here. From now on, a message that somebody marks with :{mark}: "
        "is kept as a lesson. Nothing else is kept."
    )
    seen = (
        "Only members of this channel ever see these lessons: who leaves sees them no more, who joins does."
        if is_closed
        else "Everybody in this workspace can find these lessons."
    )
    return Message(
        f"{text} {seen} Any member can switch it off: /community capture off.",
        [
            section(text),
            context(seen, "Any member can switch it off again, here or with `/community capture off`."),
            actions(button("Switch it off", "room.capture", "off")),
        ],
    )


def switched(*, is_on: bool, was_so: bool, is_closed: bool) -> Message:
    """Tell who switched capture that it is done, or was so before."""
    if was_so:
        text = f"Capture is {_word(is_on)} here already. Nothing was changed."
    elif is_on:
        whom = "members of this channel only" if is_closed else "everybody in this workspace"
        text = f"Capture is on here now, and I told the channel. What is kept is shown to {whom}."
    else:
        text = "Capture is off here now, and I told the channel. Lessons that were kept stay as they are."
    return Message(text, [section(text), actions(_other(is_on=is_on), _newest())])


def state(*, is_on: bool, is_shared: bool) -> Message:
    """Say how it is here, and what the other would mean."""
    why = "people of another organisation are in this channel" if is_shared else "this channel is private"
    text = (
        "Capture is on here. Members mark a message, and I keep it as a lesson."
        if is_on
        else f"Capture is off here, since {why}. Any member can switch it on; the channel is told, and by whom."
    )
    return Message(text, [section(text), actions(_other(is_on=is_on), _newest())])


def open_to_all(*, mark: str, is_inside: bool) -> Message:
    """Explain that there is nothing to switch in a public channel."""
    text = "This channel is public, so there is nothing to switch: I keep what somebody marks, and nothing else."
    how = (
        f"Put :{mark}: on a message to keep it. Its author can withdraw it at any time."
        if is_inside
        else f"I am not in here yet and hear nothing: invite me with `/invite @Yokoten`. Then :{mark}: keeps a message."
    )
    return Message(f"{text} {how}", [section(text), context(how), actions(_newest())])


def _other(*, is_on: bool) -> Block:
    return button(f"Switch it {_word(not is_on)}", "room.capture", _word(not is_on))


def _newest() -> Block:
    return button("Newest lessons", "lesson.recent")


def _word(is_on: bool) -> str:
    return "on" if is_on else "off"
