"""What stands in channels about an Open Space: its marketplace and its sessions' threads, kept up to date."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from community import open_space
from community.delivery import Refused, Sent
from community.open_space import OpenSpace, Program, Session
from community.stores import Stores
from handlers import announcing, deliveries
from handlers.blocks import open_space as blocks
from handlers.blocks import sessions as session_blocks
from handlers.deps import Deps
from handlers.table import Feature

POSTED, CARD, THREAD = "open_space.posted", "open_space.card", "open_space.thread"


def changed(stores: Stores, meetup_id: int, *, now: datetime, is_vote: bool = False) -> Program:
    """Show the marketplace as it is now, and open the threads that are due; a vote changes less than all else.

    One update at a time: Slack takes about 50 a minute from the bot, and whoever is at it looks again when it is done.
    """
    program = open_space.program(stores, meetup_id)
    if not (is_vote and program.space.has_channel):
        announcing.refresh(stores, program.meetup, now)
    _refresh(stores, program, now)
    begin_threads(stores, program, open_space.due(program, frozenset(), now).threads, now=now)
    return program


def post(stores: Stores, space: OpenSpace, *, now: datetime) -> None:
    """Post the marketplace into the Open Space's own channel."""
    program = open_space.program(stores, space.meetup_id)
    card = deliveries.post(space.channel_id, blocks.card(program), purpose=POSTED, subject=space.meetup_id)
    stores.outbox.put(card, now=now)


def begin_threads(stores: Stores, program: Program, sessions: Sequence[Session], *, now: datetime) -> None:
    """Post the first message of these sessions' threads."""
    for session in sessions:
        stores.open_spaces.update(replace(session, is_posting=True))
        message = session_blocks.thread(program, session)
        first = deliveries.post(program.channel_id, message, purpose=THREAD, subject=session.id)
        stores.outbox.put(first, now=now)


def show(stores: Stores, program: Program, session: Session, *, now: datetime) -> None:
    """Bring the first message of a session's thread up to date, when it has one."""
    if session.message_ts is not None:
        message = session_blocks.thread(program, session)
        stores.outbox.put(deliveries.update(program.channel_id, session.message_ts, message), now=now)


def gone(stores: Stores, user_id: str, *, now: datetime) -> None:
    """Let a person who left host nothing any more; their sessions stay, free to be taken."""
    refresh(stores, stores.open_spaces.leave_all(user_id), now=now)


def refresh(stores: Stores, session_ids: Sequence[int], *, now: datetime) -> None:
    """Show these sessions as they are now, wherever they stand."""
    found = [one for number in session_ids if (one := stores.open_spaces.session(number)) is not None]
    for meetup_id in sorted({session.meetup_id for session in found}):
        program = changed(stores, meetup_id, now=now)
        for session in found:
            if session.meetup_id == meetup_id:
                show(stores, program, session, now=now)


def posted(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the marketplace stands, pin it, and show what changed while it was on its way."""
    space = stores.open_spaces.get(int(sent.delivery.subject))
    if space is None:
        return
    ts = str(sent.answer["ts"])
    stores.open_spaces.change(replace(space, market_ts=ts, is_updating=False))
    stores.outbox.put(deliveries.pin(space.channel_id, ts), now=now)
    _look_again(stores, sent, now)


def updated(stores: Stores, sent: Sent, now: datetime) -> None:
    """Bring the marketplace up to date once more when something changed meanwhile."""
    space = stores.open_spaces.get(int(sent.delivery.subject))
    if space is not None:
        stores.open_spaces.change(replace(space, is_updating=False))
        _look_again(stores, sent, now)


async def not_updated(refused: Refused, _deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Let the next change try again: somebody may have deleted the message."""

    def rest(stores: Stores) -> None:
        space = stores.open_spaces.get(int(refused.delivery.subject))
        if space is not None:
            stores.open_spaces.change(replace(space, is_updating=False))

    return rest


def thread_begun(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where a session's thread is; what changed while it was on its way is shown now."""
    session = stores.open_spaces.session(int(sent.delivery.subject))
    if session is None:
        return
    here = replace(session, message_ts=str(sent.answer["ts"]), is_posting=False)
    stores.open_spaces.update(here)
    program = open_space.program(stores, session.meetup_id)
    if not program.space.has_channel:
        stores.open_spaces.change(replace(program.space, channel_id=sent.delivery.lane))
    if list(session_blocks.thread(program, here).blocks) != list(sent.delivery.arguments.get("blocks", ())):
        show(stores, program, here, now=now)


def _refresh(stores: Stores, program: Program, now: datetime) -> None:
    space = program.space
    if not space.has_channel or space.market_ts is None or space.is_updating:
        return
    stores.open_spaces.change(replace(space, is_updating=True))
    update = deliveries.update(
        space.channel_id, space.market_ts, blocks.card(program), purpose=CARD, subject=space.meetup_id
    )
    stores.outbox.put(update, now=now)


def _look_again(stores: Stores, sent: Sent, now: datetime) -> None:
    program = open_space.program(stores, int(sent.delivery.subject))
    if list(blocks.card(program).blocks) != list(sent.delivery.arguments.get("blocks", ())):
        _refresh(stores, program, now)


FEATURE = Feature(
    sent={POSTED: posted, CARD: updated, THREAD: thread_begun},
    refused={CARD: not_updated},
)
