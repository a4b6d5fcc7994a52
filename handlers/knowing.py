"""`/community people`: who knows, has done or would like to learn something, and a conversation with one of them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b

import structlog

from community import coaching, knowing
from community.communities import Community
from community.delivery import Refused, Sent
from community.readers import Reader
from community.stores import Stores
from handlers import deliveries, mrkdwn, people, readers
from handlers.answers import Answer, Open, Say
from handlers.at_home import Visitor
from handlers.blocks import knowing as blocks
from handlers.blocks.parts import Block, Message
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission
from handlers.table import Feature

log = structlog.get_logger()

OPEN = "people.opened"
# So long two people have been introduced by one's question, whatever it was about.
INTRODUCED = timedelta(days=1)


async def find(command: Command, deps: Deps) -> Answer:
    """Show who fits what was typed; with no words, what people can be found by."""
    return Say(await _found(command.user_id, mrkdwn.plain(command.rest), deps))


async def search(_action: Action, _deps: Deps) -> Answer:
    """Ask for the words."""
    return Open(blocks.searching())


async def searched(submission: Submission, deps: Deps) -> Answer:
    """Show who fits them."""
    return Say(await _found(submission.user_id, mrkdwn.keepable(submission.values.get("words", "")), deps))


async def ask(action: Action, deps: Deps) -> Answer:
    """Open a conversation with one of those who were found, unless they hid meanwhile or are gone.

    The same two are introduced once a day.
    """
    user_id, _, about = action.value.partition(" ")
    is_hidden = await deps.read(lambda stores: user_id in stores.profiles.hidden())
    other = None if is_hidden else await people.here(deps, user_id)
    asker = await people.here(deps, action.user_id)
    if other is None or asker is None:
        return Say(blocks.not_there(about))

    def work(stores: Stores) -> bool:
        once = _introducing(deps, asker.user_id, other.user_id)
        if not stores.people.is_first(asker.user_id, once, now=deps.now, within=INTRODUCED):
            return False
        stores.people.save(asker, now=deps.now)
        stores.people.note(other, now=deps.now)
        opening = deliveries.open_conversation(
            [asker.user_id, other.user_id],
            lane=f"people:{asker.user_id}",
            purpose=OPEN,
            subject=f"{asker.user_id} {other.user_id} {about}",
        )
        stores.outbox.put(opening, now=deps.now)
        return True

    if not await deps.write(work):
        return Say(blocks.asked_before(other.name))
    log.info("A person was asked.", user_id=action.user_id)
    return Say(blocks.asked(other.name, about))


def opened(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce the two in their conversation."""
    asked_by, user_id, about = sent.delivery.subject.split(" ", 2)
    named = stores.people.named([asked_by, user_id])
    if len(named) < len({asked_by, user_id}):  # one of them was forgotten meanwhile
        return
    message = blocks.introduction(named[asked_by], named[user_id], about)
    stores.outbox.put(deliveries.post(str(sent.answer["channel"]["id"]), message), now=now)


async def not_opened(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked; they may ask again."""
    asked_by, user_id, about = refused.delivery.subject.split(" ", 2)
    log.warning("Slack opened no conversation with a person who was found.", error=refused.error)

    def tell(stores: Stores) -> None:
        stores.people.forget_first(asked_by, _introducing(deps, asked_by, user_id))
        stores.outbox.put(deliveries.post(asked_by, blocks.not_opened(about)), now=deps.now)

    return tell


def at_home(_stores: Stores, _visitor: Visitor) -> Sequence[Block]:
    """Show the way to find people."""
    return blocks.at_home()


def _introducing(deps: Deps, asked_by: str, user_id: str) -> str:
    """Name an introduction without the person who was asked: they may be forgotten, and the note is who asked's."""
    both = f"{asked_by} {user_id}".encode()
    return f"people asked {blake2b(both, key=deps.workspace_id.encode()[:64], digest_size=16).hexdigest()}"


async def _found(user_id: str, typed: str, deps: Deps) -> Message:
    reader = await readers.reader(deps, user_id)
    typed = " ".join(typed.split())[: blocks.WORDS_LIMIT]
    return await deps.read(lambda stores: _answer(stores, typed, reader))


def _answer(stores: Stores, typed: str, reader: Reader) -> Message:
    if not knowing.wanted(typed):
        return blocks.start(knowing.topics(stores))
    found = knowing.find(stores, typed, reader=reader)
    about = knowing.subject(typed)
    if not found:
        return blocks.nobody(about, knowing.topics(stores))
    coaches = frozenset(coaching.shown(stores))
    return blocks.found(found, about, fitting=_fitting(stores, typed, reader.user_id), coaches=coaches)


def _fitting(stores: Stores, typed: str, user_id: str) -> Community | None:
    """Give the person's community whose topic fits best, if any does."""
    words = knowing.wanted(typed)
    fits = {one.id: (knowing.fit(words, one.topic), one) for one in stores.communities.of(user_id)}
    best, community = max(fits.values(), key=lambda each: each[0], default=(0.0, None))
    return community if best >= knowing.LEAST_FIT else None


FEATURE = Feature(
    commands={"/community": {"people": find}},
    actions={blocks.SEARCH: search, blocks.ASK: ask},
    views={blocks.SEARCH: searched},
    sent={OPEN: opened},
    refused={OPEN: not_opened},
)
