"""`/lesson forget-me`: what is kept about a person, shown to them, and erased as they choose."""

from dataclasses import replace
from datetime import datetime

import structlog

from community import lessons
from community.forgetting import NOBODY, Forgotten
from community.stores import Stores
from handlers import agreeing, announcing, asks, cards, coaching, open_space_cards, readers, seat_cards
from handlers.answers import Answer, Open, Say, Update
from handlers.blocks import forgetting as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()


async def show(command: Command, deps: Deps) -> Answer:
    """`/lesson forget-me`: tell the person what is kept about them."""
    return await _shown(command.user_id, deps)


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Tell so from the App Home."""
    return await _shown(action.user_id, deps)


async def _shown(user_id: str, deps: Deps) -> Answer:
    reader = await readers.reader(deps, user_id)
    held = await deps.read(lambda stores: stores.forgetting.held(user_id))
    # Who left a closed room sees nothing of it any more, their own words in it neither; they are erased all the same.
    seen = [lesson for lesson in held.lessons if lessons.may_see(lesson, reader) and not lessons.is_withdrawn(lesson)]
    return Say(blocks.held(replace(held, lessons=seen)))


async def choose(_action: Action, _deps: Deps) -> Answer:
    """Ask what is to be erased."""
    return Open(blocks.choosing())


async def forget(submission: Submission, deps: Deps) -> Answer:
    """Erase what they chose."""
    with_words = submission.values.get("what") == blocks.WORDS
    done = await deps.write(lambda stores: erase(stores, submission.user_id, with_words=with_words, now=deps.now))
    log.info("A person was forgotten.", lessons=done.lessons, with_words=with_words)
    return Update(blocks.erased(done, with_words=with_words))


def erase(stores: Stores, user_id: str, *, with_words: bool, now: datetime) -> Forgotten:
    """Erase the person, and let every card and post that showed them show what is left."""
    seats, asked = stores.seats.ever(user_id), stores.agreements.open_by(user_id)
    shown_in, offers = stores.support.shown_in(user_id), stores.coaching.of(user_id)
    sessions = stores.open_spaces.of_person(user_id)
    with announcing.followed(stores, now):  # they name who planned it, and topics in the words of who proposed them
        done = stores.forgetting.erase(user_id, with_words=with_words, now=now)
    for ask in map(stores.support.get, shown_in):
        if ask is not None and stores.communities.get(ask.community_id) is not None:
            asks.refreshed(stores, ask, now=now)
    open_space_cards.refresh(stores, sessions, now=now)
    for offer in offers:
        coaching.refresh(stores, offer.id, now=now)
    for lesson in stores.lessons.some(sorted(done.changed)).values():
        cards.refresh(stores, lesson, now=now)
    seat_cards.forgotten(stores, seats, now=now)
    for question in asked:
        agreeing.refresh(stores, replace(question, asked_by=NOBODY), now=now)
    return done


FEATURE = Feature(
    commands={"/lesson": {"forget-me": show}},
    actions={"forget.show": show_on_click, "forget.choose": choose},
    views={"forget.me": forget},
)
