"""Sharing a lesson to other communities, where each sees it once and can answer."""

from collections.abc import Callable
from datetime import datetime

import structlog

from community import lessons, merged_lessons, sharing
from community.communities import Community
from community.delivery import Refused, Sent
from community.lessons import Lesson
from community.readers import Reader
from community.sharing import EverywhereAlready
from community.spread import WORDS_LIMIT, Share, is_for_all, may_travel
from community.stores import Stores
from handlers import deliveries, elsewhere, mrkdwn, readers, reading
from handlers.answers import Answer, Errors, Open, Say
from handlers.blocks import sharing as blocks
from handlers.blocks.parts import Message, View
from handlers.deps import Deps
from handlers.numbers import number_of
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

POST = "share.post"


async def share(command: Command, deps: Deps) -> Answer:
    """`/lesson share 42`: open the window to choose where."""
    return await _window(number_of(command.rest, word="share"), command.user_id, deps)


async def share_on_click(action: Action, deps: Deps) -> Answer:
    """Open the same window from a button."""
    return await _window(int(action.value), action.user_id, deps)


async def shared(submission: Submission, deps: Deps) -> Answer:
    """Post the lesson in the channels of the communities that were chosen."""
    number = int(unpack(submission.private_metadata)["number"])
    chosen = [*submission.choices.get("fits", ()), *submission.choices.get("others", ())]
    if not chosen:
        return Errors({"others" if "others" in submission.values else "fits": "Choose at least one community."})
    words = mrkdwn.keepable(submission.values.get("words", ""))[:WORDS_LIMIT]
    reader = await readers.reader(deps, submission.user_id, about=number)
    person = await reading.person(deps, submission.user_id)

    def work(stores: Stores) -> Message:
        stores.people.save(person, now=deps.now)
        lesson = may_travel(lessons.shown(merged_lessons.get(stores, number), number, to=reader))
        found = stores.communities.some([int(community_id) for community_id in dict.fromkeys(chosen)])
        told = [one for one in found.values() if _post(stores, lesson, one, words, submission.user_id, deps)]
        log.info("A lesson was shared.", number=number, communities=[community.id for community in told])
        return blocks.sent(lesson, told, [one for one in found.values() if one not in told])

    return Say(await deps.write(work))


def placed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the post is, and bring it up to date if the lesson changed while it was on its way."""
    number, community_id = map(int, sent.delivery.subject.split())
    ts = str(sent.answer["ts"])
    stores.spread.place_share(number, community_id, ts)
    lesson = stores.lessons.get(number)
    share = _share(stores, number, community_id)
    if lesson is None or share is None:
        return
    message = elsewhere.shared(stores, lesson, share)
    if list(message.blocks) != sent.delivery.arguments.get("blocks"):
        stores.outbox.put(deliveries.update(share.channel_id, ts, message), now=now)


async def not_placed(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who shared it, and let it be shared again."""
    number, community_id = map(int, refused.delivery.subject.split())
    log.warning("Slack took no post for a share.", number=number, error=refused.error)

    def tell(stores: Stores) -> None:
        share, lesson = _share(stores, number, community_id), stores.lessons.get(number)
        community = stores.communities.get(community_id)
        stores.spread.unshare(number, community_id)
        if share is not None and lesson is not None and community is not None and is_for_all(lesson):
            told = deliveries.post(share.shared_by, blocks.not_sent(lesson, community))
            stores.outbox.put(told, now=deps.now)

    return tell


FEATURE = Feature(
    commands={"/lesson": {"share": share}},
    actions={blocks.SHARE: share_on_click},
    views={blocks.SHARE: shared},
    sent={POST: placed},
    refused={POST: not_placed},
)


async def _window(number: int, user_id: str, deps: Deps) -> Answer:
    reader = await readers.reader(deps, user_id, about=number)
    try:
        return Open(await deps.read(lambda stores: _choices(stores, number, reader)))
    except EverywhereAlready as error:
        return Say(blocks.nowhere(str(error)))


def _choices(stores: Stores, number: int, reader: Reader) -> View:
    lesson = may_travel(lessons.shown(merged_lessons.get(stores, number), number, to=reader))
    shares = stores.spread.shares(lesson.number)
    communities = sharing.offered(lesson, stores.communities.all(), shares)
    if not communities:
        raise EverywhereAlready(number, is_anywhere=bool(shares))
    fitting = sharing.fitting(lesson, communities)
    suggested = {found.community.id for found in fitting}
    had = stores.communities.some([share.community_id for share in shares])
    return blocks.sharing(
        lesson,
        fitting,
        [community for community in communities if community.id not in suggested],
        [community.topic for community in had.values()],
        private_metadata=pack(number=number),
    )


def _post(stores: Stores, lesson: Lesson, community: Community, words: str, user_id: str, deps: Deps) -> bool:
    share = sharing.share(stores, lesson, community, by=user_id, words=words, now=deps.now)
    if share is None:
        return False
    delivery = deliveries.post(
        share.channel_id,
        elsewhere.shared(stores, lesson, share),
        purpose=POST,
        subject=f"{lesson.number} {community.id}",
    )
    stores.outbox.put(delivery, now=deps.now)
    return True


def _share(stores: Stores, number: int, community_id: int) -> Share | None:
    return next((share for share in stores.spread.shares(number) if share.community_id == community_id), None)
