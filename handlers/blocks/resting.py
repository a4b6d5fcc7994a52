"""How resting looks: the gentle question to a quiet community, rest, and waking up."""

from community.communities import Community
from handlers.blocks.communities import all_of_them, place, title
from handlers.blocks.free_seats import would_like
from handlers.blocks.parts import Block, Message, actions, button, context, section

MEET, REST, CARRY, CLOSE = "quiet.meet", "quiet.rest", "quiet.carry", "quiet.close"

WAKE, WAKE_AND_JOIN, PUT_TO_REST = "community.wake", "community.wake.join", "community.rest"


def quiet(community: Community) -> Message:
    """Ask a community that went quiet what would suit it."""
    text = "It has been quiet here for six weeks, which is fine. What would suit you?"
    return Message(
        text,
        [
            section(text),
            actions(
                button("Meet once", MEET, community.id),
                button("Rest for now", REST, community.id),
                button("Find someone to carry it", CARRY, community.id),
                button("Close it kindly", CLOSE, community.id),
            ),
            context("Without an answer it rests in three weeks. Resting keeps everything, and anyone may wake it."),
        ],
    )


def rests(community: Community) -> Message:
    """Say in the channel that the community rests, and how it is woken."""
    text = f"💤 {title(community)} rests. It keeps everything: its lessons, its members and its place."
    small = "No digests and no questions until then; what is planned takes place."
    return Message(text, [section(text), actions(button("Wake it", WAKE, community.id)), context(small)])


def put_to_rest(community: Community) -> Message:
    """Tell who let it rest that it does."""
    text = f"{title(community)} rests now, and keeps everything. Anyone may wake it."
    return Message(text, [section(text), _wake(community)])


def is_resting(community: Community) -> Message:
    """Say that it rests already."""
    text = f"{title(community)} rests already, so nothing was changed. Anyone may wake it."
    return Message(text, [section(text), _wake(community)])


def awake(community: Community) -> Message:
    """Say in the channel that the community is awake again."""
    text = f"👋 {title(community)} is awake again. What would be worth an hour together?"
    return Message(text, [section(text), actions(button("Plan a meetup", "meetup.plan", community.id))])


def woken(community: Community, *, is_member: bool) -> Message:
    """Tell who woke it, with the way in."""
    text = f"{title(community)} is awake again. It meets in {place(community)}."
    choice = (
        button("Plan a meetup", "meetup.plan", community.id)
        if is_member
        else button("Join", "community.join", community.id, style="primary")
    )
    return Message(text, [section(text), actions(choice, button("About it", "community.about", community.id))])


def is_awake(community: Community) -> Message:
    """Say that it is awake already."""
    text = f"{title(community)} is awake, it meets in {place(community)}. Nothing was changed."
    return Message(text, [section(text), actions(button("About it", "community.about", community.id), all_of_them())])


def answered(community: Community, *, by_seat: bool) -> Message:
    """Say in the place of the question that somebody is on it."""
    if by_seat:
        text = f"It was quiet in {title(community)}. Would somebody like to carry it for a while? I asked below."
    else:
        text = f"It was quiet in {title(community)}, and somebody would like to meet once. Which question is worth it?"
    choices = [button("Plan a meetup", "meetup.plan", community.id), button("Rest for now", REST, community.id)]
    return Message(text, [section(text), actions(*choices)])


def carrying(community: Community) -> Message:
    """Ask in the channel who would like to carry the community for a while."""
    text = f"🪑 Would somebody like to carry {title(community)} for a while? A meetup now and then is enough."
    return Message(text, [section(text), actions(would_like(community.id))])


def asked_around(community: Community) -> Message:
    """Tell who wants somebody found that the channel was asked."""
    return Message(f"I asked in {place(community)} who would like to carry it. It could be you, too.")


def _wake(community: Community) -> Block:
    return actions(button("Wake it", WAKE, community.id), all_of_them())
