"""The starting group: who may like to join, proposed to one person; the invitation; and the answers to it."""

from collections.abc import Sequence

from community.communities import Community
from community.knowing import Known
from handlers.blocks.communities import place, purpose, title
from handlers.blocks.knowing import why_in_plain
from handlers.blocks.parts import Block, Message, View, actions, button, input_block, modal, option, section
from handlers.blocks.text import inline_short

PROPOSE, INVITE, JOIN, NOT_FOR_ME = "group.propose", "group.invite", "group.join", "group.not_for_me"


def proposal(community: Community, people: Sequence[Known], *, private_metadata: str) -> View:
    """Propose people to invite; none is chosen beforehand."""
    options = [option(known.name or "Somebody", known.user_id, why_in_plain(known)) for known in people]
    return modal(
        callback_id=INVITE,
        title="Who may like to join?",
        submit="Invite them",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(
                f"These people say, or showed, that {title(community)} is something for them. Each of those you choose "
                "gets one message from me with your name, and decides alone. Nobody is added."
            ),
            input_block("people", "Invite", {"type": "checkboxes", "action_id": "people", "options": options}),
        ],
    )


def nobody(community: Community) -> Message:
    """Say that nobody comes to mind."""
    text = (
        f"I know nobody yet whom I could propose for {title(community)}. "
        "People are found once they say what they know or would like to learn, with `/community profile`."
    )
    find = button("Find people", "people.search")
    return Message(text, [section(text), actions(find, button("About it", "community.about", community.id))])


def invited(community: Community) -> Message:
    """Confirm to who invited; who was asked already, and what they answer, is theirs."""
    text = (
        f"The invitations to {title(community)} are on their way. Whoever was asked much lately is left in peace. "
        "Those who like it join by themselves; the others need no reason, and I tell nobody."
    )
    return Message(text, [section(text)])


def invitation(community: Community, invited_by: str) -> Message:
    """Ask one person, once."""
    text = f"👋 {inline_short(invited_by, 80)} is in {title(community)} and thought you may like it."
    blocks: list[Block] = [section(f"{text}\n{purpose(community)}\nIt meets in {place(community)}.")]
    blocks.append(
        actions(
            button("Join", JOIN, community.id, style="primary"),
            button("Read more", "community.about", community.id),
            button("Not for me", NOT_FOR_ME, community.id),
        )
    )
    return Message(f"{text} You join or not, as you like.", blocks)


def joined(community: Community, *, greeting: Sequence[Block] = ()) -> Message:
    """Confirm that they joined, and greet them when it is their first time."""
    text = f"🎉 You are in {title(community)} now. It meets in {place(community)}; leave any time, no reason asked."
    leave = button("Leave it", "community.leave", community.id)
    return Message(text, [section(text), *greeting, actions(leave)])


def declined() -> Message:
    """Confirm that they don't want to."""
    text = "That is fine. I told nobody, and I won't ask you about it again."
    return Message(text, [section(text), actions(button("See communities", "community.list"))])
