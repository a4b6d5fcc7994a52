"""How people hear of communities that are close to another: who starts one, and the two that overlap."""

from collections.abc import Sequence

from community.communities import Community, State
from community.overlaps import MOST_SHOWN, Near
from handlers.blocks.communities import place, purpose, title
from handlers.blocks.parts import Block, Message, actions, button, context, section


def close_to_this(found: Sequence[Near]) -> list[Block]:
    """Show who starts a community those that are close to it; nothing keeps them from starting theirs."""
    if not found:
        return []
    return [
        section("*Close to this*", block_id="near"),
        *(_one(near.community) for near in found[:MOST_SHOWN]),
        context("Yours may well be another one: then start it, nobody minds."),
    ]


def neighbour(own: Community, other: Community) -> Message:
    """Tell one community, once, that another cares for much the same."""
    text = f"👋 {title(other)} seems to care for much the same as {title(own)}. It meets in {place(other)}."
    return Message(
        text,
        [
            section(f"{text}\n{purpose(other)}"),
            actions(
                button("Look at it", "community.about", other.id),
                button("Talk about merging", "merging.propose", f"{own.id} {other.id}"),
            ),
            context("Two are fine too. I tell you this once."),
        ],
    )


def _one(community: Community) -> Block:
    where = f" · {place(community)}" if community.channel_id else ""
    if community.state is State.RESTING:
        text = f"{title(community)}{where} · 💤 resting\n{purpose(community)}"
        wakes = community.channel_id is not None
        return section(text, accessory=button("Wake it", "community.wake", community.id) if wakes else None)
    join = button("Join", "community.join", community.id)
    return section(f"{title(community)}{where}\n{purpose(community)}", accessory=join)
