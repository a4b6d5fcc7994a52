"""How closing looks: the window before it, the thanks after it, and the way back."""

from community.agreements import Say
from community.closing import Learnt
from community.communities import UNDO_CLOSING, Community
from handlers.blocks.communities import all_of_them, place, title
from handlers.blocks.parts import Block, Message, View, actions, button, input_block, modal, option, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

CLOSE, REOPEN = "community.close", "community.reopen"
STAYS, ARCHIVED = Say.YES.value, Say.WITH_CHANNEL.value

_TEAMS = 5


def asking(community: Community, *, is_alone: bool, private_metadata: str) -> View:
    """Let a member say how they would like it closed, before the others are asked."""
    asked = (
        "You are its only member, so it closes once you say so."
        if is_alone
        else f"I would ask in {place(community)}, for three working days. It closes if somebody else agrees and nobody "
        "would rather not."
    )
    return modal(
        callback_id=CLOSE,
        title="Close it kindly",
        submit="Close it" if is_alone else "Ask the community",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(
                f"{title(community)} would be closed. Every lesson stays and is found as before. Digests stop, and "
                "planned meetups are called off. For 30 days any member can open it again."
            ),
            section(asked),
            *channel_choice(community),
        ],
    )


def channel_choice(community: Community) -> list[Block]:
    """Let somebody say what may become of its channel; one that was there before the community is not in question."""
    if community.is_linked or community.channel_id is None:
        return []
    name = f"#{community.channel_name}"
    options = [
        option("The channel stays open", STAYS),
        option("The channel may be archived", ARCHIVED, "if all who agree say so too"),
    ]
    radio: Block = {"type": "radio_buttons", "action_id": "channel", "options": options, "initial_option": options[0]}
    return [input_block("channel", f"What about {name}?", radio)]


def thanks(community: Community, learnt: Learnt) -> Message:
    """Thank everybody in the channel of a community that was closed, with the way back."""
    first = f"{title(community)} is closed. Thank you, all of you, for what you learnt here and shared."
    lines = [first]
    if learnt.lessons:
        lines.append(f"💡 {_kept(learnt)}")
    since = community.state_since or community.started_at
    until = when(since + UNDO_CLOSING, community.zone, "{date_long}")
    lines.append(f"If that was too soon: until {until} any member can open it again.")
    return Message(first, [section("\n".join(lines)), actions(button("Open it again", REOPEN, community.id))])


def closed(community: Community) -> Message:
    """Tell its only member that it is closed."""
    text = f"{title(community)} is closed, and what it learnt is still found. For 30 days you can open it again."
    return Message(text, [section(text), actions(button("Open it again", REOPEN, community.id))])


def not_archived(community: Community) -> Message:
    """Say in the channel that Slack didn't let the bot archive it."""
    return Message(f"Slack didn't let me archive {place(community)}, so it stays open. Somebody of you may archive it.")


def reopened(community: Community) -> Message:
    """Say in its channel that a community is there again."""
    text = f"👋 {title(community)} is open again, with its members, its lessons and its digest."
    return Message(text, [section(text), actions(button("Plan a meetup", "meetup.plan", community.id))])


def opened_again(community: Community) -> Message:
    """Tell who opened it again."""
    text = f"{title(community)} is open again. It meets in {place(community)}."
    return Message(text, [section(text), actions(button("About it", "community.about", community.id))])


def needs_its_channel(community: Community) -> Message:
    """Tell who wants a community back that its channel has to come back first, which Slack leaves to people."""
    if community.channel_id is None:
        text = f"{title(community)} has no channel any more, so nothing was changed. Would you like to start it again?"
        start = button("Start it again", "community.start", community.topic)
        return Message(text, [section(text), actions(start, all_of_them())])
    text = (
        f"One step is left to you: {place(community)} is archived or not open to everybody, and Slack lets only people "
        f"change that. Unarchive it in its settings, and {title(community)} is there again."
    )
    return Message(text, [section(text), actions(all_of_them())])


def _kept(learnt: Learnt) -> str:
    lessons = "One lesson stays" if learnt.lessons == 1 else f"{learnt.lessons} lessons stay"
    if not learnt.teams:
        return f"{lessons}, for every team to find."
    named = [inline_short(label, 80) for label in learnt.teams[:_TEAMS]]
    more = len(learnt.teams) - len(named)
    if more:
        named.append("another team" if more == 1 else f"{more} more teams")
    teams = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return f"{lessons}, for every team to find. Taken up by {teams}."
