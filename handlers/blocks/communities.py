"""How communities look: the list, one of them, the welcome in its channel, joining and leaving."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.charters import Charter
from community.communities import Aim, Community, State
from community.counting import may_tell
from community.directory import NO_TEAMS, Teams
from community.linking import Link
from community.meetups import Meetup
from community.names import PURPOSE_LIMIT
from community.pulse import Life
from community.relearning import Relearnings
from community.seats import Care
from handlers.blocks import free_seats
from handlers.blocks.parts import Block, Message, actions, button, context, section
from handlers.blocks.text import date, escaped_short, inline_short, short

MEET_THERE = "linking.meet"
_LIVES = {
    Life.FORMING: "🌱 just starting",
    Life.ALIVE: "🌿 alive",
    Life.QUIET: "🍃 quiet lately",
    Life.RESTING: "💤 resting",
}
_NAMED = 3
_FORMERLY = 5

_AIMS = {
    Aim.LEARNING: "for learning from each other",
    Aim.AGREEMENT: "for agreeing on things across teams",
    Aim.BOTH: "for learning from each other and for agreeing on things across teams",
}


_COACHES = 8
NO_CHARTER = (
    "📜 It has no charter yet. Would you like to say for whom it is, when it meets and how it decides what to propose?"
)


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


def title(community: Community) -> str:
    """Give a community's topic for use inside a line."""
    return f"*{inline_short(community.topic, 240)}*"


def place(community: Community) -> str:
    """Say where it meets; Slack shows a channel's name only to those who may know it."""
    return f"<#{community.channel_id}>" if community.channel_id else "a channel that is being made"


def purpose(community: Community) -> str:
    """Say what it is for in one line."""
    return escaped_short(purpose_in_plain(community), 250)


def purpose_in_plain(community: Community) -> str:
    """Say what it is for in one line of at most 250 characters, not escaped: for a channel's purpose."""
    return short(" ".join(community.purpose.split()), PURPOSE_LIMIT) or f"A community {_AIMS[community.aim]}."


def charter_lines(charter: Charter) -> list[str]:
    """Say what a charter says besides its purpose, a line each; nothing of what it leaves out."""
    said = (
        ("👥 *For whom:*", charter.for_whom),
        ("🗓 *When we meet:*", charter.meets),
        ("🤝 *How we decide what to propose:*", charter.decides),
    )
    return [f"{label} {inline_short(text, 300)}" for label, text in said if text]


def write_charter(community: Community) -> Block:
    """Make the button that opens the charter to be written."""
    return button("Write the charter", "charter.write", community.id)


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
    lines = [f"{title(community)} · {_AIMS[community.aim]}{alive}", purpose(community)]
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


def how_alive(life: Life) -> str:
    """Say in a word how lively a community is."""
    return _LIVES[life]


def which_teams(teams: Teams) -> str:
    """Say which teams are in a community, "" when no name may be told."""
    if not teams.names:
        return ""
    named = [inline_short(name, 60) for name in teams.names] + (["others"] if teams.has_more else [])
    told = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return f"with {'team' if len(named) == 1 else 'teams'} {told}"


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


def meet_there(channel_id: str) -> Block:
    """Make the button by which a community meets in one of its further channels from now on."""
    return button("Meet there instead", MEET_THERE, channel_id)


def joined(community: Community, *, greeting: Sequence[Block] = ()) -> Message:
    """Tell a person that they are in, and greet them when it is their first time."""
    text = f"You are in {title(community)}. It meets in {place(community)}, where I have added you."
    return Message(text, [section(text), *greeting, after_joining(community)])


def after_joining(community: Community) -> Block:
    """Make the buttons for who has just come: to read on, or to leave again."""
    return actions(
        button("About it", "community.about", community.id), button("Leave again", "community.leave", community.id)
    )


def left(community: Community) -> Message:
    """Tell a person that they are out, with the way back."""
    text = (
        f"You have left {title(community)}. The door stays open. "
        f"If you no longer want {place(community)} in your sidebar, type `/leave` there."
    )
    return Message(text, [section(text), actions(button("Join again", "community.join", community.id), all_of_them())])


def next_meetup(meetup: Meetup) -> str:
    """Say what is the next meetup."""
    return f"🗓 Next: {inline_short(meetup.title, 200)}, {_when(meetup)}"


def not_invited(community: Community) -> Message:
    """Tell a new member that Slack did not let the bot bring them into the channel."""
    text = (
        f"You are in {title(community)}, but Slack did not let me invite you. Open {place(community)} and join there."
    )
    return Message(text, [section(text), actions(button("About it", "community.about", community.id), all_of_them())])


def all_of_them() -> Block:
    """Make the button to the list."""
    return button("All communities", "community.list")


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


def size(before: str, members: int) -> str:
    """Say how many members there are, "" while that would be about persons."""
    return f"{before}{members} members" if may_tell(members) else ""


def _when(meetup: Meetup) -> str:
    fallback = f"{meetup.starts_at:%Y-%m-%d %H:%M} UTC"
    return date(meetup.starts_at, "{date_short_pretty} at {time}", fallback)
