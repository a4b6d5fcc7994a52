"""How merging looks: the window before it, and the word in both channels after it."""

from collections.abc import Sequence

from community.agreements import Say
from community.communities import Community
from community.merging import Merged
from handlers.blocks.communities import place, title
from handlers.blocks.parts import Block, Message, View, actions, button, context, input_block, modal, option, section

_OFFERED = 8
MERGE, PROPOSE = "community.merge", "merging.propose"


def asking(community: Community, into: Community, *, private_metadata: str) -> View:
    """Let a member say how two communities would become one, before both are asked."""
    goes_on = [option(into.topic, str(into.id)), option(community.topic, str(community.id))]
    which: Block = {
        "type": "radio_buttons",
        "action_id": "into",
        "options": goes_on,
        "initial_option": goes_on[0],
    }
    return modal(
        callback_id=MERGE,
        title="Become one",
        submit="Ask both",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(
                f"{title(community)} and {title(into)} would become one. Lessons, members, meetups and history of both "
                "go on in it, and the old name still finds it. Whoever doesn't want to come along leaves with a click."
            ),
            input_block("into", "Whose name and channel go on?", which),
            *_channel(community, into),
            section(
                "I would ask in both channels, for five working days. It happens if somebody else in each of the two "
                "agrees and nobody would rather not."
            ),
        ],
    )


def which(community: Community, others: Sequence[Community]) -> Message:
    """Ask with which other community it would be one, of those somebody is in."""
    text = f"With which community would {title(community)} be one? Pick it, or type it: `/community merge … into …`."
    rows = [
        section(f"{title(one)} · {place(one)}", accessory=button("This one", PROPOSE, f"{community.id} {one.id}"))
        for one in others[:_OFFERED]
    ]
    return Message(text, [section(text), *rows])


def arrived(merged: Merged) -> Message:
    """Say in the channel of the one that goes on who has come."""
    lessons = "" if not merged.lessons else f" {_lessons(merged.lessons)} came along."
    text = f"🤝 {title(merged.before)} and {title(merged.into)} are one now, and meet here.{lessons}"
    small = "The old name and the old channel still find you here. If this isn't yours any more, leave with a click."
    return Message(text, [section(text), actions(*_choices(merged.into)), context(small)])


def moved(merged: Merged) -> Message:
    """Say in the channel of the one that was where it goes on."""
    text = (
        f"🤝 {title(merged.before)} goes on as {title(merged.into)} and meets in {place(merged.into)}. "
        "You are in it: nothing is lost, and there is nothing to do."
    )
    small = "If you would rather not come along, leave with a click; nobody is told."
    return Message(text, [section(text), actions(*_choices(merged.into)), context(small)])


def _channel(community: Community, into: Community) -> list[Block]:
    """Let somebody say what may become of the channel that nobody meets in then; a linked one is not in question."""
    if community.is_linked or into.is_linked:
        return []
    options = [
        option("It stays open, as a further channel", Say.YES.value),
        option("It may be archived", Say.WITH_CHANNEL.value, "if all there who agree say so too"),
    ]
    radio: Block = {"type": "radio_buttons", "action_id": "channel", "options": options, "initial_option": options[0]}
    return [input_block("channel", "What about the other channel?", radio)]


def _choices(into: Community) -> list[Block]:
    return [button("About it", "community.about", into.id), button("Leave", "community.leave", into.id)]


def _lessons(count: int) -> str:
    return "One lesson" if count == 1 else f"{count} lessons"
