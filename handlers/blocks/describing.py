"""How it looks to say what a component is: the window, and what was said before."""

from collections.abc import Mapping, Sequence

from community.communities import Community
from community.components import ABOUT_LIMIT, LABEL_LIMIT, LINK_LIMIT, Component, Described, Version
from handlers.blocks import menus, naming
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    quoted,
    section,
    text_input,
)
from handlers.blocks.text import date, inline_short

ADD, EDIT, VERSIONS = "component.add", "component.edit", "component.versions"
NO_COMMUNITY = "0"
VERSIONS_SHOWN = 8


def form(said: Described, communities: Sequence[Community], *, private_metadata: str = "", is_new: bool = True) -> View:
    """Let a person say what a component is."""
    return modal(
        callback_id=EDIT,
        title="A component" if is_new else "Edit the component",
        submit="Add it" if is_new else "Keep it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            input_block(
                "label",
                "Its name",
                text_input("label", initial=said.label, max_length=LABEL_LIMIT, placeholder="Ledger"),
            ),
            input_block(
                "about",
                "What it is",
                text_input("about", initial=said.about, max_length=ABOUT_LIMIT, is_multiline=True),
                hint="In a few words, for somebody of another team.",
                is_optional=True,
            ),
            input_block(
                "link",
                "Its repository",
                text_input("link", initial=said.link, max_length=LINK_LIMIT, placeholder="https://"),
                is_optional=True,
            ),
            input_block("community", "The community that cares about it", _communities(said, communities)),
            context("Anybody can edit this; what it said before is kept."),
        ],
    )


def versions(component: Component, before: Sequence[Version], names: Mapping[str, str]) -> Message:
    """Show what was said of a component before, newest first."""
    if not before:
        text = f"{naming.component(component)} says what it said from the beginning."
        return Message(text, [section(text), actions(button("Show it", "component.show", component.id))])
    text = f"What was said of {naming.component(component)} before"
    blocks: list[Block] = [section(f"{text}:")]
    for version in before[:VERSIONS_SHOWN]:
        who = naming.person(names.get(version.said_by, ""))
        since = date(version.said_at, "{date_short_pretty}", f"{version.said_at:%d %b %Y}")
        blocks.append(section(f"*{inline_short(version.label, 240)}*, as {who} put it ({since})"))
        if version.about or version.link:
            blocks.append(quoted("\n".join(filter(None, (version.about, version.link))), ABOUT_LIMIT))
    return Message(text, [*blocks, actions(button("Show it", "component.show", component.id))])


def added(component: Component) -> str:
    """Say that a component was added."""
    return f"{naming.component(component)} is among the components now. Whoever knows it can offer to mentor it."


def edited(component: Component) -> str:
    """Say that a component says something else now."""
    return f"{naming.component(component)} says so now. What it said before is kept."


def _communities(said: Described, communities: Sequence[Community]) -> Block:
    choices = [option("No community yet", NO_COMMUNITY)]
    choices += [option(community.topic, str(community.id)) for community in communities]
    chosen = next((one for one in choices if one["value"] == str(said.community_id)), choices[0])
    # The one chosen comes first where not all fit, since Slack wants it among the options.
    ordered = choices if len(choices) <= menus.MOST else [chosen, *choices]
    return menus.fill({"type": "static_select", "action_id": "community"}, ordered) | {"initial_option": chosen}
