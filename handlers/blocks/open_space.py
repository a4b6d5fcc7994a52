"""How planning an Open Space looks, and the card of its marketplace that stands in a channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from community.communities import Community
from community.meetups import PLACE_LIMIT, TITLE_LIMIT, Meetup
from community.open_space import Program, Session
from handlers.blocks.meetups import length
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
    sections,
    text_input,
)
from handlers.blocks.schedule import menu, when, zone_menu
from handlers.blocks.text import inline_short

PLAN = "open_space.plan"
OWN, HOME = "own", "home"
WHAT_FOR_LIMIT, TIMES_LIMIT, SPACES_LIMIT = 300, 600, 1300
LENGTHS, PAUSES, COUNTS = (20, 30, 45, 60, 75, 90, 120), (0, 5, 10, 15, 20, 30), range(1, 11)
SLOTS, TITLES, NEWEST = 12, 4, 5
LAW = "Go where you learn or contribute. If you do neither where you are, walk on: nobody minds."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in so far. `own_zones` are the planner's and the community's."""

    communities: Sequence[Community]
    community_id: int
    day: date
    zone: str
    own_zones: Sequence[str]
    can_create: bool  # a channel, by the admins' choice
    title: str = ""


def form(draft: Draft, *, private_metadata: str) -> View:
    """Make the modal in which an Open Space is planned."""
    return modal(
        callback_id=PLAN,
        title="Plan an Open Space",
        submit="Announce it",
        close="Cancel",
        blocks=[
            *_community(draft),
            input_block(
                "title",
                "Theme",
                text_input(
                    "title",
                    initial=draft.title,
                    placeholder="What slows us down, and what helps?",
                    max_length=TITLE_LIMIT,
                ),
                hint="A question draws people. They bring the sessions themselves, before it and while it runs.",
            ),
            input_block(
                "what_for",
                "What for?",
                text_input("what_for", is_multiline=True, max_length=WHAT_FOR_LIMIT),
                is_optional=True,
            ),
            input_block(
                "date", "Day", {"type": "datepicker", "action_id": "date", "initial_date": draft.day.isoformat()}
            ),
            input_block("zone", "In the time zone", zone_menu("zone", draft.zone, *draft.own_zones)),
            input_block(
                "spaces",
                "Spaces, one a line",
                text_input(
                    "spaces", is_multiline=True, placeholder="Room Heron\nThe kitchen\nA call", max_length=SPACES_LIMIT
                ),
                hint="Rooms, corners or calls, up to 20.",
            ),
            *_even_slots(),
            input_block(
                "times",
                "Or slots of your own, one a line",
                text_input("times", is_multiline=True, placeholder="9:30-10:15\n13:00-13:45", max_length=TIMES_LIMIT),
                hint="For a lunch break, or slots of different lengths. They count instead of the choices above.",
                is_optional=True,
            ),
            input_block(
                "place",
                "Place or link",
                text_input("place", placeholder="Second floor, or a link", max_length=PLACE_LIMIT),
                is_optional=True,
            ),
            *_where(draft),
        ],
        private_metadata=private_metadata,
    )


def planned(meetup: Meetup, *, has_own: bool) -> Message:
    """Confirm to who planned it."""
    where = (
        "Its own channel is on the way, and the announcement will lead there."
        if has_own
        else f"Its marketplace stands in <#{meetup.channel_id}>."
    )
    text = (
        f"⭕ *{inline_short(meetup.title, 160)}* is planned for {when(meetup.starts_at, meetup.zone)}. {where} "
        "Would you like to propose the first session? It makes the second one easier."
    )
    return Message(text, [section(text), actions(_propose(meetup.id), open_button(meetup.id))])


def hung(program: Program) -> Sequence[Block]:
    """Give what hangs below the announcement: the marketplace, or the way to the channel that has it."""
    if not program.space.has_channel:
        return card(program).blocks
    there = f"{_counted(program)} The marketplace is in <#{program.space.channel_id}>."
    return [section(f"🧭 {there}"), actions(_propose(program.meetup.id), open_button(program.meetup.id))]


def card(program: Program) -> Message:
    """Show the marketplace in short: how much there is, what is when, and what is new; never more than a screen."""
    meetup = program.meetup
    text = f"🧭 The marketplace of *{inline_short(meetup.title, 160)}*. {_counted(program)}"
    if meetup.cancelled_at is not None:
        return Message(text, [section(f"🧭 ~{inline_short(meetup.title, 160)}~ was called off.")])
    if program.space.is_done:
        return Message(text, [section(f"🧭 It is over. {_counted(program)}"), actions(open_button(meetup.id))])
    intro = f"*{inline_short(meetup.title, 160)}*, {when(meetup.starts_at, meetup.zone)}\n"
    about = section(f"🧭 {intro if program.space.has_channel else ''}{_counted(program)}")
    loose = [session for session in program.sessions if session.place is None][::-1]
    newest = [f"• {_loose(program, session)}" for session in loose[:NEWEST]]
    more = f"\n… and {len(loose) - NEWEST} more" if len(loose) > NEWEST else ""
    return Message(
        text,
        [
            about,
            *sections(_slots(program)),
            *([section("*Without a place yet*\n" + "\n".join(newest) + more)] if newest else []),
            actions(
                _propose(meetup.id), open_button(meetup.id), button("The grid", "open_space.grid", f"{meetup.id} 0")
            ),
            context(LAW),
        ],
    )


def no_channel(meetup: Meetup) -> Message:
    """Tell who planned it that Slack made no channel for it."""
    text = (
        f"Slack made no channel for *{inline_short(meetup.title, 160)}*, so its marketplace stands in "
        f"<#{meetup.channel_id}>. Nothing else has changed."
    )
    return Message(text, [section(text), actions(open_button(meetup.id))])


def open_button(meetup_id: int, label: str = "See the sessions") -> Block:
    """Make the button that opens the marketplace."""
    return button(label, "open_space.open", meetup_id)


def session_title(session: Session, limit: int = 300) -> str:
    """Give a session's title as mrkdwn; one whose words were taken back has none."""
    return f"*{inline_short(session.title or 'A session without a title', limit)}*"


def hosts(program: Program, session: Session) -> str:
    """Name who hosts it; nobody is pinged by it."""
    names = [inline_short(program.names.get(host_id, "someone"), 80) for host_id in session.hosts]
    return ", ".join(names) or "a host is wanted"


def interested(people: int) -> str:
    """Say how many are interested; "" for nobody. It is an open vote, so the number is shown however small it is."""
    return f"{people} interested" if people else ""


def _counted(program: Program) -> str:
    count = len(program.sessions)
    if not count:
        return "No session is proposed yet. Everybody can bring one: what would you like to learn, or to talk about?"
    placed = sum(session.place is not None for session in program.sessions)
    sessions = "1 session" if count == 1 else f"{count} sessions"
    if placed == count:
        return f"{sessions}, all with a place." if count > 1 else "1 session, with a place."
    return f"{sessions}, {placed or 'none'} with a place." if count > 1 else "1 session, without a place yet."


def _slots(program: Program) -> list[str]:
    """Tell what is in the slots, a line each; empty ones too, since they are free."""
    if not any(session.place for session in program.sessions):
        return []
    slots = range(len(program.space.slots))
    lines = [_slot(program, slot) for slot in slots[:SLOTS]]
    return [*lines, f"… and {len(slots) - SLOTS} later slots"] if len(slots) > SLOTS else lines


def _slot(program: Program, slot: int) -> str:
    there = program.at(slot)
    told = [
        f"{session_title(session, 60)} in {inline_short(program.space.spaces[session.space or 0], 24)}"
        for session in there[:TITLES]
    ]
    if len(there) > TITLES:
        told.append(f"{len(there) - TITLES} more")
    free = len(program.free(slot))
    told.append(f"_{free} {'place' if free == 1 else 'places'} free_" if free else "_full_")
    return f"{when(program.starts(slot), program.meetup.zone, '{time}')}: {' · '.join(told)}"


def _loose(program: Program, session: Session) -> str:
    parts = [session_title(session, 100), hosts(program, session), interested(program.interest.get(session.id, 0))]
    return " · ".join(filter(None, parts))


def _propose(meetup_id: int) -> Block:
    return button("Propose a session", "open_space.propose", meetup_id, style="primary")


def _community(draft: Draft) -> list[Block]:
    if len(draft.communities) == 1:
        only = draft.communities[0]
        return [section(f"For *{inline_short(only.topic, 160)}*: it is announced in <#{only.channel_id}>.")]
    choices = [option(community.topic, str(community.id)) for community in draft.communities]
    return [input_block("community", "For which community?", menu("community", choices, str(draft.community_id)))]


def _even_slots() -> list[Block]:
    lengths = [option(length(minutes), str(minutes)) for minutes in LENGTHS]
    pauses = [option(length(minutes) or "None", str(minutes)) for minutes in PAUSES]
    counts = [option(str(count), str(count)) for count in COUNTS]
    first = {"type": "timepicker", "action_id": "time", "initial_time": f"{time(10):%H:%M}"}
    return [
        input_block("time", "First slot at", first),
        input_block("minutes", "Length of a slot", menu("minutes", lengths, "45")),
        input_block("count", "Number of slots", menu("count", counts, "4")),
        input_block("pause", "Pause between them", menu("pause", pauses, "15")),
    ]


def _where(draft: Draft) -> list[Block]:
    if not draft.can_create:
        return []
    choices = [
        option("In a channel of its own", OWN, "Each session's thread stands there; the community's stays quiet."),
        option("In the community's channel", HOME, "Good for a few sessions: threads open when a slot begins."),
    ]
    radios = {"type": "radio_buttons", "action_id": "where", "options": choices, "initial_option": choices[0]}
    return [input_block("where", "Where do sessions meet in Slack?", radios)]
