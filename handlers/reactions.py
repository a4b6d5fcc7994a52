"""Reactions: one function an event, which hands it to what the emoji means; no emoji means two things."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

import structlog

from community import lessons, spread
from community.emoji import canonical, is_one_of
from community.lessons import Lesson
from community.readers import Reader
from community.spread import Answer, NoTeamYet, OwnLesson
from community.stores import Stores
from handlers import capture, drafts, readers, reading, telling
from handlers import spread as answers
from handlers.blocks import spread as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.table import Feature

log = structlog.get_logger()

# What a team says to a lesson with an emoji on its message, its card or a post that shares it.
ANSWERS = {"seedling": Answer.TRYING, "white_check_mark": Answer.ADOPTED}


async def added(event: Event, deps: Deps) -> None:
    """Capture a lesson, or take a team's answer to one."""
    answer = _answer(event, deps)
    if answer is None:
        await capture.reaction_added(event, deps)
    else:
        await _answered(event, answer, deps)


async def removed(event: Event, deps: Deps) -> None:
    """Undo a capture, or take a team's answer back when who gave it takes it off within ten minutes."""
    answer = _answer(event, deps)
    if answer is None:
        await capture.reaction_removed(event, deps)
    else:
        await _taken_off(event, answer, deps)


FEATURE = Feature(events={"reaction_added": added, "reaction_removed": removed})


@dataclass(frozen=True, slots=True)
class _Meant:
    """The lesson a reaction is about, what who reacted says by all of theirs now, and where they can be told."""

    number: int
    standing: Set[Answer]
    reader: Reader
    channel_id: str
    thread_ts: str | None
    is_source: bool

    def hold(self, stores: Stores) -> Lesson | None:
        """Give the lesson as it is now; None when who reacted may not see it, or it was taken back."""
        lesson = stores.lessons.hold(self.number)
        if lesson is None or lessons.is_withdrawn(lesson) or not lessons.may_see(lesson, self.reader):
            return None
        return lesson


def _answer(event: Event, deps: Deps) -> Answer | None:
    """Give the answer the emoji stands for; one that was chosen for capturing captures."""
    reaction = event.body["reaction"]
    return None if is_one_of(reaction, deps.capture_emoji) else ANSWERS.get(canonical(reaction))


async def _answered(event: Event, answer: Answer, deps: Deps) -> None:
    meant = await _meant(event, deps)
    if meant is None or answer not in meant.standing:
        return
    told = await deps.write(lambda stores: _keep(stores, meant, event, answer, deps))
    if told is not None:
        await telling.alone(deps, meant.reader.user_id, meant.channel_id, told, thread_ts=meant.thread_ts)


async def _taken_off(event: Event, answer: Answer, deps: Deps) -> None:
    meant = await _meant(event, deps)
    if meant is None or answer in meant.standing:
        return

    def work(stores: Stores) -> bool:
        lesson, by, at = meant.hold(stores), meant.reader.user_id, _moment(event, deps)
        if lesson is None or not spread.unreact(stores, lesson, answer, by=by, standing=meant.standing, at=at):
            return False
        answers.show(stores, lesson, deps)
        return True

    if await deps.write(work):
        log.info("A team's answer was taken back.", number=meant.number)


def _keep(stores: Stores, meant: _Meant, event: Event, answer: Answer, deps: Deps) -> Message | None:
    """Keep the answer and give what to tell: a tick under a message may mean anything, so little is said to it."""
    lesson, user_id = meant.hold(stores), meant.reader.user_id
    if lesson is None:
        return None
    try:
        given = spread.react(stores, lesson, answer, by=user_id, standing=meant.standing, at=_moment(event, deps))
    except OwnLesson as error:
        return None if meant.is_source else blocks.own_lesson(error)
    except NoTeamYet:
        return answers.ask_once(stores, user_id, lesson, answer, deps)
    if given is None or not given.is_news:
        return None
    log.info("A team answered a lesson by a reaction.", number=lesson.number, answer=given.adoption.answer.value)
    answers.show(stores, lesson, deps)
    return blocks.noted(given)


async def _meant(event: Event, deps: Deps) -> _Meant | None:
    """Give the lesson the reaction is about, and who reacted; None when it is about none, or the bot's own."""
    item, user_id = event.body["item"], event.body["user"]
    if item.get("type") != "message" or user_id == deps.bot_user_id:
        return None
    channel_id, ts = item["channel"], item["ts"]
    found = await deps.read(lambda stores: _shown_by(stores, channel_id, ts))
    if found is None:
        return None
    number, thread_ts, is_source = found
    standing = await _standing(channel_id, ts, user_id, deps)
    reader = await readers.reader(deps, user_id, about=number)
    return _Meant(number, standing, reader, channel_id, thread_ts, is_source)


def _shown_by(stores: Stores, channel_id: str, ts: str) -> tuple[int, str | None, bool] | None:
    """Give the lesson whose source, card or share this message is, its thread, and whether it is the source."""
    if (lesson := stores.lessons.at(channel_id, ts)) is not None:
        return lesson.number, lesson.source.thread_ts if lesson.source else None, True
    if (lesson := stores.lessons.card_at(channel_id, ts)) is not None:
        return lesson.number, (lesson.source.thread_ts or lesson.source.ts) if lesson.source else None, False
    share = stores.spread.shared_at(channel_id, ts)
    return (share.number, None, False) if share is not None else None


async def _standing(channel_id: str, ts: str, user_id: str, deps: Deps) -> Set[Answer]:
    """Give what this person's reactions on the message say now."""
    emoji = await reading.reactions(deps.client, channel_id, ts, of=user_id)
    return {answer for name, answer in ANSWERS.items() if name in emoji}


def _moment(event: Event, deps: Deps) -> datetime:
    event_ts = event.body.get("event_ts")
    return drafts.moment(event_ts) if event_ts else deps.now
