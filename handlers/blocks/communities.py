"""How communities look: the list, one of them, the welcome in its channel, joining and leaving."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.communities import Aim, Community, State
from community.counting import may_tell
from community.meetups import Meetup
from community.names import PURPOSE_LIMIT
from community.relearning import Relearnings
from community.seats import Care
from handlers.blocks import free_seats
from handlers.blocks.parts import Block, Message, actions, button, context, divider, section
from handlers.blocks.text import date, escaped_short, inline_short, short

PAGE = 12
_FORMERLY = 5
_RESTING = 12

_AIMS = {
    Aim.LEARNING: "for learning from each other",
    Aim.AGREEMENT: "for agreeing on things across teams",
    Aim.BOTH: "for learning from each other and for agreeing on things across teams",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """All communities as one person sees them; `members` are numbers by community id."""

    yours: Sequence[Community]
    others: Sequence[Community]
    members: Mapping[int, int]
    page: int = 0
    resting: Sequence[Community] = ()


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


def listing(found: Listing, *, said: str = "") -> Message:
    """Show a page of communities, theirs first; `said` is what just happened, as mrkdwn."""
    if not (found.yours or found.others or found.resting):
        return _nothing_yet(said)
    entries = [(community, True) for community in found.yours] + [(community, False) for community in found.others]
    pages = max(1, -(-len(entries) // PAGE))
    page = min(max(found.page, 0), pages - 1)
    blocks: list[Block] = [section(said), divider()] if said else []
    heading = None
    for community, is_yours in entries[page * PAGE : (page + 1) * PAGE]:
        if heading != (heading := "*Your communities*" if is_yours else "*You could join*"):
            blocks.append(section(heading))
        blocks.append(_entry(community, found.members.get(community.id, 0), page, is_yours=is_yours))
    if found.resting and page == pages - 1:
        blocks.append(section(_resting(found.resting)))
    if pages > 1:
        blocks.append(context(f"Page {page + 1} of {pages}"))
    turning = [button("Back", "community.page.back", page - 1)] if page > 0 else []
    turning += [button("More", "community.page.on", page + 1)] if page < pages - 1 else []
    blocks.append(actions(*turning, button("Start another", "community.start"), button("Help", "help.show")))
    return Message(text=said or _told(found), blocks=blocks)


def about(told: About) -> Message:
    """Tell about one community."""
    community = told.community
    lines = [f"{title(community)} · {_AIMS[community.aim]}", purpose(community)]
    if community.state is State.OPEN:
        lines.append(f"It meets in {place(community)}{_size(', ', told.members)}.")
    elif community.state is State.FORMING:
        lines.append("It is being started right now.")
    else:
        lines.append(_asleep(community))
    if told.formerly:
        others = ", ".join(f"“{inline_short(topic, 100)}”" for topic in told.formerly[:_FORMERLY])
        lines.append(f"{others} {'goes' if len(told.formerly) == 1 else 'go'} on in it.")
    if told.next_meetup is not None and community.state is State.OPEN:
        lines.append(f"🗓 Next: {inline_short(told.next_meetup.title, 200)}, {_when(told.next_meetup)}")
    lines += filter(None, [_spared(told.relearnings)])
    if community.state is State.OPEN:
        lines += free_seats.about(told.care)
    small = f"Started by {inline_short(told.started_by, 120)}"
    if told.is_member:
        choice = button("Leave", "community.leave", community.id)
    else:
        choice = button("Join", "community.join", community.id, style="primary")
    choices = [choice] if community.state is State.OPEN or told.is_member else []
    if community.state is State.RESTING and community.channel_id is not None:
        choices.insert(0, button("Wake it", "community.wake", community.id))
    if community.state is State.CLOSED and told.is_member:
        choices.insert(0, button("Open it again", "community.reopen", community.id))
    if told.is_member and community.state is State.OPEN and not told.care.names:
        choices.append(free_seats.would_like(community.id, "I'd like to coordinate"))
    return Message(
        text=f"{title(community)}: {purpose(community)}",
        blocks=[
            section("\n".join(lines)),
            actions(*choices, button("All communities", "community.list")),
            context(small),
        ],
    )


def joined(community: Community) -> Message:
    """Tell a person that they are in."""
    text = f"You are in {title(community)}. It meets in {place(community)}, and I have invited you there."
    return Message(
        text,
        [
            section(text),
            actions(button("About it", "community.about", community.id), _leave(community)),
        ],
    )


def left(community: Community) -> Message:
    """Tell a person that they are out, with the way back."""
    text = (
        f"You have left {title(community)}. The door stays open. "
        f"If you no longer want {place(community)} in your sidebar, type `/leave` there."
    )
    return Message(text, [section(text), actions(button("Join again", "community.join", community.id), all_of_them())])


def welcome(community: Community, *, started_by: str, mark: str) -> Message:
    """Greet everyone in a community's channel, and say how it works; `mark` is the emoji that captures a lesson."""
    first = f"👋 {title(community)} meets here. {inline_short(started_by, 120)} started it."
    return Message(
        text=first,
        blocks=[
            section(f"{first}\n{purpose(community)}"),
            section(
                f"• React with :{mark}: to a message worth keeping, and its lesson finds its way to other teams.\n"
                "• `/meetup plan` finds a time to talk, `/community digest` says when the week's lessons arrive.\n"
                f"• {_who_is_in(community)} Come and go as you like."
            ),
            actions(
                button("Join", "community.join", community.id, style="primary"),
                button("About it", "community.about", community.id),
                button("What can I do here?", "help.show"),
            ),
        ],
    )


def not_invited(community: Community) -> Message:
    """Tell a new member that Slack did not let the bot bring them into the channel."""
    text = (
        f"You are in {title(community)}, but Slack did not let me invite you. Open {place(community)} and join there."
    )
    return Message(text, [section(text), actions(button("About it", "community.about", community.id), all_of_them())])


def all_of_them() -> Block:
    """Make the button to the list."""
    return button("All communities", "community.list")


def _who_is_in(community: Community) -> str:
    if community.is_linked:  # a community is voluntary: who was in the channel before was not asked yet
        return "If you were here before, press *Join* to be in; whoever joins this channel from now on is in too."
    return "Who is in this channel is in the community."


def _asleep(community: Community) -> str:
    """Say how a community that isn't open is there again."""
    if community.state is State.CLOSED:
        return "It was closed. What it learnt is still found."
    if community.channel_id is None:
        return "It rests, since its channel was deleted. Starting it again gives it a new one, and keeps all it has."
    return f"It rests in {place(community)}, and keeps all it has. Anyone may wake it."


def _leave(community: Community) -> Block:
    return button("Leave again", "community.leave", community.id)


def _nothing_yet(said: str) -> Message:
    text = said or "There is no community yet. What would you like to learn with people from other teams?"
    return Message(
        text,
        [
            section(text),
            actions(button("Start the first one", "community.start", style="primary"), button("Help", "help.show")),
        ],
    )


def _entry(community: Community, members: int, page: int, *, is_yours: bool) -> Block:
    text = f"{title(community)} · {place(community)}{_size(' · ', members)}\n{purpose(community)}"
    if is_yours:
        accessory = button("About it", "community.about", community.id)
    else:
        accessory = button("Join", "community.join.listed", f"{community.id} {page}", style="primary")
    return section(text, accessory=accessory)


def _resting(communities: Sequence[Community]) -> str:
    """Name those that rest, and say how one is woken."""
    named = ", ".join(inline_short(community.topic, 80) for community in communities[:_RESTING])
    more = f" and {len(communities) - _RESTING} more" if len(communities) > _RESTING else ""
    return f"*Resting*\n💤 {named}{more}. Anyone may wake one: `/community wake` and its name."


def _told(found: Listing) -> str:
    """Say it in a text that stands alone, however many there are."""
    yours = ", ".join(escaped_short(community.topic, 60) for community in found.yours[:8])
    others = ", ".join(escaped_short(community.topic, 60) for community in found.others[:8])
    sentences = [f"Your communities: {yours}{'…' if len(found.yours) > 8 else ''}."] if yours else []
    sentences += [f"You could join: {others}{'…' if len(found.others) > 8 else ''}."] if others else []
    resting = ", ".join(escaped_short(community.topic, 60) for community in found.resting[:8])
    sentences += [f"Resting: {resting}{'…' if len(found.resting) > 8 else ''}."] if resting else []
    return " ".join(sentences)


def _spared(relearnings: Relearnings) -> str:
    """Say what its members were spared, "" while that is nothing; it counts lessons, so it is about nobody."""
    if not relearnings.seen:
        return ""
    times = "Once" if relearnings.seen == 1 else f"{relearnings.seen} times"
    avoided = f", and {relearnings.avoided} of these times the older lesson is used" if relearnings.avoided else ""
    return f"🔁 {times} somebody found here what was learnt before{avoided}."


def _size(before: str, members: int) -> str:
    return f"{before}{members} members" if may_tell(members) else ""


def _when(meetup: Meetup) -> str:
    fallback = f"{meetup.starts_at:%Y-%m-%d %H:%M} UTC"
    return date(meetup.starts_at, "{date_short_pretty} at {time}", fallback)
