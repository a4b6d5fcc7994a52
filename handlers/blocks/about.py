"""How one community looks to one person: what it is, who cares for it and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.charters import Charter
from community.communities import Community, State
from community.directory import NO_TEAMS, Teams
from community.linking import Link
from community.meetups import Meetup
from community.pulse import Life
from community.relearning import Relearnings
from community.seats import Care
from handlers.blocks import free_seats
from handlers.blocks.charters import NO_CHARTER, charter_lines, write_charter
from handlers.blocks.communities import (
    AIMS,
    all_of_them,
    how_alive,
    next_meetup,
    place,
    purpose,
    size,
    title,
    which_teams,
)
from handlers.blocks.linking import meet_there
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.text import inline_short

_NAMED = 3
_FORMERLY = 5
_COACHES = 8


@dataclass(frozen=True, slots=True)
class About:
    """One community as one person sees it."""

    community: Community
    members: int
    is_member: bool
    started_by: str
    next_meetup: Meetup | None
    relearnings: Relearnings
    care: Care
    formerly: Sequence[str] = ()  # the topics of communities that go on in it
    links: Sequence[Link] = ()  # its further channels that are open
    life: Life | None = None
    teams: Teams = NO_TEAMS
    charter: Charter | None = None  # None while none was written
    coaches: Sequence[str] = ()  # names of members who are stewards, as they let it be seen


def about(told: About) -> Message:
    """Tell about one community: what it is, then who cares for it and what comes next."""
    community = told.community
    rest = _more(told)
    return Message(
        text=f"{title(community)}: {purpose(community)}",
        blocks=[
            section("\n".join(_what(told))),
            *([section("\n".join(rest))] if rest else []),
            *_invitation(told),
            actions(*_choices(told), *_charter(told), all_of_them(), *_way_out(told)),
            context(f"Started by {inline_short(told.started_by, 120)}"),
        ],
    )


def _what(told: About) -> list[str]:
    """Say what it is for and where it meets, a line each."""
    community = told.community
    alive = f" · {how_alive(told.life)}" if told.life and community.state is State.OPEN else ""
    lines = [f"{title(community)} · {AIMS[community.aim]}{alive}", purpose(community)]
    if community.state is State.OPEN:
        teams = which_teams(told.teams)
        lines.append(f"It meets in {place(community)}{size(', ', told.members)}{f', {teams}' if teams else ''}.")
    elif community.state is State.FORMING:
        lines.append("It is being started right now.")
    else:
        lines.append(_asleep(community))
    lines += filter(None, [also_in(told.links)])
    if told.formerly:
        others = ", ".join(f"“{inline_short(topic, 100)}”" for topic in told.formerly[:_FORMERLY])
        lines.append(f"{others} {'goes' if len(told.formerly) == 1 else 'go'} on in it.")
    return [*lines, *(charter_lines(told.charter) if told.charter else [])]


def _more(told: About) -> list[str]:
    """Say what comes next, what it spared people and who cares for it, a line each."""
    is_open = told.community.state is State.OPEN
    lines = [next_meetup(told.next_meetup)] if told.next_meetup is not None and is_open else []
    lines += filter(None, [_spared(told.relearnings), stewards(told.coaches)])
    return [*lines, *(free_seats.about(told.care) if is_open else [])]


def _choices(told: About) -> list[Block]:
    """Give what this person can do with it, the likeliest first."""
    community, is_member = told.community, told.is_member
    is_open, is_resting = community.state is State.OPEN, community.state is State.RESTING
    choices = []
    if is_resting and community.channel_id is not None:
        choices.append(button("Wake it", "community.wake", community.id))
    if community.state is State.CLOSED and is_member:
        choices.append(button("Open it again", "community.reopen", community.id))
    if not is_member and is_open:
        choices.append(button("Join", "community.join", community.id, style="primary"))
    if is_member and told.links and is_resting:
        choices.append(meet_there(told.links[0].channel_id))
    if is_member and is_open and not told.care.names:
        choices.append(free_seats.would_like(community.id, "I'd like to coordinate"))
    return choices


def _way_out(told: About) -> list[Block]:
    """Give the button to leave, which stands last: it is seldom what somebody reads about their community for."""
    return [button("Leave", "community.leave", told.community.id)] if told.is_member else []


def stewards(names: Sequence[str]) -> str:
    """Say which coaches are in a community, as a line about it; "" for none."""
    shown = ", ".join(inline_short(name, 120) for name in names[:_COACHES])
    return f"🌱 {'Coach' if len(names) == 1 else 'Coaches'} in it: {shown}" if shown else ""


def also_in(links: Sequence[Link]) -> str:
    """Say in a line which further channels a community has, "" when it has none."""
    if not links:
        return ""
    named = ", ".join(f"<#{link.channel_id}>" for link in links[:_NAMED])
    return f"Its people also write in {named}{' and others' if len(links) > _NAMED else ''}."


def _charter(told: About) -> list[Block]:
    return [button("Charter", "charter.show", told.community.id)] if told.charter else []


def _asleep(community: Community) -> str:
    """Say how a community that isn't open is there again."""
    if community.state is State.CLOSED:
        return "It was closed. What it learnt is still found."
    if community.channel_id is None:
        return "It rests, since its channel was deleted. Starting it again gives it a new one, and keeps all it has."
    return f"It rests in {place(community)}, and keeps all it has. Anyone may wake it."


def _invitation(told: About) -> list[Block]:
    """Invite a member to write the charter that isn't there yet."""
    if told.charter or not told.is_member or told.community.state is not State.OPEN:
        return []
    return [section(NO_CHARTER, accessory=write_charter(told.community))]


def _spared(relearnings: Relearnings) -> str:
    """Say what its members were spared, "" while that is nothing; it counts lessons, so it is about nobody."""
    if not relearnings.seen:
        return ""
    times = "Once" if relearnings.seen == 1 else f"{relearnings.seen} times"
    avoided = f", and {relearnings.avoided} of these times the older lesson is used" if relearnings.avoided else ""
    return f"🔁 {times} somebody found here what was learnt before{avoided}."
