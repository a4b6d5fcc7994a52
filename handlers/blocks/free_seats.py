"""How a seat is shown among other things: what is told about a community, its digest, the App Home."""

from collections.abc import Mapping, Sequence

from community.communities import Community
from community.practising import Shared, Week, Works
from community.seats import Care
from handlers.blocks.parts import Block, button, context, section
from handlers.blocks.text import inline_short

STEP_UP = "seat.step_up"
HOME_LINES = 2
MEANWHILE = "I send the reminders and digests meanwhile."
_NAME, _NAMES = 80, 6

WORKS: Mapping[Works, str] = {
    Works.MOST: "works in a team most of the week",
    Works.LITTLE: "works in a team a little of the week",
    Works.NOT_NOW: "works in no team at the moment",
}
WEEK: Mapping[Week, str] = {
    Week.QUARTER: "gives it a quarter of the week or less",
    Week.HALF: "gives it about half of the week",
    Week.MORE: "gives it more than half of the week",
}


def would_like(community_id: int, label: str = "I'd like to") -> Block:
    """Make the button by which a person steps up."""
    return button(label, STEP_UP, community_id)


def listed(names: Sequence[str]) -> str:
    """Give names in a line, the first six of many."""
    shown = [inline_short(name, _NAME) for name in names[:_NAMES]]
    if (more := len(names) - len(shown)) > 0:
        return f"{', '.join(shown)} and {more} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def about(care: Care) -> list[str]:
    """Say who coordinates a community, and what they share of themselves."""
    if not care.names:
        return [f"🪑 Nobody coordinates it at the moment. {MEANWHILE}"]
    lines = [f"🪑 Coordinated by {listed(list(care.names.values()))}."]
    lines += [f"{inline_short(care.names[one.user_id], _NAME)} {_says(one)}." for one in care.shared[:_NAMES]]
    return lines


def in_digest(community: Community) -> Block:
    """Invite a community to a seat that is free."""
    return section(f"🪑 Nobody coordinates at the moment. {MEANWHILE}", accessory=would_like(community.id))


def at_home(communities: Sequence[Community]) -> list[Block]:
    """Show the free seats of a person's communities in two lines at most."""
    lines = [
        section(f"🪑 Nobody coordinates *{inline_short(one.topic, 160)}* at the moment.", accessory=would_like(one.id))
        for one in communities[:HOME_LINES]
    ]
    if more := communities[HOME_LINES:]:
        named = listed([one.topic for one in more])
        lines.append(context(f"The same is so for {named}. `/community step-up` and a name takes a seat."))
    return lines


def _says(shared: Shared) -> str:
    """Say in one sentence what they share."""
    parts = [WORKS[shared.works]] if shared.works else []
    parts += [WEEK[shared.week]] if shared.week else []
    return " and ".join(parts)
