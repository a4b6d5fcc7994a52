"""*I'm going* and *I'll report back*: gatherings outside, and what those who went tell the others."""

from dataclasses import replace

import structlog

from community import reporting, rooms
from community.lessons import Kind
from community.meetups import Meetup, NoSuchMeetup
from community.reporting import Reporter
from community.stores import Stores
from handlers import deliveries, keeping, reading, writing
from handlers.answers import Answer, Done, Errors, Open, Replace, Say, Update
from handlers.blocks import feed_news
from handlers.blocks import outside_meetups as blocks
from handlers.blocks import writing as writing_blocks
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.keeping import Kept
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

BATCH = 100


@refusing("about")
async def go(action: Action, deps: Deps) -> Answer:
    """Keep that somebody goes, and tell them alone."""
    community_id, item_id = map(int, action.value.split())
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        stores.people.save(person, now=deps.now)
        answered = reporting.go(stores, community_id, item_id, action.user_id, now=deps.now)
        return blocks.going(answered.meetup, is_news=answered.is_news)

    return Say(await deps.write(work))


@refusing("about")
async def report(action: Action, deps: Deps) -> Answer:
    """Keep that somebody goes and tells the others afterwards, from a digest's line."""
    community_id, item_id = map(int, action.value.split())
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        stores.people.save(person, now=deps.now)
        answered = reporting.report(stores, community_id, item_id, action.user_id, zone=person.zone, now=deps.now)
        return blocks.reports(answered.meetup, is_news=answered.is_news)

    return Say(await deps.write(work))


@refusing("about")
async def report_too(action: Action, deps: Deps) -> Answer:
    """Keep the same of somebody who said that they go."""
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        stores.people.save(person, now=deps.now)
        answered = reporting.report_from(stores, int(action.value), action.user_id, zone=person.zone, now=deps.now)
        return blocks.reports(answered.meetup, is_news=answered.is_news)

    return Replace(await deps.write(work))


async def take_back(action: Action, deps: Deps) -> Answer:
    """Keep that somebody would rather not report; that they go stays."""
    meetup_id = int(action.value)

    def work(stores: Stores) -> Meetup | None:
        was_there = stores.reporting.take_back(meetup_id, action.user_id)
        return stores.meetups.get(meetup_id) if was_there else None

    return Replace(blocks.taken_back(await deps.write(work)))


async def remind_due(deps: Deps) -> None:
    """Ask those who said that they report back, each once, at a good hour; leave what is days late."""
    left: set[tuple[int, str]] = set()  # what is still due after its turn: it failed, or another process is at it
    while due := await deps.read(lambda stores: stores.reporting.due(deps.now, limit=BATCH + len(left))):
        batch = [one for one in due if (one.meetup_id, one.user_id) not in left]
        if not batch:
            return
        for one in batch:
            if not await _remind(deps, one):
                left.add((one.meetup_id, one.user_id))


async def leave(action: Action, deps: Deps) -> Answer:
    """Ask no more."""
    await deps.write(lambda stores: stores.reporting.take_back(int(action.value), action.user_id))
    return Replace(blocks.left())


async def write(action: Action, deps: Deps) -> Answer:
    """Open the window to tell what one saw, as a lesson of a visit."""
    meetup_id, user_id = int(action.value), action.user_id

    def look(stores: Stores) -> Answer:
        meetup, there = stores.meetups.get(meetup_id), stores.reporting.get(meetup_id, user_id)
        if meetup is None or rooms.closed_in(stores, meetup.channel_id) is not None:
            raise NoSuchMeetup
        if there is not None and there.number is not None:
            return Say(blocks.told_before(there.number))
        own = stores.teams.of(user_id)
        words = replace(writing_blocks.NOTHING, kind=Kind.VISIT, community_id=meetup.community_id)
        words = replace(words, happened=f"I was at {meetup.title}.")
        form = writing.form(stores, words, own.id if own else None, user_id)
        metadata = pack(meetup_id=meetup_id)
        return Open(writing_blocks.writing(form, callback_id=blocks.REPORT, private_metadata=metadata))

    return await deps.read(look)


async def told(submission: Submission, deps: Deps) -> Answer:
    """Keep what somebody tells of a gathering outside; nobody asks them again."""
    given = await deps.read(lambda stores: writing.typed(submission, stores))
    if isinstance(given, Errors):
        return given
    author = await reading.person(deps, submission.user_id)
    meetup_id = int(unpack(submission.private_metadata)["meetup_id"])
    new = writing.by_hand(given, author, now=deps.now)

    def work(stores: Stores) -> Answer:
        kept = keeping.keep(stores, new, [author], typed=given, now=deps.now)
        meetup = stores.meetups.get(meetup_id)
        if not isinstance(kept, Kept) or meetup is None or rooms.closed_in(stores, meetup.channel_id) is not None:
            return Done()
        stores.reporting.report(meetup_id, author.user_id, kept.lesson.number)
        return Update(blocks.kept(kept.lesson, meetup))

    return await deps.write(work)


FEATURE = Feature(
    actions={
        feed_news.GO: go,
        feed_news.REPORT: report,
        blocks.REPORT: report_too,
        blocks.TAKE_BACK: take_back,
        blocks.LEAVE: leave,
        blocks.WRITE: write,
    },
    views={blocks.REPORT: told},
    ticks={"reporting": remind_due},
)


async def _remind(deps: Deps, reporter: Reporter) -> bool:
    def work(stores: Stores) -> bool:
        if not stores.reporting.claim(reporter):
            return False
        meetup = stores.meetups.get(reporter.meetup_id)
        if meetup is not None and reporting.is_timely(stores, reporter, meetup, deps.now):
            community = stores.communities.get(meetup.community_id) if meetup.community_id is not None else None
            stores.outbox.put(deliveries.post(reporter.user_id, blocks.reminder(meetup, community)), now=deps.now)
        return True

    try:
        return await deps.write(work)
    except Exception:  # one person's trouble must not keep others from being asked
        log.exception("Nobody was asked to report back.", meetup_id=reporter.meetup_id)
        return False
