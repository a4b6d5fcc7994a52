"""The marketplace: sessions are looked through, proposed, voted for, placed, moved and withdrawn in one window."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from community import marketplace, open_space
from community.marketplace import ALL, Look, SlotOver, SpaceTaken
from community.open_space import NewSession, Program, Session
from community.people import Person
from community.stores import Stores
from handlers import deliveries, mrkdwn, open_space_cards, people, reading
from handlers.answers import Answer, Errors, Say, Update
from handlers.blocks import marketplace as blocks
from handlers.blocks import sessions as session_blocks
from handlers.blocks.marketplace import Eyes
from handlers.blocks.parts import Block, View, section
from handlers.deps import Deps
from handlers.market_door import of_hosts, of_meetup, of_session, of_view, of_window
from handlers.market_window import look_of, shown, window, zone_of
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature


async def show(action: Action, deps: Deps) -> Answer:
    """Open the marketplace from a button."""
    return Update(await window(deps, int(action.value), action.user_id))


async def turn_page(action: Action, deps: Deps) -> Answer:
    """Show another page of the same search."""
    look = replace(look_of(action), page=int(action.value))
    return Update(await deps.read(lambda stores: shown(stores, look, action.user_id, deps)))


async def choose(action: Action, deps: Deps) -> Answer:
    """Show only some sessions: those of a slot or a space, one's own, or those without a place."""
    look = replace(look_of(action), only=action.value, page=0)
    return Update(await deps.read(lambda stores: shown(stores, look, action.user_id, deps)))


async def look_for(submission: Submission, deps: Deps) -> Answer:
    """Show the sessions with these words in them."""
    kept = unpack(submission.private_metadata)
    words = mrkdwn.plain(submission.values.get("words", ""))
    look = Look(int(kept["meetup"]), str(kept.get("only", ALL)), words)
    return Update(await deps.read(lambda stores: shown(stores, look, submission.user_id, deps)))


async def propose(action: Action, deps: Deps) -> Answer:
    """Open the form to propose a session."""
    program = await deps.read(lambda stores: open_space.program(stores, int(action.value)))
    return Update(blocks.proposing(program, private_metadata=pack(meetup=program.meetup.id)))


async def proposed(submission: Submission, deps: Deps) -> Answer:
    """Keep a session, and show it in the marketplace."""
    meetup_id = int(unpack(submission.private_metadata)["meetup"])
    person, others = await _people(submission, deps)
    words = _words(submission)

    def write(stores: Stores) -> View:
        _meet(stores, [person, *others], deps)
        new = NewSession(meetup_id, *words, person.user_id, deps.now)
        session = marketplace.propose(stores, new, [one.user_id for one in others], now=deps.now)
        _tell(stores, session, [one.user_id for one in others], person, deps)
        program = open_space_cards.changed(stores, meetup_id, now=deps.now)
        _let_in(stores, program, person, deps)
        return shown(stores, Look(meetup_id), person.user_id, deps, blocks.proposed(session))

    return Update(await deps.write(write))


async def change(action: Action, deps: Deps) -> Answer:
    """Open the form to change a session, to its hosts."""

    def read(stores: Stores) -> View:
        session = marketplace.hosted(stores, int(action.value), action.user_id, now=deps.now)
        program = open_space.program(stores, session.meetup_id)
        return blocks.proposing(program, private_metadata=pack(session=session.id), session=session)

    return Update(await deps.read(read))


async def changed(submission: Submission, deps: Deps) -> Answer:
    """Keep a session's new words and hosts."""
    session_id = int(unpack(submission.private_metadata)["session"])
    person, others = await _people(submission, deps)
    title, why = _words(submission)

    def write(stores: Stores) -> View:
        _meet(stores, [person, *others], deps)
        hosts = [one.user_id for one in others]
        session, new = marketplace.edit(
            stores, session_id, person.user_id, title=title, why=why, hosts=hosts, now=deps.now
        )
        _tell(stores, session, new, person, deps)
        return _after(stores, session, person.user_id, deps, section("✅ It is changed."))

    return Update(await deps.write(write))


async def vote(action: Action, deps: Deps) -> Answer:
    """Count somebody in who is interested, or out again; nobody sees who."""

    def write(stores: Stores) -> Answer:
        session, is_interested = marketplace.turn(stores, int(action.value), action.user_id, now=deps.now)
        program = open_space_cards.changed(stores, session.meetup_id, now=deps.now, is_vote=True)
        if action.view_type == "modal":
            return Update(shown(stores, look_of(action), action.user_id, deps))
        people_count = program.interest.get(session.id, 0)
        return Say(blocks.counted(session, people_count, is_interested=is_interested))

    return await deps.write(write)


async def place(action: Action, deps: Deps) -> Answer:
    """Open the form in which a host chooses a place."""

    def read(stores: Stores) -> View:
        session = marketplace.hosted(stores, int(action.value), action.user_id, now=deps.now)
        program = open_space.program(stores, session.meetup_id)
        packed = pack(session=session.id, meetup=session.meetup_id)
        eyes = Eyes(action.user_id, deps.now, zone_of(stores, program, action.user_id))
        return blocks.placing(program, session, eyes=eyes, private_metadata=packed)

    return Update(await deps.read(read))


async def placed(submission: Submission, deps: Deps) -> Answer:
    """Put a session on the grid; who comes second is told what is free."""
    session_id = int(unpack(submission.private_metadata)["session"])
    slot, space = int(submission.values["slot"]), int(submission.values["space"])

    def write(stores: Stores) -> View:
        done = marketplace.place(stores, session_id, submission.user_id, slot=slot, space=space, now=deps.now)
        program = open_space.program(stores, done.session.meetup_id)
        return _after(stores, done.session, submission.user_id, deps, section(blocks.placed(program, done)))

    try:
        return Update(await deps.write(write))
    except SpaceTaken as taken:
        return Errors({"space": str(taken)})
    except SlotOver as over:
        return Errors({"slot": str(over)})


async def take_off(action: Action, deps: Deps) -> Answer:
    """Take a session off the grid."""

    def write(stores: Stores) -> View:
        session = marketplace.take_off(stores, int(action.value), action.user_id, now=deps.now)
        return _after(stores, session, action.user_id, deps, section("✅ It is off the grid, and its place is free."))

    return Update(await deps.write(write))


async def withdraw(action: Action, deps: Deps) -> Answer:
    """Take a session out of the marketplace."""

    def write(stores: Stores) -> View:
        session = marketplace.withdraw(stores, int(action.value), action.user_id, now=deps.now)
        return _after(stores, session, action.user_id, deps, section("✅ It is withdrawn, and its place is free."))

    return Update(await deps.write(write))


async def host(action: Action, deps: Deps) -> Answer:
    """Let somebody host a session that nobody hosts."""
    person = await reading.person(deps, action.user_id)

    def write(stores: Stores) -> View:
        _meet(stores, [person], deps)
        session = marketplace.host(stores, int(action.value), person.user_id, now=deps.now)
        _let_in(stores, open_space.program(stores, session.meetup_id), person, deps)
        return _after(stores, session, person.user_id, deps, section("✅ You host it now. Thank you for taking it on."))

    return Update(await deps.write(write))


async def leave(action: Action, deps: Deps) -> Answer:
    """Let a host host it no more, from the window or from what they were told."""

    def write(stores: Stores) -> Answer:
        session = marketplace.leave(stores, int(action.value), action.user_id)
        view = _after(stores, session, action.user_id, deps, section("✅ You host it no more. It stays for others."))
        return Update(view) if action.view_type == "modal" else Say(session_blocks.not_hosting(session))

    return await deps.write(write)


def _after(stores: Stores, session: Session, user_id: str, deps: Deps, notice: Block) -> View:
    """Show a change wherever the session is shown, and give the window."""
    program = open_space_cards.changed(stores, session.meetup_id, now=deps.now)
    open_space_cards.show(stores, program, session, now=deps.now)
    return shown(stores, Look(session.meetup_id), user_id, deps, notice)


def _words(submission: Submission) -> tuple[str, str]:
    values = submission.values
    return mrkdwn.keepable(values["title"]), mrkdwn.keepable(values.get("why", ""))


async def _people(submission: Submission, deps: Deps) -> tuple[Person, Sequence[Person]]:
    """Give who submitted it and whom they name; apps host nothing."""
    named = [user_id for user_id in submission.choices.get("hosts", ()) if user_id != submission.user_id]
    person = await reading.person(deps, submission.user_id)
    found = await asyncio.gather(*(people.here(deps, user_id) for user_id in named))
    return person, [one for one in found if one is not None]


def _meet(stores: Stores, met: Sequence[Person], deps: Deps) -> None:
    for person in met:
        stores.people.save(person, now=deps.now)


def _let_in(stores: Stores, program: Program, host: Person, deps: Deps) -> None:
    """Let who brings a session into the Open Space's own channel, where its thread will be."""
    if program.space.has_channel:
        stores.outbox.put(deliveries.invite(program.channel_id, [host.user_id]), now=deps.now)


def _tell(stores: Stores, session: Session, hosts: Sequence[str], by: Person, deps: Deps) -> None:
    """Tell people that they were named as hosts; who names themselves knows."""
    for host_id in hosts:
        if host_id != by.user_id and host_id in session.hosts:
            told = deliveries.post(host_id, session_blocks.named_host(session, by.name))
            stores.outbox.put(told, now=deps.now)


FEATURE = Feature(
    actions={
        "open_space.open": of_meetup(show),
        "open_space.page": of_window(turn_page),
        "open_space.page.next": of_window(turn_page),
        "open_space.only": of_window(choose),
        "open_space.propose": of_meetup(propose),
        "open_space.editing": of_session(change),
        "open_space.interest": of_session(vote),
        "open_space.placing": of_session(place),
        "open_space.take_off": of_session(take_off),
        "open_space.withdraw": of_session(withdraw),
        "open_space.host": of_session(host),
        "open_space.leave": of_hosts(leave),
    },
    views={
        blocks.MARKET: of_view(look_for),
        blocks.PROPOSE: of_view(proposed),
        blocks.EDIT: of_view(changed),
        blocks.PLACE: of_view(placed),
    },
)
