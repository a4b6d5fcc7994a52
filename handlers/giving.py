"""Giving: who can help a community says so, and its members tell what became of it."""

from community import support
from community.lessons import Words
from community.stores import Stores
from community.support import Told
from community.titles import title_of
from handlers import asks, deliveries, reading, writing
from handlers.answers import Answer, Errors, Open, Say
from handlers.blocks import support as blocks
from handlers.blocks import support_windows as windows
from handlers.blocks import writing as writing_blocks
from handlers.blocks.parts import View
from handlers.blocks.support import Asked
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack


@asks.told_why
async def help_(action: Action, deps: Deps) -> Answer:
    """Open the window to say what one can give; what was said before is there to be changed."""

    def look(stores: Stores) -> View:
        shown = asks.one(stores, int(action.value))
        support.still_open(shown.ask)
        before = next((one for one in shown.help if one.user_id == action.user_id), None)
        return windows.helping(shown, before, private_metadata=pack(ask_id=shown.ask.id))

    return Open(await deps.read(look))


@asks.told_why
async def helped(submission: Submission, deps: Deps) -> Answer:
    """Keep what somebody can give, show it on the cards, and tell the community in the thread of its own."""
    ask_id = int(unpack(submission.private_metadata)["ask_id"])
    words = asks.words(submission, "words")
    amount = asks.amount(submission)
    if not words:
        return Errors({"words": "A few words, please: what can you give?"})
    if isinstance(amount, Errors):
        return amount
    person = await reading.person(deps, submission.user_id)

    def work(stores: Stores) -> tuple[Asked, bool]:
        found, _ = support.known(stores, ask_id)
        stores.people.save(person, now=deps.now)
        is_news = support.give(stores, found, submission.user_id, words, amount, now=deps.now)
        shown = asks.refreshed(stores, found, now=deps.now) if is_news else asks.one(stores, ask_id)
        if is_news and found.own_channel_id is not None and found.own_ts is not None:
            new = next(one for one in shown.help if one.user_id == submission.user_id)
            told = deliveries.post(found.own_channel_id, blocks.helped(shown, new), thread_ts=found.own_ts)
            stores.outbox.put(told, now=deps.now)
        return shown, is_news

    shown, is_news = await deps.write(work)
    return Say(blocks.thanked(shown, is_news=is_news))


@asks.told_why
async def take_back(action: Action, deps: Deps) -> Answer:
    """Take back what somebody said they give."""

    def work(stores: Stores) -> tuple[Asked, bool]:
        found, _ = support.known(stores, int(action.value))
        was_there = support.take_back(stores, found, action.user_id)
        return (asks.refreshed(stores, found, now=deps.now) if was_there else asks.one(stores, found.id)), was_there

    shown, was_there = await deps.write(work)
    return Say(blocks.taken_back(shown, was_there=was_there))


@asks.told_why
async def withdraw(action: Action, deps: Deps) -> Answer:
    """Let an ask be no more."""

    def work(stores: Stores) -> Asked:
        found, _ = support.known(stores, int(action.value))
        return asks.refreshed(stores, support.withdraw(stores, found, action.user_id), now=deps.now)

    return Say(blocks.withdrawn(await deps.write(work)))


@asks.told_why
async def tell(action: Action, deps: Deps) -> Answer:
    """Open the window to tell what became of it, to a member."""

    def look(stores: Stores) -> View:
        shown = asks.one(stores, int(action.value))
        support.teller(stores, shown.ask, action.user_id)
        return windows.telling(shown, private_metadata=pack(ask_id=shown.ask.id))

    return Open(await deps.read(look))


@asks.told_why
async def told(submission: Submission, deps: Deps) -> Answer:
    """Keep what was spent and what was learnt."""
    ask_id = int(unpack(submission.private_metadata)["ask_id"])
    outcome, spent = asks.words(submission, "outcome"), asks.amount(submission)
    if not outcome:
        return Errors({"outcome": "A few words, please: what did it go into?"})
    if isinstance(spent, Errors):
        return spent
    said = Told(spent, outcome, asks.words(submission, "learnt"))

    def work(stores: Stores) -> Asked:
        found, _ = support.known(stores, ask_id)
        return asks.refreshed(stores, support.tell(stores, found, submission.user_id, said, now=deps.now), now=deps.now)

    return Say(blocks.told(await deps.write(work)))


@asks.told_why
async def as_lesson(action: Action, deps: Deps) -> Answer:
    """Open the window to write a lesson down, with what was learnt from what was given."""

    def look(stores: Stores) -> View:
        found, community = support.known(stores, int(action.value))
        said = Words(
            title=title_of(found.learnt),
            learnt=found.learnt,
            happened=found.outcome,
            community_id=community.id,
        )
        own = stores.teams.of(action.user_id)
        return writing_blocks.writing(writing.form(stores, said, own.id if own else None, action.user_id))

    return Open(await deps.read(look))
