"""Everything that is shown about Open Spaces."""

from dataclasses import replace
from datetime import timedelta

from community.marketplace import Look, Placed, Seen
from community.meetups import Meetup
from community.open_space import OpenSpace, Program, Session
from community.slots import Slot
from handlers.blocks import grid, marketplace, open_space, sessions
from handlers.blocks.marketplace import Eyes
from handlers.blocks.open_space import Draft
from handlers.blocks.parts import Message, View
from handlers.blocks.sessions import Harvest
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_meetups import a_cancelled, a_community, a_meetup

SPACES, SLOTS = 20, 24


def a_session(text: str, number: int = 1, *, is_placed: bool = True) -> Session:
    return Session(
        meetup_id=7,
        title=text[:150],
        why=text[:500],
        proposed_by="U0BEN",
        proposed_at=some.NOW,
        id=number,
        hosts=("U0BEN", "U0ANA") if number % 3 else (),
        slot=number // SPACES if is_placed else None,
        space=number % SPACES if is_placed else None,
        message_ts="1.2",
    )


def a_program(
    text: str,
    placed: int = 3,
    loose: int = 2,
    *,
    meetup: Meetup | None = None,
    has_channel: bool = False,
    is_done: bool = False,
) -> Program:
    found = [a_session(text, number) for number in range(placed)]
    found += [a_session(text, placed + number, is_placed=False) for number in range(loose)]
    slots = tuple(Slot(number * 30, 30) for number in range(SLOTS))
    spaces = tuple(f"{text[:50]} {number}" for number in range(SPACES))
    return Program(
        meetup or replace(a_meetup(text), minutes=720),
        OpenSpace(7, "C0OWN", spaces, slots, has_channel=has_channel, is_done=is_done),
        found,
        {session.id: 500 for session in found},
        {"U0BEN": text, "U0ANA": text},
    )


FULL = SPACES * SLOTS


def window(case: str, placed: int, loose: int, **more: object) -> Surface:
    def render(text: str) -> View:
        program = a_program(text, placed, loose)
        words = str((more.get("words") and text[:90]) or "")
        seen = Seen(Look(7, str(more.get("only", "all")), words, 1), program.sessions[:20], len(program.sessions))
        days = timedelta(days=30) if more.get("is_over") else timedelta(0)
        eyes = Eyes("U0BEN", some.NOW + days, "Europe/Berlin", {3}, {1: 2, 2: 1}, may_sum_up=True)
        notice = marketplace.proposed(a_session(text))
        return marketplace.window(program, seen, eyes, private_metadata="{}", notice=notice)

    return Surface(marketplace.window, case, render)


def harvest(text: str, count: int) -> Harvest:
    program = a_program(text, count, count)
    lesson = some.lesson(title=text[:100] or "T")
    return Harvest(program, {number: [replace(lesson, number=number)] for number in range(count // 2)})


def a_draft(text: str, communities: int, *, can_create: bool) -> Draft:
    found = [a_community(text, number) for number in range(communities)]
    return Draft(found, 0, some.NOW.date(), "Europe/Berlin", ("Europe/Berlin", text), can_create)


def placing(text: str, placed: int, days: int = 0) -> View:
    eyes = Eyes("U0BEN", some.NOW + timedelta(days=days), "Europe/Berlin")
    return marketplace.placing(a_program(text, placed), a_session(text), eyes=eyes, private_metadata="{}")


def hung(text: str, placed: int, *, has_channel: bool) -> Message:
    return Message("x", list(open_space.hung(a_program(text, placed, has_channel=has_channel))))


def noted(text: str) -> Message:
    return Message("x", [marketplace.proposed(a_session(text))])


def told_place(text: str, *, is_clash: bool) -> Message:
    done = Placed(a_session(text), a_session(text, 2) if is_clash else None)
    return Message(marketplace.placed(a_program(text), done))


SURFACES = [
    Surface(
        open_space.form, "one", lambda text: open_space.form(a_draft(text, 1, can_create=True), private_metadata="{}")
    ),
    Surface(
        open_space.form,
        "many",
        lambda text: open_space.form(a_draft(text, 120, can_create=False), private_metadata="{}"),
    ),
    Surface(open_space.planned, "own", lambda text: open_space.planned(a_meetup(text), has_own=True)),
    Surface(open_space.planned, "home", lambda text: open_space.planned(a_meetup(text), has_own=False)),
    Surface(open_space.no_channel, "any", lambda text: open_space.no_channel(a_meetup(text))),
    Surface(hung, "own channel", lambda text: hung(text, 3, has_channel=True)),
    Surface(hung, "here", lambda text: hung(text, FULL, has_channel=False)),
    Surface(open_space.card, "empty", lambda text: open_space.card(a_program(text, 0, 0, has_channel=True))),
    Surface(open_space.card, "one loose", lambda text: open_space.card(a_program(text, 0, 1, has_channel=True))),
    Surface(open_space.card, "full", lambda text: open_space.card(a_program(text, FULL, 200, has_channel=True))),
    Surface(open_space.card, "done", lambda text: open_space.card(a_program(text, is_done=True))),
    Surface(open_space.card, "called off", lambda text: open_space.card(a_program(text, meetup=a_cancelled(text)))),
    window("empty", 0, 0),
    window("mine", 0, 0, only="mine"),
    window("words", 0, 0, words=True),
    window("full", FULL, 20),
    window("over", 20, 1, is_over=True),
    Surface(marketplace.proposing, "new", lambda text: marketplace.proposing(a_program(text), private_metadata="{}")),
    Surface(
        marketplace.proposing,
        "change",
        lambda text: marketplace.proposing(a_program(text), private_metadata="{}", session=a_session(text)),
    ),
    Surface(marketplace.placing, "free", lambda text: placing(text, 3)),
    Surface(marketplace.placing, "full", lambda text: placing(text, FULL)),
    Surface(marketplace.placing, "over", lambda text: placing(text, 3, 30)),
    Surface(noted, "any", noted),
    Surface(told_place, "alone", lambda text: told_place(text, is_clash=False)),
    Surface(told_place, "clash", lambda text: told_place(text, is_clash=True)),
    Surface(marketplace.counted, "yes", lambda text: marketplace.counted(a_session(text), 9, is_interested=True)),
    Surface(marketplace.counted, "no", lambda text: marketplace.counted(a_session(text), 9, is_interested=False)),
    Surface(grid.grid, "empty", lambda text: grid.grid(a_program(text, 0), 0, has_picture=False)),
    Surface(grid.grid, "full", lambda text: grid.grid(a_program(text, FULL), 0, has_picture=True)),
    Surface(grid.grid, "later", lambda text: grid.grid(a_program(text, FULL), 3, has_picture=False)),
    Surface(sessions.thread, "placed", lambda text: sessions.thread(a_program(text), a_session(text))),
    Surface(
        sessions.thread,
        "withdrawn",
        lambda text: sessions.thread(a_program(text), replace(a_session(text), withdrawn_at=some.NOW)),
    ),
    Surface(
        sessions.thread, "loose", lambda text: sessions.thread(a_program(text), a_session(text, 2, is_placed=False))
    ),
    Surface(
        sessions.starting,
        "full",
        lambda text: sessions.starting(a_program(text, FULL), 0, {1: "https://x.slack.com/archives/C1/p12"}),
    ),
    Surface(sessions.starting, "some", lambda text: sessions.starting(a_program(text, 1), 0, {})),
    Surface(sessions.question, "hosts", lambda text: sessions.question(a_session(text))),
    Surface(sessions.question, "nobody", lambda text: sessions.question(a_session(text, 3))),
    Surface(sessions.named_host, "any", lambda text: sessions.named_host(a_session(text), text)),
    Surface(sessions.not_hosting, "others", lambda text: sessions.not_hosting(a_session(text))),
    Surface(sessions.not_hosting, "nobody", lambda text: sessions.not_hosting(a_session(text, 3))),
    Surface(sessions.summary, "nothing", lambda text: sessions.summary(harvest(text, 0))),
    Surface(sessions.summary, "one", lambda text: sessions.summary(harvest(text, 2))),
    Surface(sessions.summary, "many", lambda text: sessions.summary(harvest(text, 200))),
    Surface(sessions.summed_up, "any", lambda _: sessions.summed_up(7)),
]
