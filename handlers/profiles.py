"""`/community profile`: what a person says of themselves, shows and hides; nobody says it for another."""

from collections.abc import Sequence

from community import profiles, roster
from community.profiles import LongWords, Profile, TooManyWords
from community.stores import Stores
from handlers import mrkdwn, people
from handlers.answers import Answer, Errors, Open, Say
from handlers.at_home import Visitor
from handlers.blocks import profiles as blocks
from handlers.blocks.parts import Block, Message, View
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature


async def show(command: Command, deps: Deps) -> Answer:
    """Open what the person says of themselves."""
    return Open(await _form(command.user_id, deps))


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Open it from a button."""
    return Open(await _form(action.user_id, deps))


async def save(submission: Submission, deps: Deps) -> Answer:
    """Keep what they say, and what others may see of the roster."""
    errors: dict[str, str] = {}
    said: dict[str, tuple[str, ...]] = {}
    for field in ("knows", "learns"):
        try:
            said[field] = profiles.read(mrkdwn.keepable(submission.values.get(field, "")))
        except (TooManyWords, LongWords) as error:
            errors[field] = str(error)
    if errors:
        return Errors(errors)
    is_hidden = blocks.HIDE_ALL in submission.choices.get("hidden", ())
    profile = Profile(submission.user_id, said["knows"], said["learns"], is_hidden)
    person = await people.met(deps, submission.user_id)

    def work(stores: Stores) -> Message:
        if person is not None:
            stores.people.save(person, now=deps.now)
        stores.profiles.save(profile, now=deps.now)
        listed = stores.roster.of(submission.user_id)
        if listed is not None and "shown" in submission.choices:
            listed = roster.choose(listed, submission.choices["shown"], now=deps.now)
            stores.roster.put(listed)
        return blocks.saved(profile, listed)

    return Say(await deps.write(work))


async def correct(action: Action, deps: Deps) -> Answer:
    """Ask what would be right in the place of one thing the roster says."""
    listed = await deps.read(lambda stores: stores.roster.of(action.user_id))
    fact = roster.fact_of(listed, action.value) if listed is not None else None
    return Open(blocks.correcting(fact)) if fact is not None else Say(blocks.off())


async def corrected(submission: Submission, deps: Deps) -> Answer:
    """Keep what the person says in its place."""
    said = mrkdwn.keepable(submission.values.get("said", ""))

    def work(stores: Stores) -> Message:
        listed = stores.roster.of(submission.user_id)
        if listed is None:
            return blocks.off()
        after = roster.correct(listed, submission.private_metadata, said)
        stores.roster.put(after)
        fact = roster.fact_of(after, submission.private_metadata)
        return blocks.corrected(fact.told) if fact is not None else blocks.off()

    return Say(await deps.write(work))


async def off(action: Action, deps: Deps) -> Answer:
    """Take the person off the roster for good."""
    await deps.write(lambda stores: stores.roster.leave_out(action.user_id, now=deps.now))
    return Say(blocks.off())


async def back(action: Action, deps: Deps) -> Answer:
    """Let lists name the person again."""
    await deps.write(lambda stores: stores.roster.let_in(action.user_id))
    return Say(blocks.back())


def at_home(stores: Stores, visitor: Visitor) -> Sequence[Block]:
    """Show how others find the person."""
    return blocks.at_home(stores.profiles.of(visitor.user_id), stores.roster.of(visitor.user_id))


async def _form(user_id: str, deps: Deps) -> View:
    def read(stores: Stores) -> View:
        is_left_out = user_id in stores.roster.left_out([user_id])
        return blocks.form(stores.profiles.of(user_id), stores.roster.of(user_id), is_left_out=is_left_out)

    return await deps.read(read)


FEATURE = Feature(
    commands={"/community": {"profile": show}},
    actions={blocks.SHOW: show_on_click, blocks.CORRECT: correct, blocks.OFF: off, blocks.BACK: back},
    views={blocks.SAVE: save, blocks.CORRECT: corrected},
)
