"""How starting a community looks: the modal, what Slack may say to it, and how it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from community.charters import Charter
from community.communities import Community
from community.names import TOPIC_LIMIT
from community.overlaps import Near
from handlers.blocks import charters
from handlers.blocks.communities import place, title
from handlers.blocks.overlaps import close_to_this
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    input_block,
    modal,
    option,
    plain,
    radios,
    section,
    text_input,
)
from handlers.blocks.text import inline_short

CALLBACK = "community.start"
TEMPLATE = "community.template"
NEW = "new"
# What Slack says where apps, or all but a few people, may not make channels.
MAY_NOT_CREATE = {"restricted_action", "cannot_create_channel", "user_is_restricted", "no_permission"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A channel that is there already and where the community could meet."""

    channel_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed so far. `where` is NEW or a channel's id.

    `filled` is how often a template was chosen: its words come into the form only in inputs of new names.
    """

    topic: str = ""
    charter: Charter = field(default_factory=Charter)
    filled: int = 0
    channel_name: str = ""
    where: str = NEW
    offered: Offered | None = None
    can_create: bool = True
    seen: str = ""  # the name whose close ones the person was shown

    @property
    def prefix(self) -> str:
        """What the names of the inputs that a template fills begin with."""
        return f"{self.filled}." if self.filled else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a draft from becoming a community: shown under the field, named by its block id. mrkdwn."""

    field: str
    text: str
    join: Community | None = None  # the community that was there first


def form(draft: Draft, *, private_metadata: str, problem: Problem | None = None, near: Sequence[Near] = ()) -> View:
    """Make the modal in which a community is started; `near` are those that are close to it."""
    blocks: list[Block] = []
    asked = charters.inputs(draft.charter, prefix=draft.prefix)
    for block in (charters.beginning(draft.charter.template, TEMPLATE), _topic(draft), *asked, *_place(draft)):
        blocks.append(block)
        if problem is not None and block["block_id"].removeprefix(draft.prefix) == problem.field:
            blocks.extend(_shown(problem))
        if block["block_id"].removeprefix(draft.prefix) == "topic":
            blocks.extend(close_to_this(near))
    return modal(
        callback_id=CALLBACK,
        title="Start a community",
        submit="Start mine anyway" if near else "Start",
        close="Cancel",
        blocks=blocks,
        private_metadata=private_metadata,
    )


def started(community: Community, *, mark: str) -> View:
    """Say that it is open; `mark` is the emoji that captures a lesson."""
    return _ended(
        "It is open",
        f"🎉 {title(community)} is open. It meets in {place(community)}, and you are its first member.\n"
        f"A good first step: react with :{mark}: to a message somebody learnt from, "
        "or plan a meetup with `/meetup plan`.",
        button("Who may like to join?", "group.propose", community.id),
    )


def starting(topic: str) -> View:
    """Say that the channel takes a moment."""
    return _ended(
        "On its way",
        f"*{_named(topic)}* is on its way. Slack is slow at the moment: "
        "you will find yourself in its channel soon, and if that fails I will tell you.",
    )


def already_sent() -> View:
    """Say that the same start came twice."""
    return _ended("It is on its way", "Slack sent me that twice. I did it once, so all is well.")


def not_started(topic: str, reason: str) -> Message:
    """Tell who started a community, later, that there will be none; `reason` is mrkdwn and says what to do."""
    text = f"*{_named(topic)}* was not started. {reason}"
    return Message(
        text, [section(text), actions(button("Try again", "community.start", topic), button("Help", "help.show"))]
    )


def why_not_allowed() -> str:
    """Say that the admins keep making channels to themselves, or to nobody."""
    return (
        "The admins of this workspace chose who may have new channels made. Nothing was created. "
        "Pick a public channel that is there already."
    )


def why_not_created(error: str, channel_name: str) -> str:
    """Say in words why Slack did not make a channel, and what to do; `error` is Slack's own.

    Source: docs.slack.dev/reference/methods/conversations.create, "Errors".
    """
    name = f"#{inline_short(channel_name, 240)}"
    if error == "name_taken":
        return (
            f"A channel called {name} is there already, perhaps a private one. Nothing was created. "
            "Choose another name, or, if it is public, type `/community start` there to use it."
        )
    if error.startswith("invalid_name"):
        return (
            f"Slack does not take {name} as a channel's name. Nothing was created. "
            "Choose one with lower-case letters, digits, - and _."
        )
    if error in MAY_NOT_CREATE:
        return (
            "This workspace does not let me make channels. Nothing was created. "
            "Pick a public channel that is there already."
        )
    return "Slack did not make the channel. Nothing was created. Try again in a moment, or choose another name."


def why_archived(channel_name: str) -> str:
    """Say that the name belongs to an archived channel."""
    return (
        f"#{inline_short(channel_name, 240)} was archived, and its name is still taken. Nothing was created. "
        "Choose another name, or bring that channel back in Slack and use it."
    )


def why_not_new(channel_name: str) -> str:
    """Say that the name belongs to a channel that could be used instead."""
    return (
        f"#{inline_short(channel_name, 240)} is there already. Nothing was created. Meet there, or choose another name."
    )


def why_not_linked(channel_id: str) -> str:
    """Say that a channel can't be where a community meets."""
    return (
        f"A community can't meet in <#{channel_id}>. Nothing was created. It takes a public channel of this workspace "
        "that people may join and leave, that isn't archived and isn't shared with another organisation."
    )


def why_taken(community: Community) -> str:
    """Say that another community was there first."""
    where = f", it meets in {place(community)}" if community.channel_id else ""
    return f"{title(community)} already exists{where}. Nothing was created. Join it, or choose another topic."


def why_channel_taken(community: Community) -> str:
    """Say that the channel is another community's."""
    return (
        f"That channel belongs to {title(community)}, which meets in {place(community)}. Nothing was created. "
        "Join it, or choose another channel."
    )


def why_taken_by(topic: str) -> str:
    """Say that a community of that name was started in this very moment."""
    return f"*{_named(topic)}* was just started by somebody else. Nothing was created."


def why_no_topic() -> str:
    """Say what a topic needs; plain."""
    return "Give the topic at least one letter or digit, so that people can type its name."


def _topic(draft: Draft) -> Block:
    return input_block(
        f"{draft.prefix}topic",
        "Topic",
        text_input("topic", initial=draft.topic, placeholder="Contract testing", max_length=TOPIC_LIMIT),
    )


def _place(draft: Draft) -> list[Block]:
    if not draft.can_create:
        element: Block = {"type": "channels_select", "action_id": "existing", "placeholder": plain("A public channel")}
        if draft.where != NEW:
            element["initial_channel"] = draft.where
        return [input_block("existing", "Where does it meet?", element)]
    name = input_block(
        "channel_name",
        "Name of the new channel",
        text_input("channel_name", initial=draft.channel_name, placeholder="cop-contract-testing", max_length=80),
        hint="Left empty, it is named after the topic.",
        is_optional=True,
    )
    if draft.offered is None:
        return [name]
    there = draft.offered.channel_id
    places = [option("In a new channel", NEW), option(f"In #{draft.offered.name}", there)]
    chosen = there if draft.where == there else NEW
    return [input_block("where", "Where does it meet?", radios("where", places, chosen=chosen)), name]


def _shown(problem: Problem) -> list[Block]:
    shown = [section(f"⚠️ {problem.text}", block_id="problem")]
    if problem.join is not None and problem.join.channel_id is not None:
        shown.append(actions(button("Join it", "community.join", problem.join.id, style="primary"), block_id="join"))
    return shown


def _named(topic: str) -> str:
    return inline_short(topic, 240)


def _ended(heading: str, text: str, *then: Block) -> View:
    blocks = [section(text), *([actions(*then)] if then else [])]
    return modal(callback_id="community.ended", title=heading, blocks=blocks)
