"""What an Open Space's clock asks for: threads open, each slot's start is told, hosts are asked, all is summed up."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

import structlog

from community import open_space
from community.open_space import Due, OpenSpace, Program, Session
from community.stores import Stores
from handlers import deliveries, harvest, open_space_cards, reading
from handlers.blocks import meetups as meetup_blocks
from handlers.blocks import sessions as blocks
from handlers.deps import Deps
from handlers.table import Feature

log = structlog.get_logger()

# Open Spaces that are planned and not summed up yet; a workspace has a few.
_LOOKED_THROUGH = 200


async def look(deps: Deps) -> None:
    """Do what is due in each Open Space, each in its own transaction."""
    for space in await deps.read(lambda stores: stores.open_spaces.running(limit=_LOOKED_THROUGH)):
        try:
            await _step(space, deps)
        except Exception:  # one Open Space's trouble must not keep others from being told
            log.exception("An Open Space was not looked after.", meetup_id=space.meetup_id)


async def _step(space: OpenSpace, deps: Deps) -> None:
    program, due = await deps.read(lambda stores: _due(stores, space.meetup_id, deps))
    if program.meetup.cancelled_at is not None:
        await deps.write(lambda stores: _called_off(stores, space.meetup_id, deps))
        return
    if not due:
        return
    beginning = [session for slot in due.starts for session in program.at(slot)]
    links = await _links(program, beginning, deps) if beginning else {}
    await deps.write(lambda stores: _do(stores, space.meetup_id, links, deps))


def _due(stores: Stores, meetup_id: int, deps: Deps) -> tuple[Program, Due]:
    program = open_space.program(stores, meetup_id)
    return program, open_space.due(program, stores.open_spaces.told(meetup_id), deps.now)


def _do(stores: Stores, meetup_id: int, links: Mapping[int, str], deps: Deps) -> None:
    program, due = _due(stores, meetup_id, deps)
    open_space_cards.begin_threads(stores, program, due.threads, now=deps.now)
    for slot in due.missed:  # told late, it would help nobody
        stores.open_spaces.claim(meetup_id, open_space.start_of(slot), now=deps.now)
    for slot in due.starts:
        if stores.open_spaces.claim(meetup_id, open_space.start_of(slot), now=deps.now) and program.at(slot):
            told = deliveries.post(program.channel_id, blocks.starting(program, slot, links))
            stores.outbox.put(told, now=deps.now)
    for session in due.questions:
        _ask(stores, program, session, deps)
    if due.is_summed_up:
        harvest.sum_up(stores, meetup_id, now=deps.now)


def _ask(stores: Stores, program: Program, session: Session, deps: Deps) -> None:
    stores.open_spaces.update(replace(session, is_asked=True))
    if open_space.is_question_timely(program, session, deps.now):
        asked = deliveries.post(program.channel_id, blocks.question(session), thread_ts=session.message_ts)
        stores.outbox.put(asked, now=deps.now)


def _called_off(stores: Stores, meetup_id: int, deps: Deps) -> None:
    """Say in its own channel that it won't be; the announcement says so in the community's."""
    program = open_space.program(stores, meetup_id)
    if program.space.is_done:
        return
    stores.open_spaces.change(replace(program.space, is_done=True))
    if program.space.has_channel:
        told = deliveries.post(program.channel_id, meetup_blocks.called_off(program.meetup))
        stores.outbox.put(told, now=deps.now)
    open_space_cards.changed(stores, meetup_id, now=deps.now)


async def _links(program: Program, sessions: Sequence[Session], deps: Deps) -> dict[int, str]:
    """Give the way to the threads of the sessions that have one."""
    there = [session for session in sessions if session.message_ts]
    found = await asyncio.gather(
        *(reading.permalink(deps.client, program.channel_id, str(session.message_ts)) for session in there)
    )
    return {session.id: link for session, link in zip(there, found, strict=True) if link}


FEATURE = Feature(ticks={"open spaces": look})
