"""The harvest: what stands in a session's thread becomes a lesson, and once at the end all of it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from community import drafting, lessons, meetups, open_space, rooms
from community.capture import NotCaptured, Obstacle, says_something
from community.lessons import Lesson, Source, Words
from community.open_space import SUMMARY, Program, Session
from community.stores import Stores
from community.titles import title_of
from handlers import deliveries, drafts, keeping, open_space_cards, reading, writing
from handlers import readers as readers_of
from handlers.answers import Answer, Errors, Open, Say, Update
from handlers.blocks import lessons as lesson_blocks
from handlers.blocks import sessions as blocks
from handlers.blocks import writing as windows
from handlers.blocks.sessions import Harvest
from handlers.deps import Deps
from handlers.keeping import Kept
from handlers.market_door import of_meetup, of_session, of_view
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature

WINDOW = "open_space.harvest"


async def gather(action: Action, deps: Deps) -> Answer:
    """Open the window to make a lesson of a session's thread, filled with what stands there."""
    program, session = await deps.read(lambda stores: _session(stores, int(action.value)))
    await _may_capture(deps, program.channel_id)
    there = await deps.read(lambda stores: stores.lessons.at(program.channel_id, session.message_ts or ""))
    if there is not None and not lessons.is_withdrawn(there):
        reader = await readers_of.reader(deps, action.user_id, about=there.number)
        return Say(lesson_blocks.already(lessons.shown(there, there.number, to=reader)))
    words = await _drafted(deps, program, session)

    def read(stores: Stores) -> Answer:
        own = stores.teams.of(action.user_id)
        is_closed = rooms.closed_in(stores, program.channel_id) is not None
        form = writing.form(stores, words, own.id if own else None, action.user_id, is_closed=is_closed)
        return Open(windows.writing(form, callback_id=WINDOW, private_metadata=pack(session=session.id)))

    return await deps.read(read)


async def gathered(submission: Submission, deps: Deps) -> Answer:
    """Keep the lesson of a session, with the way to its thread; its card stands there."""
    session_id = int(unpack(submission.private_metadata)["session"])
    given = await deps.read(lambda stores: writing.typed(submission, stores))
    if isinstance(given, Errors):
        return given
    program, session = await deps.read(lambda stores: _session(stores, session_id))
    channel_id, ts = program.channel_id, str(session.message_ts)
    await _may_capture(deps, channel_id)
    author = await reading.person(deps, submission.user_id)
    source = Source(channel_id, ts, None, await reading.permalink(deps.client, channel_id, ts))
    # Without words of a message: they are a person's own, so no change of the bot's message changes them.
    new = replace(
        writing.by_hand(given, author, now=deps.now), title="", happened="", learnt="", to_try="", source=source
    )

    def write(stores: Stores) -> Kept | lessons.TakenBack | None:
        return keeping.keep(stores, new, [author], typed=given, now=deps.now)

    kept = await deps.write(write)
    if not isinstance(kept, Kept):
        return Say(lesson_blocks.not_captured(kept or NotCaptured(Obstacle.GONE)))
    return Update(windows.kept(kept.lesson) if kept.is_news else windows.captured_before(kept.lesson))


async def sum_up_now(action: Action, deps: Deps) -> Answer:
    """Tell what came of an Open Space before its day of harvest is over, for a member of its community."""

    def write(stores: Stores) -> Answer:
        program = open_space.program(stores, int(action.value))
        if not meetups.may_cancel(stores, program.meetup, action.user_id):
            raise meetups.NotYoursToCancel(program.meetup)
        if meetups.is_over(program.meetup, deps.now):
            sum_up(stores, program.meetup.id, now=deps.now)
        return Say(blocks.summed_up(program.meetup.id))

    return await deps.write(write)


def sum_up(stores: Stores, meetup_id: int, *, now: datetime) -> None:
    """Post once what came of an Open Space into its community's channel, and let it rest."""
    if not stores.open_spaces.claim(meetup_id, SUMMARY, now=now):
        return
    program = open_space.program(stores, meetup_id)
    stores.open_spaces.change(replace(program.space, is_done=True))
    channel_id = _home(stores, program)
    if program.sessions:  # nobody brought anything: nothing is told
        message = blocks.summary(Harvest(program, _lessons(stores, program, channel_id)))
        stores.outbox.put(deliveries.post(channel_id, message), now=now)
    open_space_cards.changed(stores, meetup_id, now=now)


def _lessons(stores: Stores, program: Program, channel_id: str) -> Mapping[int, Sequence[Lesson]]:
    """Give the lessons of each session that whoever reads this channel may see."""
    threads = {session.message_ts: session.id for session in program.sessions if session.message_ts}
    numbers = stores.open_spaces.harvested(program.channel_id, list(threads))
    known = stores.lessons.some(sorted({number for found in numbers.values() for number in found}))
    seen = {number for number, lesson in known.items() if lesson.closed_in in (None, channel_id)}
    return {threads[ts]: [known[number] for number in found if number in seen] for ts, found in numbers.items()}


def _home(stores: Stores, program: Program) -> str:
    """Give where all of it is told; what was said in a closed room is told there and nowhere else."""
    if rooms.closed_in(stores, program.channel_id) is not None:
        return program.channel_id
    community_id = program.meetup.community_id
    community = stores.communities.get(community_id) if community_id is not None else None
    return (community.channel_id if community else None) or program.meetup.channel_id


def _session(stores: Stores, session_id: int) -> tuple[Program, Session]:
    session = stores.open_spaces.session(session_id)
    if session is None or session.message_ts is None:
        raise NotCaptured(Obstacle.GONE)
    return open_space.program(stores, session.meetup_id), session


async def _may_capture(deps: Deps, channel_id: str) -> None:
    """Raise NotCaptured where nothing is kept: a closed or shared channel whose members didn't say so."""
    channel = await reading.channel(deps.client, channel_id)
    if channel is None:
        raise NotCaptured(Obstacle.PRIVATE)
    room = await deps.read(lambda stores: stores.rooms.get(channel_id))
    if not rooms.captures(room, is_closed=not channel.is_public, is_shared=channel.is_shared):
        raise NotCaptured(Obstacle.SHARED if channel.is_shared else Obstacle.PRIVATE)


async def _drafted(deps: Deps, program: Program, session: Session) -> Words:
    """Give the lesson that a session's thread makes by plain rules, under the session's title."""
    notes = await drafts.notes(deps, program.channel_id, str(session.message_ts))
    drafted = drafting.draft(notes) if says_something(notes) else windows.NOTHING
    about = f"In the Open Space “{program.meetup.title}”. {session.why}".strip()
    happened = "\n\n".join(filter(None, [about, drafted.happened]))
    return replace(
        drafted,
        title=title_of(session.title),
        happened=happened[: lessons.TEXT_LIMIT],
        community_id=program.meetup.community_id,
    )


FEATURE = Feature(
    actions={"open_space.harvest": of_session(gather), "open_space.sum_up": of_meetup(sum_up_now)},
    views={WINDOW: of_view(gathered)},
)
