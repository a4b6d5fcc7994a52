"""How a community looks among other things, joining and leaving; handlers/blocks/about.py has all of one."""

from collections.abc import Sequence

from community.communities import Aim, Community
from community.counting import may_tell
from community.directory import Teams
from community.meetups import Meetup
from community.names import PURPOSE_LIMIT
from community.pulse import Life
from handlers.blocks.parts import Block, Message, actions, button, section
from handlers.blocks.text import date, escaped_short, inline_short, short

_LIVES = {
    Life.FORMING: "🌱 just starting",
    Life.ALIVE: "🌿 alive",
    Life.QUIET: "🍃 quiet lately",
    Life.RESTING: "💤 resting",
}

AIMS = {
    Aim.LEARNING: "for learning from each other",
    Aim.AGREEMENT: "for agreeing on things across teams",
    Aim.BOTH: "for learning from each other and for agreeing on things across teams",
}


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
    return short(" ".join(community.purpose.split()), PURPOSE_LIMIT) or f"A community {AIMS[community.aim]}."


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


def size(before: str, members: int) -> str:
    """Say how many members there are, "" while that would be about persons."""
    return f"{before}{members} members" if may_tell(members) else ""


def _when(meetup: Meetup) -> str:
    fallback = f"{meetup.starts_at:%Y-%m-%d %H:%M} UTC"
    return date(meetup.starts_at, "{date_short_pretty} at {time}", fallback)
