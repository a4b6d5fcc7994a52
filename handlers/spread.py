"""Spread: a team's answers to a lesson, by buttons and in windows; `handlers/reactions.py` takes them by reactions."""

import structlog

from community import lessons, merged_lessons, spread
from community.capture import says_something
from community.lessons import Lesson
from community.readers import Reader
from community.spread import WORDS_LIMIT, Adoption, Answer, NoTeamYet, OwnLesson
from community.stores import Stores
from community.teams import Team
from handlers import cards, deliveries, mrkdwn, readers, writing
from handlers.answers import Answer as Told
from handlers.answers import Errors, Open, Say, Update
from handlers.blocks import spread as blocks
from handlers.blocks import teams as team_blocks
from handlers.blocks.parts import Message
from handlers.blocks.teams import Pending
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack
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


def told(stores: Stores, lesson: Lesson, answer: Answer, *, by: str, words: str = "", deps: Deps) -> Message:
    """Keep what this person says for their team inside the caller's transaction, and give what to tell them.

    Whoever named no team is asked for it, and whose team learnt the lesson is told so; nothing is kept then.
    """
    try:
        given = spread.give(stores, lesson, answer, by=by, words=words, now=deps.now)
    except OwnLesson as error:
        return blocks.own_lesson(error)
    except NoTeamYet:
        return ask_once(stores, by, lesson, answer, deps) or team_blocks.needed(Pending(lesson.number, answer))
    if given.is_news:
        log.info("A team answered a lesson.", number=lesson.number, answer=answer.value)
        show(stores, lesson, deps)
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
        if (asked := ask_once(stores, by, lesson, Answer.ADOPTED, deps)) is not None:
            stores.outbox.put(deliveries.post(by, asked), now=deps.now)
        return
    if given.is_news:
        show(stores, lesson, deps)


def ask_once(stores: Stores, user_id: str, lesson: Lesson, answer: Answer, deps: Deps) -> Message | None:
    """Give the one soft question for a person's team, with the answer that waits for it; None for who had it before."""
    if not stores.people.is_first(user_id, _ASKED, now=deps.now):
        return None
    return team_blocks.ask(stores.teams.all(), Pending(lesson.number, answer))


def show(stores: Stores, lesson: Lesson, deps: Deps) -> None:
    """Let everything that shows the lesson say how far it has come; how many use it was counted with the answer."""
    cards.refresh(stores, stores.lessons.get(lesson.number) or lesson, now=deps.now)


FEATURE = Feature(
    actions={
        "spread.try": try_it,
        "spread.adopted": adopt,
        blocks.ADAPTED: adapt,
        blocks.NOT_NOW: not_now,
    },
    views={blocks.ADAPTED: adapted, blocks.NOT_NOW: left_for_now},
)


async def _say(number: int, answer: Answer, user_id: str, deps: Deps, *, words: str = "") -> Message:
    reader = await readers.reader(deps, user_id, about=number)

    def work(stores: Stores) -> Message:
        lesson = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
        return told(stores, lesson, answer, by=user_id, words=words, deps=deps)

    return await deps.write(work)


async def _window(action: Action, answer: Answer, deps: Deps) -> Told:
    number = int(action.value)
    reader = await readers.reader(deps, action.user_id, about=number)
    try:
        lesson, team, newest = await deps.read(lambda stores: _answering(stores, number, answer, reader))
    except (NoTeamYet, OwnLesson):
        return Say(await _say(number, answer, action.user_id, deps))  # nothing can be kept, and it says why
    said = newest.words if newest is not None and newest.answer is answer else ""
    window = blocks.adapting if answer is Answer.ADAPTED else blocks.not_now
    return Open(window(lesson, team, words=said, private_metadata=pack(number=number)))


def _answering(stores: Stores, number: int, answer: Answer, reader: Reader) -> tuple[Lesson, Team, Adoption | None]:
    lesson = lessons.shown(merged_lessons.get(stores, number), number, to=reader)
    return lesson, *spread.answering(stores, lesson, answer, by=reader.user_id)
