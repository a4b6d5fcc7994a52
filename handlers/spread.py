"""Spread: a team's answers to a lesson, by buttons, in windows and by reactions."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from community import lessons, spread
from community.capture import says_something
from community.lessons import Lesson
from community.readers import Reader
from community.spread import WORDS_LIMIT, Adoption, Answer, NoTeamYet, OwnLesson
from community.stores import Stores
from community.teams import Team
from handlers import cards, deliveries, drafts, mrkdwn, readers, reading, telling
from handlers import lessons as writing
from handlers.answers import Answer as Told
from handlers.answers import Errors, Open, Say, Update
from handlers.blocks import spread as blocks
from handlers.blocks import teams as team_blocks
from handlers.blocks.parts import Message
from handlers.blocks.teams import Pending
from handlers.deps import Deps
from handlers.payloads import Action, Event, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

_ASKED = "team.asked"


async def try_it(action: Action, deps: Deps) -> Told:
    """Note that a team tries the lesson."""
    return Say(await _say(int(action.value), Answer.TRYING, action.user_id, deps))


async def adopt(action: Action, deps: Deps) -> Told:
    """Note that a team uses the lesson as it is."""
    return Say(await _say(int(action.value), Answer.ADOPTED, action.user_id, deps))


async def adapt(action: Action, deps: Deps) -> Told:
    """Ask how the team adapted it."""
    return await _window(action, Answer.ADAPTED, deps)


async def not_now(action: Action, deps: Deps) -> Told:
    """Ask why not, for who wants to say."""
    return await _window(action, Answer.NOT_NOW, deps)


async def adapted(submission: Submission, deps: Deps) -> Told:
    """Note how a team adapted the lesson; who wants to goes on to write it down as one of their own."""
    number = int(unpack(submission.private_metadata)["number"])
    words = mrkdwn.keepable(submission.values.get("words", ""))
    if not says_something(words):
        return Errors({"words": "A few words, please: what do you do differently?"})
    if len(words) > WORDS_LIMIT:
        return Errors({"words": f"That is {len(words)} characters long; {WORDS_LIMIT} fit beside your team's name."})
    told = await _say(number, Answer.ADAPTED, submission.user_id, deps, words=words)
    if submission.choices.get(blocks.AS_LESSON):
        return Update(await writing.improving(number, words, submission.user_id, deps))
    return Say(told)


async def left_for_now(submission: Submission, deps: Deps) -> Told:
    """Note that a team leaves the lesson for now."""
    number = int(unpack(submission.private_metadata)["number"])
    words = mrkdwn.keepable(submission.values.get("words", ""))[:WORDS_LIMIT]
    return Say(await _say(number, Answer.NOT_NOW, submission.user_id, deps, words=words))


async def reaction_added(event: Event, answer: Answer, deps: Deps) -> None:
    """Take a team's answer from a reaction on the lesson's message, its card or a post that shares it."""
    meant = await _meant(event, deps)
    if meant is None or not await _stands(event, deps):
        return

    def work(stores: Stores) -> Message | None:
        return _reacted(stores, meant, event, answer, deps)

    told = await deps.write(work)
    if told is not None:
        await telling.alone(deps, event.body["user"], meant.channel_id, told, thread_ts=meant.thread_ts)


async def reaction_removed(event: Event, answer: Answer, deps: Deps) -> None:
    """Take a team's answer back when who gave it by a reaction takes that off within ten minutes."""
    meant = await _meant(event, deps)
    if meant is None or await _stands(event, deps):
        return

    def work(stores: Stores) -> bool:
        lesson = stores.lessons.hold(meant.lesson.number) or meant.lesson
        is_undone = spread.unreact(stores, lesson, answer, by=event.body["user"], at=_at(event, deps))
        if is_undone:
            _show(stores, lesson, deps)
        return is_undone

    if await deps.write(work):
        log.info("An answer was taken back.", number=meant.lesson.number)


def told(stores: Stores, lesson: Lesson, answer: Answer, *, by: str, words: str = "", deps: Deps) -> Message:
    """Keep what this person says for their team inside the caller's transaction, and give what to tell them.

    Whoever named no team is asked for it, and whose team learnt the lesson is told so; nothing is kept then.
    """
    try:
        given = spread.give(stores, lesson, answer, by=by, words=words, now=deps.now)
    except OwnLesson as error:
        return blocks.own_lesson(error)
    except NoTeamYet:
        waiting = Pending(lesson.number, answer)
        if stores.people.is_first(by, _ASKED, now=deps.now):
            return team_blocks.ask(stores.teams.all(), waiting)
        return team_blocks.needed(waiting)
    if given.is_news:
        log.info("A team answered a lesson.", number=lesson.number, answer=answer.value)
        _show(stores, lesson, deps)
    return blocks.noted(given)


def adopted(stores: Stores, lesson: Lesson, *, by: str, deps: Deps) -> None:
    """Keep inside the caller's transaction that this person's team uses the lesson, and tell them nothing of it.

    Whoever named no team is asked for it once, by direct message; of their own team's lesson nothing is kept.
    """
    try:
        given = spread.give(stores, lesson, Answer.ADOPTED, by=by, now=deps.now)
    except OwnLesson:
        return
    except NoTeamYet:
        if stores.people.is_first(by, _ASKED, now=deps.now):
            asked = team_blocks.ask(stores.teams.all(), Pending(lesson.number, Answer.ADOPTED))
            stores.outbox.put(deliveries.post(by, asked), now=deps.now)
        return
    if given.is_news:
        _show(stores, lesson, deps)


FEATURE = Feature(
    actions={
        "spread.try": try_it,
        "spread.adopted": adopt,
        blocks.ADAPTED: adapt,
        blocks.NOT_NOW: not_now,
    },
    views={blocks.ADAPTED: adapted, blocks.NOT_NOW: left_for_now},
)


@dataclass(frozen=True, slots=True)
class _Meant:
    """The lesson a reaction is about, and where who reacted can be told something."""

    lesson: Lesson
    channel_id: str
    thread_ts: str | None
    is_source: bool


async def _say(number: int, answer: Answer, user_id: str, deps: Deps, *, words: str = "") -> Message:
    reader = await readers.reader(deps, user_id)

    def work(stores: Stores) -> Message:
        lesson = lessons.shown(stores.lessons.hold(number), number, to=reader)
        return told(stores, lesson, answer, by=user_id, words=words, deps=deps)

    return await deps.write(work)


async def _window(action: Action, answer: Answer, deps: Deps) -> Told:
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id)
    try:
        lesson, team, newest = await deps.read(lambda stores: _answering(stores, number, answer, reader))
    except (NoTeamYet, OwnLesson):
        return Say(await _say(number, answer, action.user_id, deps))  # nothing can be kept, and it says why
    said = newest.words if newest is not None and newest.answer is answer else ""
    window = blocks.adapting if answer is Answer.ADAPTED else blocks.not_now
    return Open(window(lesson, team, words=said, private_metadata=pack(number=number)))


def _answering(stores: Stores, number: int, answer: Answer, reader: Reader) -> tuple[Lesson, Team, Adoption | None]:
    lesson = lessons.shown(stores.lessons.get(number), number, to=reader)
    return lesson, *spread.answering(stores, lesson, answer, by=reader.user_id)


async def _meant(event: Event, deps: Deps) -> _Meant | None:
    """Give the lesson the reaction is about, None when it is about none, or none that this person may see."""
    item = event.body["item"]
    user_id = event.body["user"]
    if item.get("type") != "message" or user_id == deps.bot_user_id:
        return None
    found = await deps.read(lambda stores: _shown_by(stores, item["channel"], item["ts"]))
    if found is None or lessons.is_withdrawn(found.lesson):
        return None
    return found if lessons.may_see(found.lesson, await readers.reader(deps, user_id)) else None


def _shown_by(stores: Stores, channel_id: str, ts: str) -> _Meant | None:
    """Give the lesson this message is the source, the card or a share of."""
    if (lesson := stores.lessons.at(channel_id, ts)) is not None:
        return _Meant(lesson, channel_id, lesson.source.thread_ts if lesson.source else None, is_source=True)
    if (lesson := stores.lessons.card_at(channel_id, ts)) is not None and (source := lesson.source) is not None:
        return _Meant(lesson, channel_id, source.thread_ts or source.ts, is_source=False)
    share = stores.spread.shared_at(channel_id, ts)
    lesson = stores.lessons.get(share.number) if share is not None else None
    return _Meant(lesson, channel_id, None, is_source=False) if lesson is not None else None


async def _stands(event: Event, deps: Deps) -> bool:
    """Tell whether the reaction is on the message now: events can overtake another, and what stands counts."""
    item = event.body["item"]
    return event.body["user"] in await reading.reactors(
        deps.client, item["channel"], item["ts"], event.body["reaction"]
    )


def _reacted(stores: Stores, meant: _Meant, event: Event, answer: Answer, deps: Deps) -> Message | None:
    """Keep the answer and give what to tell: a tick under a message may mean anything, so little is said to it."""
    lesson = stores.lessons.hold(meant.lesson.number) or meant.lesson
    user_id = event.body["user"]
    try:
        given = spread.react(stores, lesson, answer, by=user_id, at=_at(event, deps))
    except OwnLesson as error:
        return None if meant.is_source else blocks.own_lesson(error)
    except NoTeamYet:
        if stores.people.is_first(user_id, _ASKED, now=deps.now):
            return team_blocks.ask(stores.teams.all(), Pending(lesson.number, answer))
        return None
    if not given.is_news:
        return None
    log.info("A team answered a lesson by a reaction.", number=lesson.number, answer=answer.value)
    _show(stores, lesson, deps)
    return blocks.noted(given)


def _at(event: Event, deps: Deps) -> datetime:
    event_ts = event.body.get("event_ts")
    return drafts.moment(event_ts) if event_ts else deps.now


def _show(stores: Stores, lesson: Lesson, deps: Deps) -> None:
    """Let everything that shows the lesson say how far it has come; how many use it was counted with the answer."""
    cards.refresh(stores, stores.lessons.get(lesson.number) or lesson, now=deps.now)
