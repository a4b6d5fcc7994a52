"""How the marketplace looks in a window: all sessions in pages, and the forms to propose, change and place one."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from community import schedule
from community.marketplace import ALL, MINE, SLOT, SPACE, UNPLACED, Placed, Seen
from community.meetups import is_over
from community.open_space import MOST_HOSTS, SESSION_TITLE_LIMIT, WHY_LIMIT, Program, Session
from handlers.blocks.grid import clock
from handlers.blocks.open_space import hosts, interested, session_title
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    input_block,
    modal,
    option,
    overflow,
    section,
    select,
    text_input,
)
from handlers.blocks.schedule import menu, when
from handlers.blocks.text import inline_short

MARKET, PROPOSE, EDIT, PLACE = "open_space.market", "open_space.propose", "open_space.edit", "open_space.place"
WORDS_LIMIT = 100
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks, and when: what they host and are interested in decides what they can do."""

    user_id: str
    now: datetime
    zone: str  # theirs
    interests: Set[int] = frozenset()
    lessons: Mapping[int, int] | None = None  # by session, how many came of it
    may_sum_up: bool = False


def window(program: Program, seen: Seen, eyes: Eyes, *, private_metadata: str, notice: Block | None = None) -> View:
    """Show a page of sessions; `notice` says what was just done."""
    over = is_over(program.meetup, eyes.now) or program.meetup.cancelled_at is not None
    rows = [_row(program, session, eyes, is_over=over) for session in seen.sessions]
    return modal(
        callback_id=MARKET,
        title="Marketplace",
        submit="Search",
        blocks=[
            *([notice, divider()] if notice else []),
            section(
                f"*{inline_short(program.meetup.title, 160)}*, {when(program.meetup.starts_at, program.meetup.zone)}"
            ),
            actions(*_steps(program, eyes, is_over=over)),
            _filter(program, seen, eyes.zone),
            input_block(
                "words",
                "Words in it",
                text_input("words", initial=seen.look.words, max_length=WORDS_LIMIT),
                is_optional=True,
            ),
            divider(),
            *(rows or [section(_nothing(program, seen))]),
            *_pages(seen),
        ],
        private_metadata=private_metadata,
    )


def proposing(program: Program, *, private_metadata: str, session: Session | None = None) -> View:
    """Make the modal in which a session is proposed, or changed."""
    others = list(session.hosts) if session else []
    people: Block = {"type": "multi_users_select", "action_id": "hosts", "max_selected_items": MOST_HOSTS}
    if others:
        people["initial_users"] = others
    return modal(
        callback_id=EDIT if session else PROPOSE,
        title="Change a session" if session else "Propose a session",
        submit="Save" if session else "Propose it",
        close="Not now",
        blocks=[
            section(f"For *{inline_short(program.meetup.title, 160)}*"),
            input_block(
                "title",
                "What is it about?",
                text_input(
                    "title",
                    initial=session.title if session else "",
                    placeholder="How do you test what you don't own?",
                    max_length=SESSION_TITLE_LIMIT,
                ),
                hint="A question you have is as good as something you know.",
            ),
            input_block(
                "why",
                "Why? What would you like to come of it?",
                text_input("why", initial=session.why if session else "", is_multiline=True, max_length=WHY_LIMIT),
                is_optional=True,
            ),
            input_block(
                "hosts",
                "Who hosts it?" if session else "Who hosts it with you?",
                people,
                hint="I tell them. They can say no with one click.",
                is_optional=True,
            ),
        ],
        private_metadata=private_metadata,
    )


def placing(program: Program, session: Session, *, eyes: Eyes, private_metadata: str) -> View:
    """Make the modal in which a host chooses a place; only slots that aren't over are offered."""
    ahead = [slot for slot in range(len(program.space.slots)) if program.ends(slot) > eyes.now]
    if not ahead:
        return modal(
            callback_id=MARKET,
            title="Choose a place",
            blocks=[section("All slots are over, so there is no place left. What you would have talked about stays.")],
            private_metadata=private_metadata,
        )
    slots = [option(f"{clock(program, slot, eyes.zone)}, {_free(program, slot)}", str(slot)) for slot in ahead]
    spaces = [option(name, str(index)) for index, name in enumerate(program.space.spaces)]
    first = next((slot for slot in ahead if program.free(slot)), ahead[0])
    slot = session.slot if session.slot in ahead else first
    free = program.free(first)
    space = session.space if session.space is not None else free[0] if free else 0
    return modal(
        callback_id=PLACE,
        title="Choose a place",
        submit="Take it",
        close="Not now",
        blocks=[
            section(session_title(session)),
            input_block(
                "slot",
                "When?",
                menu("slot", slots, str(slot)),
                hint=f"Times are those of {schedule.zone_of(eyes.zone).name}.",
            ),
            input_block("space", "Where?", menu("space", spaces, str(space))),
            *_free_places(program, ahead, eyes.zone),
        ],
        private_metadata=private_metadata,
    )


def proposed(session: Session) -> Block:
    """Say that a session is in the marketplace, with the way to its place."""
    return section(
        f"✅ {session_title(session)} is in the marketplace. Thank you for bringing it.",
        accessory=button("Choose a place", "open_space.placing", session.id),
    )


def placed(program: Program, done: Placed) -> str:
    """Say where a session is now, as mrkdwn; that a host is wanted in two places is told with it."""
    said = f"✅ {session_title(done.session)} has its place: {place(program, done.session)}."
    if done.clash is None:
        return said
    return (
        f"{said}\n⚠️ {session_title(done.clash)} is at the same time and has a host in common with it. "
        "Could somebody else host one of them?"
    )


def counted(session: Session, people: int, *, is_interested: bool) -> Message:
    """Tell one person how their interest was counted."""
    if is_interested:
        others = "" if people < 2 else f" {people} are, with you."
        text = f"Noted: you are interested in {session_title(session)}.{others} Nobody sees who."
    else:
        text = f"Noted: you are not interested in {session_title(session)} any more. Nobody is told."
    return Message(text, [section(text), actions(button("See the sessions", "open_space.open", session.meetup_id))])


def place(program: Program, session: Session) -> str:
    """Say when and where a session is, as mrkdwn; "" while it has no place."""
    if session.slot is None or session.space is None:
        return ""
    at = when(program.starts(session.slot), program.meetup.zone, "{time}")
    return f"{at} in {inline_short(program.space.spaces[session.space], 120)}"


def _row(program: Program, session: Session, eyes: Eyes, *, is_over: bool) -> Block:
    lessons = (eyes.lessons or {}).get(session.id, 0)
    facts = [
        hosts(program, session),
        place(program, session) or "no place yet",
        interested(program.interest.get(session.id, 0)),
        ("💡 has a lesson" if lessons == 1 else "💡 has lessons") if lessons else "",
    ]
    lines = [session_title(session), " · ".join(filter(None, facts))]
    if session.why:
        lines.append(f"_{inline_short(session.why, 300)}_")
    return section(
        "\n".join(lines), accessory=None if is_over else _deeds(session, eyes), block_id=f"session {session.id}"
    )


def _deeds(session: Session, eyes: Eyes) -> Block:
    """Give what this person can do with the session."""
    if eyes.user_id in session.hosts:
        is_placed = session.place is not None
        off = [("Take it off the grid", "open_space.take_off", session.id)] if is_placed else []
        return overflow(
            f"open_space.more.{session.id}",
            ("Move it" if is_placed else "Choose a place", "open_space.placing", session.id),
            ("Change it", "open_space.editing", session.id),
            *off,
            ("Stop hosting it", "open_space.leave", session.id),
            ("Withdraw it", "open_space.withdraw", session.id),
        )
    is_interested = session.id in eyes.interests
    interest = "Not interested any more" if is_interested else "I'm interested"
    if not session.hosts:
        return overflow(
            f"open_space.more.{session.id}",
            ("I'd like to host it", "open_space.host", session.id),
            (interest, "open_space.interest", session.id),
        )
    return button(interest, "open_space.interest", session.id)


def _steps(program: Program, eyes: Eyes, *, is_over: bool) -> list[Block]:
    grid = button("The grid", "open_space.grid", f"{program.meetup.id} 0")
    if is_over:
        sum_up = [button("Sum it up now", "open_space.sum_up", program.meetup.id)] if eyes.may_sum_up else []
        return [grid, *sum_up, button("Plan another", "open_space.plan")]
    propose = button("Propose a session", "open_space.propose", program.meetup.id, style="primary")
    return [propose, grid]


def _filter(program: Program, seen: Seen, zone: str) -> Block:
    choices = [
        option(f"All {len(program.sessions)} sessions", ALL),
        option("Without a place yet", UNPLACED),
        option("Mine", MINE),
        *(option(f"At {clock(program, slot, zone)}", f"{SLOT} {slot}") for slot in range(len(program.space.slots))),
        *(option(f"In {name}", f"{SPACE} {index}") for index, name in enumerate(program.space.spaces)),
    ]
    return actions(select("open_space.only", choices, chosen=seen.look.only), block_id="only")


def _pages(seen: Seen) -> Sequence[Block]:
    if seen.pages == 1:
        return []
    page = seen.look.page
    steps = [button("Previous", "open_space.page", page - 1)] if page else []
    if page + 1 < seen.pages:
        steps.append(button("Next", "open_space.page.next", page + 1))
    return [divider(), actions(*steps), context(f"Page {page + 1} of {seen.pages}, {seen.total} sessions")]


def _nothing(program: Program, seen: Seen) -> str:
    if not program.sessions:
        return "Nothing is proposed yet. What would you like to learn, or to talk about? A question is enough."
    if seen.look.words:
        return f"No session has “{inline_short(seen.look.words, 120)}” in it here. Look in all of them, or propose it."
    if seen.look.only == MINE:
        return "You host no session yet. A question you have is enough to propose one."
    return "Nothing is here yet, so there is room for yours."


def _free(program: Program, slot: int) -> str:
    free = len(program.free(slot))
    return f"{free} {'place' if free == 1 else 'places'} free" if free else "full"


def _free_places(program: Program, ahead: Sequence[int], zone: str) -> list[Block]:
    """Tell which spaces are free when, in as many slots as are read at a glance."""
    lines = [
        f"{clock(program, slot, zone)}: {_some([program.space.spaces[space] for space in free])}"
        for slot in ahead
        if (free := program.free(slot))
    ]
    return [context("*Free*\n" + "\n".join(lines[:8]))] if lines else []


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(inline_short(name, 40) for name in names[:_NAMED]) + more
