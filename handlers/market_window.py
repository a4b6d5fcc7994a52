"""The marketplace's window: a page of sessions as one person sees them, and what they look at in it."""

from community import marketplace, open_space, rooms
from community.marketplace import ALL, Look, Seen
from community.meetups import is_over, may_cancel
from community.open_space import Program
from community.stores import Stores
from handlers import mrkdwn
from handlers.blocks import marketplace as blocks
from handlers.blocks.marketplace import Eyes
from handlers.blocks.parts import Block, View
from handlers.deps import Deps
from handlers.payloads import Action, pack, unpack


async def window(deps: Deps, meetup_id: int, user_id: str) -> View:
    """Give the window with all sessions, the newest first; whether this person may look is the caller's to ask."""
    return await deps.read(lambda stores: shown(stores, Look(meetup_id), user_id, deps))


def shown(stores: Stores, look: Look, user_id: str, deps: Deps, notice: Block | None = None) -> View:
    """Give the window as this person sees it now; `notice` says what was just done."""
    program = open_space.program(stores, look.meetup_id)
    seen = marketplace.seen(program, look, user_id)
    has_ended = is_over(program.meetup, deps.now)
    eyes = Eyes(
        user_id,
        deps.now,
        zone_of(stores, program, user_id),
        interests=stores.open_spaces.interests_of(look.meetup_id, user_id),
        lessons=_lessons(stores, program, seen) if has_ended else None,
        may_sum_up=has_ended and not program.space.is_done and may_cancel(stores, program.meetup, user_id),
    )
    packed = pack(meetup=look.meetup_id, only=seen.look.only, words=seen.look.words, page=seen.look.page)
    return blocks.window(program, seen, eyes, private_metadata=packed, notice=notice)


def zone_of(stores: Stores, program: Program, user_id: str) -> str:
    """Give the zone of a person, for times that Slack doesn't show in it by itself."""
    person = stores.people.get(user_id)
    return person.zone if person else program.meetup.zone


def _lessons(stores: Stores, program: Program, seen: Seen) -> dict[int, int]:
    """Give how many lessons came of the sessions that are seen; of a closed room's nobody is told here."""
    channel_id = program.channel_id
    if rooms.closed_in(stores, channel_id) is not None:
        return {}
    threads = {session.message_ts: session.id for session in seen.sessions if session.message_ts}
    found = stores.open_spaces.harvested(channel_id, list(threads))
    return {threads[ts]: len(numbers) for ts, numbers in found.items()}


def look_of(action: Action) -> Look:
    """Read back what somebody looks at; words they typed and didn't send yet count too."""
    kept = unpack(action.private_metadata)
    words = mrkdwn.plain(action.values.get("words", str(kept.get("words", ""))))
    return Look(int(kept["meetup"]), str(kept.get("only", ALL)), words, int(kept.get("page", 0)))
