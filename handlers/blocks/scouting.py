"""How scouts and travelers look: what is offered, the windows to offer and to report, and how people are introduced."""

from collections.abc import Sequence
from datetime import date

from community.communities import Community
from community.lessons import TEXT_LIMIT, Lesson
from community.scouting import MOST_GUESTS, TIMES_LIMIT, WHAT_LIMIT, Door, Kind, Offered
from community.teams import Team
from handlers.blocks import naming
from handlers.blocks.lessons import title as lesson_title
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
    section,
    select,
    text_input,
)
from handlers.blocks.text import escape, inline_short

OPEN, TRAVEL, COME, CLOSE = "scouting.open", "scouting.travel", "scouting.come", "scouting.close"
LIST, VISITED, TELL, NONE = "scouting.list", "scouting.visited", "tell", "none"
LISTED = 10
_WHAT, _TEAM = 240, 60
_TEAMS, _COMMUNITIES = 100, 99


def listing(offered: Sequence[Offered], *, own: Sequence[int]) -> Message:
    """Show what is offered to one person; `own` are the ids of what they can close."""
    row = actions(button("Open your team's door", OPEN), button("Offer to travel", TRAVEL), _visited())
    if not offered:
        text = (
            "No door is open at the moment, and nobody offers to travel. Would your team like to be observed, "
            "at a review or while you work together?"
        )
        return Message(text, [section(text), row])
    text = "Here you can go and see with your own eyes, or have somebody come:"
    entries = [_entry(one, is_own=one.door.id in own) for one in offered[:LISTED]]
    more = [context(f"and {len(offered) - LISTED} more")] if len(offered) > LISTED else []
    told = "; ".join(inline_short(one.door.what, 100) for one in offered[:LISTED])
    return Message(f"{text} {told}.", [section(text), *entries, *more, row])


def in_digest(one: Offered) -> Block:
    """Give the line of a digest."""
    return section(_line(one), accessory=button(_label(one.door), COME, one.door.id))


def told(one: Offered) -> str:
    """Say it in the text that stands alone."""
    return f"{'Come and see' if one.door.kind is Kind.DOOR else 'A traveler'}: {inline_short(one.door.what, 80)}."


def opening(*, kind: Kind, last_day: date, private_metadata: str) -> View:
    """Ask what is offered."""
    is_door = kind is Kind.DOOR
    what = text_input(
        "what",
        max_length=WHAT_LIMIT,
        placeholder="Our sprint review with real users" if is_door else "Contract tests, from the first one on",
    )
    times = text_input(
        "times",
        max_length=TIMES_LIMIT,
        placeholder="Every second Thursday at 14:00" if is_door else "Two days a week in March",
    )
    numbers = [option(str(number), str(number)) for number in range(1, MOST_GUESTS + 1)]
    intro = (
        "Scouts come, look, and take home what they can use. There is nothing to prepare for them."
        if is_door
        else "A traveler spends some time with another team and works with it, so that what they know stays there."
    )
    day = {"type": "datepicker", "action_id": "last_day", "initial_date": last_day.isoformat()}
    return modal(
        callback_id=OPEN if is_door else TRAVEL,
        title="Come and see us" if is_door else "Offer to travel",
        submit="Offer it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(intro),
            input_block("what", "What can be seen" if is_door else "What you would teach", what),
            input_block("times", "When" if is_door else "When, and for how long", times),
            input_block("last_day", "Offered until", day),
            input_block(
                "guests", "For how many" if is_door else "For how many teams", select("guests", numbers, chosen="2")
            ),
        ],
    )


def opened(door: Door) -> Message:
    """Confirm that it is offered."""
    text = (
        f"{_icon(door)} *{inline_short(door.what, _WHAT)}* is offered until {_day(door.last_day)}. Everybody finds it "
        "with `/community open-doors`, and communities it fits see it in their digest. Who comes talks to you first."
    )
    return Message(text, [section(text), actions(button("Close it", CLOSE, door.id), _list())])


def closed(door: Door) -> Message:
    """Confirm that it is offered no more."""
    text = f"*{inline_short(door.what, _WHAT)}* is offered no more. Who asked before keeps the conversation with you."
    return Message(text, [section(text), actions(_list())])


def coming(door: Door, hosts: Sequence[str]) -> Message:
    """Confirm to who asked that a conversation is opened; `hosts` are names."""
    text = (
        f"👀 I am opening a conversation for you with {naming.people(hosts)} about *{inline_short(door.what, _WHAT)}*. "
        "You find it among your direct messages in a moment."
    )
    return Message(text, [section(text)])


def nobody_there(door: Door) -> Message:
    """Say that nobody is there any more who could be asked."""
    text = f"I know nobody any more who could tell you about *{inline_short(door.what, _WHAT)}*, so nobody was asked."
    return Message(text, [section(text), actions(_list())])


def introduction(door: Door, *, guest: str, guest_team: Team | None, team: Team | None) -> Message:
    """Introduce them to each other in their conversation: no process, just talk."""
    what, who = f"*{inline_short(door.what, _WHAT)}*", naming.person(guest)
    of = f" (team {inline_short(guest_team.label, _TEAM)})" if guest_team is not None else ""
    if door.kind is Kind.DOOR:
        at = f" at team {inline_short(team.label, _TEAM)}" if team is not None else ""
        text = f"👋 {who}{of} would like to come and see {what}{at}. When would suit you?"
        then = "Just look and talk. Afterwards `/lesson visited` keeps what was seen, in a few lines."
    else:
        text = f"👋 {who}{of} would like to have you with their team: {what}. What would help most, and when?"
        then = "Just talk. There is nothing to sign; I only introduced you."
    return Message(text, [section(text), section(then), actions(_visited())])


def not_opened(door: Door) -> Message:
    """Tell who asked that Slack opened no conversation."""
    text = (
        f"Slack did not let me open a conversation about *{inline_short(door.what, _WHAT)}*, so nobody was asked. "
        "Write to them yourself, or try once more."
    )
    return Message(text, [section(text), actions(button(_label(door), COME, door.id), _list())])


def visiting(
    teams: Sequence[Team],
    communities: Sequence[Community],
    *,
    team_id: int | None,
    community_id: int | None,
    private_metadata: str = "",
) -> View:
    """Ask a scout what they saw; the team they were with is chosen."""
    choices = [option(team.label, str(team.id)) for team in teams[:_TEAMS]]
    homes = [option("No community", NONE), *(option(one.topic, str(one.id)) for one in communities[:_COMMUNITIES])]
    saw = text_input("saw", is_multiline=True, max_length=TEXT_LIMIT, placeholder="They refine with two other teams…")
    try_ = text_input("try", is_multiline=True, max_length=TEXT_LIMIT, placeholder="One refinement together")
    tell = option("Let that team's people know what I saw", TELL)
    box: Block = {"type": "checkboxes", "action_id": "tell", "options": [tell], "initial_options": [tell]}
    return modal(
        callback_id=VISITED,
        title="I visited a team",
        submit="Keep it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            input_block("team", "The team", select("team", choices, chosen=str(team_id))),
            input_block("saw", "What I saw", saw, hint="Anyone in this workspace can read it."),
            input_block("try", "What we could try", try_, is_optional=True),
            input_block("community", "Community", select("community", homes, chosen=str(community_id or NONE))),
            input_block("tell", "And", box, is_optional=True),
        ],
    )


def no_teams() -> Message:
    """Say that there is no team to have visited yet."""
    text = "I know no other team yet, so there is none to choose. `/lesson add` keeps what you saw all the same."
    return Message(text, [section(text), actions(button("Write a lesson", "lesson.add"))])


def kept(lesson: Lesson, team: Team, *, are_told: bool) -> View:
    """Thank the scout."""
    also = " Its people hear of it from me." if are_told else ""
    text = (
        f"💡 *{lesson_title(lesson)}* is kept as lesson #{lesson.number}, "
        f"seen at team {inline_short(team.label, _TEAM)}.{also} Thank you for going and for telling."
    )
    return modal(callback_id="lesson.kept", title=f"Lesson #{lesson.number}", blocks=[section(text)])


def seen_at_yours(lesson: Lesson, scout: str) -> Message:
    """Tell the people of a team what somebody saw there."""
    text = (
        f"👀 {naming.person(scout)} visited your team and wrote down what they saw: "
        f"*#{lesson.number} {lesson_title(lesson)}*. Thank you for letting others look."
    )
    return Message(text, [section(text), actions(button("Read it", "lesson.show", lesson.number))])


def _entry(one: Offered, *, is_own: bool) -> Block:
    if is_own:
        return section(_line(one), accessory=button("Close it", CLOSE, one.door.id))
    if one.is_full:
        return section(_line(one))
    return section(_line(one), accessory=button(_label(one.door), COME, one.door.id))


def _line(one: Offered) -> str:
    door = one.door
    of = f"team {inline_short(one.team.label, _TEAM)}" if one.team is not None else ""
    whose = of if door.kind is Kind.DOOR else naming.person(one.name) + (f" ({of})" if of else "")
    room = "no room any more" if one.is_full else f"room for {one.room}" if door.kind is Kind.DOOR else ""
    seen = f"a scout wrote lesson #{one.seen} there" if one.seen is not None else ""
    parts = [whose, inline_short(door.times, _WHAT), f"until {_day(door.last_day)}", room, seen]
    return f"{_icon(door)} *{inline_short(door.what, _WHAT)}* · {' · '.join(filter(None, parts))}"


def _icon(door: Door) -> str:
    return "🚪" if door.kind is Kind.DOOR else "🎒"


def _label(door: Door) -> str:
    return "I'd like to come" if door.kind is Kind.DOOR else "Come to our team"


def _day(day: date) -> str:
    return escape(f"{day.day} {day:%B}")


def _list() -> Block:
    return button("All open doors", LIST)


def _visited() -> Block:
    return button("I visited a team", VISITED)
