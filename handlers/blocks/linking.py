"""How further channels of a community look: linked, unlinked, made its home, and why not."""

from collections.abc import Sequence

from community.communities import Community
from community.linking import Link, LinkedAlready, MeetsThere, OfAnother, OnlyMembersLink
from handlers.blocks.communities import all_of_them, place, title
from handlers.blocks.parts import Block, Message, actions, button, section
from handlers.blocks.text import inline_short

LINK, UNLINK, MEET_THERE = "linking.link", "linking.unlink", "linking.meet"
_OFFERED = 8
Refusal = OfAnother | LinkedAlready | OnlyMembersLink | MeetsThere


def linked(community: Community, channel_id: str) -> Message:
    """Tell who linked a channel what that means."""
    text = (
        f"<#{channel_id}> belongs to {title(community)} now. Lessons and questions there are the community's; "
        f"digests stay in {place(community)}. Nobody became a member by it."
    )
    return Message(text, [section(text), actions(meet_there(channel_id), _unlink(channel_id))])


def announced(community: Community, *, by: str, mark: str, channel_id: str) -> Message:
    """Tell a channel that it belongs to a community now; `mark` is the emoji that captures a lesson."""
    text = f"🔗 {inline_short(by, 120)} linked this channel to {title(community)}, which meets in {place(community)}."
    more = (
        f"A lesson you mark with :{mark}: here finds its way there and to other teams. "
        "Being here makes nobody a member: join if you like, or unlink the channel if it doesn't fit."
    )
    choices = actions(
        button("Join", "community.join", community.id, style="primary"),
        button("About it", "community.about", community.id),
        _unlink(channel_id),
    )
    return Message(text, [section(f"{text}\n{more}"), choices])


def not_linked(community: Community, channel_id: str) -> Message:
    """Say that Slack did not let the bot into the channel."""
    text = (
        f"Slack did not let me into <#{channel_id}>, so it was not linked to {title(community)}. "
        "Invite me there with `/invite @Yokoten`, then link it once more."
    )
    return Message(text, [section(text), actions(button("About it", "community.about", community.id), all_of_them())])


def cannot_be_linked(channel_id: str) -> Message:
    """Say which channels a community can have."""
    text = (
        f"<#{channel_id}> can't belong to a community, so nothing was linked. It takes a public channel of this "
        "workspace that people may join and leave, that isn't archived and isn't shared with another organisation."
    )
    return Message(text, [section(text), actions(all_of_them())])


def which(yours: Sequence[Community], channel_id: str) -> Message:
    """Ask which of a person's communities a channel is to belong to."""
    if not yours:
        text = "You are in no community yet, and its members choose its channels. Nothing was linked."
        start = button("Start one", "community.start")
        return Message(text, [section(text), actions(all_of_them(), start)])
    text = f"Which of your communities shall <#{channel_id}> belong to?"
    entries = [
        section(title(one), accessory=button("Link it", LINK, f"{one.id} {channel_id}")) for one in yours[:_OFFERED]
    ]
    more = "" if len(yours) <= _OFFERED else "\nFor another one, type `/community link` with its name."
    return Message(text, [section(text + more), *entries])


def which_channel(community: Community, links: Sequence[Link]) -> Message:
    """Say how to name the channel, in the home of the community."""
    text = (
        f"Which channel shall belong to {title(community)} too? Type `/community link #channel` here, "
        "or `/community link` with its name in the other channel."
    )
    return Message(text, [section(text), *_each(links)] if links else [section(text), actions(all_of_them())])


def unlinked(community: Community, channel_id: str) -> Message:
    """Tell who unlinked a channel that it is free again."""
    text = (
        f"<#{channel_id}> no longer belongs to {title(community)}. What was learnt there stays with the community, "
        f"which meets in {place(community)}."
    )
    again = button("Link it again", LINK, f"{community.id} {channel_id}")
    return Message(text, [section(text), actions(again, all_of_them())])


def moved(community: Community) -> Message:
    """Tell who moved a community where it meets now."""
    text = f"{title(community)} meets in {place(community)} from now on, and whoever joins there is in."
    return Message(text, [section(text), actions(button("About it", "community.about", community.id), all_of_them())])


def moved_away(community: Community, *, by: str) -> Message:
    """Tell the old home, once, where the community meets now."""
    text = (
        f"📍 {title(community)} meets in {place(community)} from now on, as {inline_short(by, 120)} suggested. "
        "This channel still belongs to it, and you are still in it: digests and meetups are told there."
    )
    return Message(text, [section(text)])


def meet_there(channel_id: str) -> Block:
    """Make the button by which a community meets in one of its further channels from now on."""
    return button("Meet there instead", MEET_THERE, channel_id)


def refusal(error: Refusal) -> Message:
    """Say why a channel was not linked or unlinked, with the next step."""
    community = error.community
    about = button("About it", "community.about", community.id)
    join = button("Join", "community.join", community.id, style="primary")
    match error:
        case OfAnother():
            text = (
                f"That channel belongs to {title(community)} already, and a channel is of one community only. "
                "Nothing was linked."
            )
            return Message(text, [section(text), actions(join, about)])
        case LinkedAlready(link=None):
            text = f"{title(community)} meets in that channel already. Nothing was changed."
            return Message(text, [section(text), actions(about)])
        case LinkedAlready(link=Link() as link):
            text = f"<#{link.channel_id}> belongs to {title(community)} already. Nothing was changed."
            return Message(text, [section(text), actions(meet_there(link.channel_id), _unlink(link.channel_id))])
        case MeetsThere(links=links):
            text = f"{title(community)} meets in {place(community)}, so that channel stays. Nothing was changed."
            return Message(text, [section(text), *(_each(links) or [actions(about)])])
        case _:
            text = f"The members of {title(community)} choose its channels. Nothing was changed."
            return Message(text, [section(text), actions(join, about)])


def _each(links: Sequence[Link]) -> list[Block]:
    return [
        section(f"<#{link.channel_id}> belongs to it too.", accessory=_unlink(link.channel_id))
        for link in links[:_OFFERED]
    ]


def _unlink(channel_id: str) -> Block:
    return button("Unlink", UNLINK, channel_id)
