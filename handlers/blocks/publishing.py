"""How publishing looks: the window in which a community chooses it, and what its channel is told."""

from dataclasses import dataclass

from community.communities import Community
from handlers.blocks.communities import title
from handlers.blocks.parts import Block, Message, View, actions, button, context, modal, section
from handlers.blocks.text import escape, inline_short

ON, OFF, AGAIN, SHOW = (f"publishing.{does}" for does in ("on", "off", "again", "show"))
_TITLE = "Publish"


@dataclass(frozen=True, slots=True)
class Published:
    """What a community publishes, and since when it does by whom; the addresses are "" when they can't be shown."""

    community: Community
    feed: str
    calendar: str
    by: str  # a name


def window(community: Community, *, private_metadata: str) -> View:
    """Ask a member whether their community shall publish."""
    return modal(
        callback_id=ON,
        title=_TITLE,
        submit="Switch it on",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(
                f"Shall {title(community)} publish what it learns and when it meets? Others in the wider network, and "
                "people here who use a feed reader, could follow it without Slack."
            ),
            section(
                "*What they can read*\n"
                "• its lessons from public channels, newest first, with the name of whoever wrote one, as that person "
                "chose with `/lesson privacy`\n"
                "• its meetups in public channels, without who comes"
            ),
            section(
                "*Who can read it*\nWhoever has the address, inside and outside this organisation, without signing in. "
                "Nothing of private channels is ever in it."
            ),
            section(
                "*How it ends*\nAny member can switch it off here, at once. It ends by itself when the channel is made "
                "private or shared with another organisation, and when the admins of this workspace say so."
            ),
            context("Your channel is told that it is on, and by whom it was switched on."),
        ],
    )


def standing(found: Published, *, said: str = "") -> View:
    """Show members what their community publishes, and how it ends; `said` is what has just happened."""
    community = found.community
    text = f"{title(community)} publishes its lessons and meetups. Switched on by {inline_short(found.by, 120)}."
    return modal(callback_id=SHOW, title=_TITLE, blocks=[section(said or text), *_addresses(found)])


def ended(community: Community, *, was_on: bool) -> View:
    """Say that a community publishes nothing any more."""
    if was_on:
        text = f"{title(community)} publishes nothing any more. Its addresses give nothing, and its channel is told."
    else:
        text = f"{title(community)} publishes nothing, so there was nothing to switch off."
    return modal(callback_id=SHOW, title=_TITLE, blocks=[section(text)])


def not_here() -> Message:
    """Say that there is no address at which anything could be read."""
    text = (
        "Nobody outside Slack can reach me here, since whoever runs me gave me no public address. "
        "Nothing was changed. They find how in the operating guide, under PUBLIC_URL."
    )
    return Message(text, [section(text)])


def is_on() -> str:
    """Say that publishing was switched on just now."""
    return "It is on. Give these addresses to people who would like to follow you."


def is_changed() -> str:
    """Say that the addresses were changed just now."""
    return "Here are the new addresses. The ones before give nothing any more."


def told_on(community: Community, *, by: str) -> Message:
    """Tell the channel that its community publishes from now on."""
    text = (
        f"📡 {inline_short(by, 120)} switched on publishing for {title(community)}: whoever has its address can read "
        "lessons and meetups from its public channels, also outside this organisation."
    )
    more = "Your name stands beside your lessons as you chose with `/lesson privacy`. Any member can switch it off."
    return Message(
        f"{text} {more}",
        [section(f"{text}\n{more}"), actions(button("See it or switch it off", SHOW, community.id))],
    )


def told_off(community: Community, *, by: str) -> Message:
    """Tell the channel that its community publishes no more."""
    text = (
        f"📡 {inline_short(by, 120)} switched off publishing: what {title(community)} published can't be read any more."
    )
    return Message(text, [section(text)])


def _addresses(found: Published) -> list[Block]:
    value = found.community.id
    if found.feed:
        shown = [
            section(f"*Lessons*, for feed readers\n`{escape(found.feed)}`"),
            section(f"*Meetups*, for calendar programs\n`{escape(found.calendar)}`"),
        ]
    else:
        shown = [section("It works, but I can't show the addresses any more: my own keys were changed.")]
    confirm = {
        "title": {"type": "plain_text", "text": "Other addresses?"},
        "text": {"type": "plain_text", "text": "Whoever follows you with the ones of now reads nothing any more."},
        "confirm": {"type": "plain_text", "text": "Change them"},
        "deny": {"type": "plain_text", "text": "Keep them"},
    }
    return [
        *shown,
        actions(
            button("Switch it off", OFF, value),
            button("Change the addresses", AGAIN, value) | {"confirm": confirm},
        ),
        context("Whoever has an address can read it without signing in; nobody sees who does."),
    ]
