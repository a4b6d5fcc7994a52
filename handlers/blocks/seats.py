"""How stepping up looks: the card in the channel, what who stepped up is told, and a seat that is free or shared."""

from collections.abc import Sequence

from community.communities import Community
from community.counting import may_tell
from community.seats import Note
from handlers.blocks.communities import title
from handlers.blocks.free_seats import MEANWHILE, listed, would_like
from handlers.blocks.parts import Block, Message, actions, button, context, quoted, section
from handlers.blocks.text import inline_short

SUPPORT, UNSUPPORT, STEP_BACK, SHARE = "seat.support", "seat.unsupport", "seat.step_back", "seat.share"
_NAME = 120
_NOTES = 3


def card(community: Community, user_id: str, name: str, supporters: int) -> Message:
    """Tell a community who would like to care for it; members can say that they support it."""
    text = f"🪑 {_name(name)} would like to care for {title(community)}."
    said = _supported(supporters)
    small = "Whoever cares coordinates: there is no vote, several can, and each steps back whenever they like."
    return Message(
        " ".join(filter(None, [text, said])),
        [
            section(text),
            context(*filter(None, [said, small])),
            actions(
                button("I support this", SUPPORT, f"{community.id} {user_id}"),
                would_like(community.id, "I'd like to, too"),
            ),
        ],
    )


def card_after(community: Community, name: str) -> Message:
    """Say in the place of the card that they stepped back."""
    text = f"🪑 {_name(name)} cared for {title(community)}, and stepped back. Thank you!"
    return Message(text, [section(text)])


def card_elsewhere(community: Community, into: Community) -> Message:
    """Say in the place of the card that the community goes on as another one, whose own card says who cares for it."""
    text = f"🪑 {title(community)} goes on as {title(into)}. Who cares for it is said there."
    return Message(text, [section(text)])


def stepped_up(community: Community, others: Sequence[str], notes: Sequence[tuple[Note, str]]) -> Message:
    """Tell who stepped up what it means, with the notes that others left, each with its writer's name."""
    beside = f" beside {listed(others)}" if others else ""
    text = f"You coordinate {title(community)} now{beside}, and I have told its channel."
    blocks = [
        section(
            f"{text}\nIt is a seat among peers, beside your work in a team: plan a meetup, keep questions from getting "
            "lost, ask who would like to. The community proposes, teams decide."
        )
    ]
    for note, name in notes[:_NOTES]:
        blocks += [section(f"{_name(name)} left this for you:"), quoted(note.words, 1500)]
    blocks.append(actions(button("Plan a meetup", "meetup.plan"), _about(community), _step_back(community)))
    return Message(text, blocks)


def not_told(community: Community) -> Message:
    """Tell who stepped up that Slack did not let the bot say so in the channel."""
    text = (
        f"You coordinate {title(community)}, but Slack did not let me say so in its channel. "
        "If you would like it to be known there, say it yourself."
    )
    return Message(text, [section(text), actions(_about(community), _step_back(community))])


def supported(community: Community, user_id: str, name: str, *, is_news: bool) -> Message:
    """Confirm to one person that their support is noted; nobody is told who supports whom."""
    again = "" if is_news else " already"
    text = f"You support {_name(name)} in caring for {title(community)}{again}. Your name is not shown."
    take_back = button("Take it back", UNSUPPORT, f"{community.id} {user_id}")
    return Message(text, [section(text), actions(take_back)])


def own_seat(community: Community) -> Message:
    """Tell a coordinator who clicked below their own card that nothing was noted."""
    text = f"It is you who coordinates {title(community)}, so nothing was noted."
    return Message(text, [section(text), actions(_step_back(community))])


def unsupported(community: Community) -> Message:
    """Confirm that support was taken back."""
    text = f"I have noted nothing from you about who cares for {title(community)} any more."
    return Message(text, [section(text)])


def free(community: Community, name: str) -> Message:
    """Tell a community that its seat is free, what goes on by itself, and that anybody may take it."""
    text = (
        f"🪑 {_name(name)} stepped back from coordinating {title(community)}. Thank you! The seat is free. {MEANWHILE}"
    )
    return Message(text, [section(text), actions(would_like(community.id))])


def sharing(community: Community, name: str) -> Message:
    """Invite a community to share the seat, on behalf of who has it."""
    text = f"🪑 {_name(name)} would like to share the care for {title(community)}. There is room beside them."
    return Message(text, [section(text), actions(would_like(community.id))])


def shared(community: Community, *, is_news: bool) -> Message:
    """Confirm to a coordinator that their channel was invited."""
    if is_news:
        text = f"I have told the channel of {title(community)} that you would like to share the seat."
    else:
        text = f"I told the channel of {title(community)} so a short while ago, so nothing was posted again."
    return Message(text, [section(text), actions(_step_back(community))])


def members_only(community: Community) -> Message:
    """Offer to join first."""
    text = f"The members of {title(community)} care for it, so nothing was changed. Would you like to join?"
    join = button("Join", "community.join", community.id, style="primary")
    return Message(text, [section(text), actions(join, _about(community))])


def already(community: Community) -> Message:
    """Say that they coordinate it, with the way back."""
    text = f"You coordinate {title(community)} already. Nothing was changed."
    share = button("Share the seat", SHARE, community.id)
    return Message(text, [section(text), actions(share, _step_back(community))])


def not_yours(community: Community) -> Message:
    """Say that they don't coordinate it."""
    text = f"You don't coordinate {title(community)}, so nothing was changed."
    return Message(text, [section(text), actions(would_like(community.id), _about(community))])


def stepped_back_before(community: Community) -> Message:
    """Say that whom they would like to support coordinates no more."""
    text = f"They don't coordinate {title(community)} any more, so nothing was noted. Would you like to?"
    return Message(text, [section(text), actions(would_like(community.id), _about(community))])


def which(communities: Sequence[Community], label: str, action_id: str) -> Message:
    """Ask which of their communities a person means."""
    text = "Which community do you mean?"
    choices = [section(title(one), accessory=button(label, action_id, one.id)) for one in communities[:40]]
    return Message(text, [section(text), *choices])


def _supported(supporters: int) -> str:
    if may_tell(supporters):
        return f"{supporters} members support this."
    return "Supported by members." if supporters else ""


def _name(name: str) -> str:
    return inline_short(name, _NAME)


def _about(community: Community) -> Block:
    return button("About it", "community.about", community.id)


def _step_back(community: Community) -> Block:
    return button("Step back", STEP_BACK, community.id)
