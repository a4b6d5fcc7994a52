"""How sessions look in a channel: their thread's first message, what begins now, the harvest, and the summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.lessons import Lesson
from community.open_space import Program, Session
from handlers.blocks.marketplace import place
from handlers.blocks.open_space import LAW, hosts, interested, open_button, session_title
from handlers.blocks.parts import Block, Message, actions, button, context, quoted, section, sections
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

_TOLD, _NAMED = 25, 12  # lessons and names in the summary


@dataclass(frozen=True, slots=True)
class Harvest:
    """What came of an Open Space: the sessions that had a place, with their lessons, and those that had none."""

    program: Program
    lessons: Mapping[int, Sequence[Lesson]]  # by session

    @property
    def held(self) -> Sequence[Session]:
        """Give the sessions that had a place."""
        return [session for session in self.program.sessions if session.place is not None]

    @property
    def count(self) -> int:
        """Give how many lessons came of it."""
        return len({lesson.number for found in self.lessons.values() for lesson in found})


def thread(program: Program, session: Session) -> Message:
    """Begin a session's thread; the message says later where it was moved to."""
    if session.withdrawn_at is not None:
        text = f"{session_title(session)} was withdrawn by its hosts."
        return Message(text, [section(f"🧭 ~{inline_short(session.title, 300)}~ was withdrawn by its hosts.")])
    where = place(program, session) or "It has no place at the moment."
    text = f"🧭 {session_title(session)}: {where}"
    facts = f"{where} · {'host' if len(session.hosts) == 1 else 'hosts'}: {hosts(program, session)}"
    return Message(
        text,
        [
            section(f"🧭 {session_title(session)}\n{facts}"),
            *([quoted(session.why, 500)] if session.why else []),
            actions(
                button("I'm interested", "open_space.interest", session.id),
                button("Harvest it", "open_space.harvest", session.id),
                open_button(session.meetup_id),
            ),
            context("Notes go into this thread. *Harvest it* makes them a lesson that other teams find."),
        ],
    )


def starting(program: Program, slot: int, links: Mapping[int, str]) -> Message:
    """Tell a channel what begins now and where, with the way to each session's thread."""
    at = when(program.starts(slot), program.meetup.zone, "{time}")
    lines = [
        f"• {session_title(session)} in {_space(program, session)}{_way(links.get(session.id))}"
        for session in program.at(slot)
    ]
    free = [inline_short(program.space.spaces[space], 40) for space in program.free(slot)]
    spare = f" Still free: {', '.join(free[:5])}. A session can be proposed and put there even now." if free else ""
    return Message(
        f"🧭 {at}: {len(lines)} {'session begins' if len(lines) == 1 else 'sessions begin'} now. {LAW}",
        [
            section(f"🧭 *Now, {at}*"),
            *sections(lines),
            actions(open_button(program.meetup.id)),
            context(f"{LAW}{spare}"),
        ],
    )


def question(session: Session) -> Message:
    """Ask in a session's thread what it taught; its hosts are asked, so they are who is mentioned."""
    asked = " ".join(f"<@{host_id}>" for host_id in session.hosts)
    text = f"{f'{asked} ' if asked else ''}What did we learn in {session_title(session)}?"
    say = "Write it below, in a line or two. *Harvest it* makes a lesson of this thread, which you can put right first."
    return Message(
        f"{text} {say}",
        [
            section(f"{text}\n{say}"),
            actions(button("Harvest it", "open_space.harvest", session.id, style="primary")),
        ],
    )


def named_host(session: Session, by: str) -> Message:
    """Tell somebody alone that they were named as a host, with the way out of it."""
    text = (
        f"{inline_short(by, 80)} named you as a host of {session_title(session)}, together with them. "
        "If that suits you, there is nothing to do."
    )
    return Message(
        text,
        [
            section(text),
            actions(open_button(session.meetup_id), button("I'd rather not", "open_space.leave", session.id)),
        ],
    )


def not_hosting(session: Session) -> Message:
    """Confirm to a person that they host it no more."""
    stays = "Others host it." if session.hosts else "It stays in the marketplace, where somebody else can take it."
    text = f"You host {session_title(session)} no more. {stays}"
    return Message(text, [section(text), actions(open_button(session.meetup_id))])


def nothing_noted() -> str:
    """Say above the harvest's window that the thread had no notes."""
    return "Nobody wrote into the thread, so these will be your words."


def summary(harvest: Harvest) -> Message:
    """Tell once what came of an Open Space: sessions, lessons, and what stays open."""
    program, held = harvest.program, harvest.held
    title = f"*{inline_short(program.meetup.title, 160)}*"
    sessions = "1 session took place" if len(held) == 1 else f"{len(held)} sessions took place"
    lessons = {0: "no lesson is written down yet", 1: "1 lesson came of it"}.get(
        harvest.count, f"{harvest.count} lessons came of it"
    )
    text = f"⭕ {title} is over: {sessions}, and {lessons}."
    return Message(
        text, [section(text), *_lessons(harvest), *_rest(harvest), actions(open_button(program.meetup.id), _plan())]
    )


def summed_up(meetup_id: int) -> Message:
    """Confirm to who wanted the summary now."""
    text = "The summary is on its way into the channel."
    return Message(text, [section(text), actions(open_button(meetup_id))])


def _lessons(harvest: Harvest) -> list[Block]:
    told: set[int] = set()
    lines = []
    for session in harvest.held:
        for lesson in harvest.lessons.get(session.id, ()):
            if lesson.number not in told:
                told.add(lesson.number)
                lines.append(
                    f"💡 #{lesson.number} {inline_short(lesson.title, 160)} · from {inline_short(session.title, 80)}"
                )
    more = [f"… and {len(lines) - _TOLD} more"] if len(lines) > _TOLD else []
    return sections([*lines[:_TOLD], *more])


def _rest(harvest: Harvest) -> list[Block]:
    bare = [session for session in harvest.held if not harvest.lessons.get(session.id)]
    interest = harvest.program.interest
    loose = sorted((session for session in harvest.program.sessions if session.place is None), key=lambda one: one.id)
    found = []
    if bare:
        names = _named([session_title(session, 100) for session in bare])
        found.append(
            section(f"📝 Nothing written down: {names}. Whoever was there still can, in the session's thread.")
        )
    if loose:
        said = [" ".join(filter(None, [session_title(one, 100), _votes(interest.get(one.id, 0))])) for one in loose]
        about = "it" if len(loose) == 1 else "one of them"
        found.append(section(f"❓ Still without a place: {_named(said)}. Would you like to meet for {about}?"))
    return found


def _votes(people: int) -> str:
    return f"({interested(people)})" if people else ""


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _space(program: Program, session: Session) -> str:
    with_whom = f", with {hosts(program, session)}" if session.hosts else ""
    return f"{inline_short(program.space.spaces[session.space or 0], 80)}{with_whom}"


def _way(link: str | None) -> str:
    return f" · <{link}|its thread>" if link else ""


def _plan() -> Block:
    return button("Plan a meetup", "meetup.plan")
