"""Suggestions: drafts of AI helpers, shown to their person alone, who keeps, changes or drops them."""

from community import suggestions
from community.lessons import Words
from community.stores import Stores
from community.suggestions import NobodyThere, NotYourSuggestion
from handlers import deliveries, keeping, people, reading, writing
from handlers.answers import Answer, Errors, Open, Replace, Update
from handlers.blocks import suggestions as blocks
from handlers.blocks import writing as windows
from handlers.deps import Deps
from handlers.keeping import Kept
from handlers.payloads import Action, Submission, pack, unpack
from handlers.table import Feature


async def suggest(deps: Deps, user_id: str, words: Words) -> None:
    """Show a draft to its person; NobodyThere when Slack knows none of that id, and what the rules raise."""
    person = await people.met(deps, user_id)
    if person is None:
        raise NobodyThere

    def work(stores: Stores) -> None:
        stores.people.save(person, now=deps.now)
        offered = suggestions.suggest(stores, user_id, words, now=deps.now)
        stores.outbox.put(deliveries.post(user_id, blocks.offered(offered)), now=deps.now)

    await deps.write(work)


async def review(action: Action, deps: Deps) -> Answer:
    """Open the window with the draft's words, all of which can be changed."""
    suggestion_id = int(action.value)

    def look(stores: Stores) -> Answer:
        waiting = suggestions.waiting(stores.suggestions.get(suggestion_id), to=action.user_id)
        team = stores.teams.of(action.user_id)
        form = writing.form(stores, waiting.words, team.id if team else None, action.user_id)
        metadata = pack(suggestion=suggestion_id)
        return Open(windows.writing(form, callback_id="suggestion.keep", private_metadata=metadata))

    return await deps.read(look)


async def keep(submission: Submission, deps: Deps) -> Answer:
    """Keep what became of the draft as this person's lesson."""
    suggestion_id = int(unpack(submission.private_metadata)["suggestion"])
    given = await deps.read(lambda stores: writing.typed(submission, stores))
    if isinstance(given, Errors):
        return given
    author = await reading.person(deps, submission.user_id)
    new = writing.by_hand(given, author, now=deps.now)

    def work(stores: Stores) -> Answer:
        suggestions.waiting(stores.suggestions.get(suggestion_id), to=submission.user_id)
        kept = keeping.keep(stores, new, [author], typed=given, now=deps.now)
        if not isinstance(kept, Kept):
            raise NotYourSuggestion
        stores.suggestions.answer(suggestion_id, kept_as=kept.lesson.number, now=deps.now)
        return Update(windows.kept(kept.lesson))

    return await deps.write(work)


async def drop(action: Action, deps: Deps) -> Answer:
    """Forget the draft."""
    suggestion_id = int(action.value)

    def work(stores: Stores) -> Answer:
        waiting = suggestions.waiting(stores.suggestions.get(suggestion_id), to=action.user_id)
        stores.suggestions.answer(suggestion_id, kept_as=None, now=deps.now)
        return Replace(blocks.dropped(waiting.words))

    return await deps.write(work)


FEATURE = Feature(
    actions={"suggestion.review": review, "suggestion.drop": drop},
    views={"suggestion.keep": keep},
)
