"""Where a charter stands in Slack: in the channel's canvas where that can be, and else in the pinned welcome.

There is one post for both, so that nothing is said twice: while the canvas holds the charter, the welcome points to it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from community import after_meetups
from community.charters import Canvas, Charter, Step, step
from community.communities import Community
from community.delivery import Refused, Sent
from community.stores import Stores
from handlers import deliveries, people, reading
from handlers.blocks import charters as blocks
from handlers.blocks.parts import Message
from handlers.deps import Deps

POSTED, UPDATED = "community.welcome", "community.welcome.update"
MADE, EDITED = "community.canvas", "community.canvas.edit"
_TITLE = "Charter"


def begin(stores: Stores, community: Community, *, mark: str, now: datetime) -> None:
    """Welcome everybody in a community's new channel, and give its charter a canvas; `mark` captures a lesson."""
    _post(stores, community, mark=mark, now=now)
    _follow_canvas(stores, community, mark=mark, now=now)


def follow(stores: Stores, community: Community, *, mark: str, now: datetime) -> None:
    """Let the canvas and the welcome say what the charter says now."""
    _follow_canvas(stores, community, mark=mark, now=now)
    _follow_welcome(stores, community, mark=mark, now=now)


def follow_notes(stores: Stores, community: Community, *, mark: str, now: datetime) -> None:
    """Let the canvas say what its meetups' notes say now; the welcome says nothing of them."""
    _follow_canvas(stores, community, mark=mark, now=now)


def posted(stores: Stores, sent: Sent, now: datetime) -> None:
    """Pin the welcome, so that whoever comes later finds it; put it right where things changed on its way."""
    found = _subject(stores, sent.delivery.subject)
    if found is None:
        return
    community, mark = replace(found[0], welcome_ts=sent.answer["ts"]), found[1]
    stores.communities.update(community)
    stores.outbox.put(deliveries.pin(sent.answer["channel"], sent.answer["ts"]), now=now)
    if mark and _welcome(stores, community, mark=mark).blocks != sent.delivery.arguments.get("blocks"):
        _follow_welcome(stores, community, mark=mark, now=now)


async def not_updated(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Post the welcome anew where somebody deleted it and the charter would stand nowhere else."""

    def again(stores: Stores) -> None:
        found = _subject(stores, refused.delivery.subject)
        is_gone = refused.error == "message_not_found"
        if found is None or not is_gone or found[0].welcome_ts != refused.delivery.arguments.get("ts"):
            return
        community = replace(found[0], welcome_ts=None)
        stores.communities.update(community)
        canvas = stores.charters.canvas(community.id)
        if canvas is None or not canvas.is_true:
            _post(stores, community, mark=found[1], now=deps.now)

    return again


def made(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember the canvas, and let the welcome point to it."""
    found = _subject(stores, sent.delivery.subject)
    if found is None:
        return
    community, mark = found
    stores.charters.keep_canvas(Canvas(community.id, sent.answer["canvas_id"]))
    written = stores.charters.now(community.id)
    document = sent.delivery.arguments["document_content"]
    if written is not None and _markdown(stores, community, written) != document["markdown"]:
        _follow_canvas(stores, community, mark=mark, now=now)
    _follow_welcome(stores, community, mark=mark, now=now)


async def not_made(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Remember why there is no canvas: the charter stands in the welcome already, and stays there.

    The empty canvas that came with the bot's own channel is as good as one it made.
    """
    empty = await _empty_canvas(refused, deps)

    def remember(stores: Stores) -> None:
        found = _subject(stores, refused.delivery.subject)
        if found is None:
            return
        community, mark = found
        stores.charters.keep_canvas(Canvas(community.id, empty, refused.error))
        if empty is not None:
            _follow_canvas(stores, community, mark=mark, now=deps.now)

    return remember


def edited(stores: Stores, sent: Sent, now: datetime) -> None:
    """Let the welcome point to the canvas again, where that had not followed for a while."""
    found = _subject(stores, sent.delivery.subject)
    canvas = stores.charters.canvas(found[0].id) if found else None
    if found is None or canvas is None or canvas.refused is None:
        return
    if canvas.canvas_id == sent.delivery.arguments["canvas_id"]:
        stores.charters.keep_canvas(replace(canvas, refused=None))
        _follow_welcome(stores, found[0], mark=found[1], now=now)


async def not_edited(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Say the charter in the welcome again, since the canvas no longer follows it."""

    def fall_back(stores: Stores) -> None:
        found = _subject(stores, refused.delivery.subject)
        if found is None:
            return
        community, mark = found
        canvas_id = None if refused.error == "canvas_not_found" else str(refused.delivery.arguments["canvas_id"])
        stores.charters.keep_canvas(Canvas(community.id, canvas_id, refused.error))
        if community.welcome_ts is None:  # people deleted it while the canvas was enough
            _post(stores, community, mark=mark, now=deps.now)
        _follow_welcome(stores, community, mark=mark, now=deps.now)

    return fall_back


async def _empty_canvas(refused: Refused, deps: Deps) -> str | None:
    """Give the canvas that is in the way, if the channel is the bot's own and nobody wrote anything in it."""
    if refused.error != "channel_canvas_already_exists":
        return None
    try:
        channel = await reading.channel(deps.client, str(refused.delivery.arguments["channel_id"]))
    except (SlackApiError, ClientError, TimeoutError):
        return None  # then it is taken for somebody's
    return channel.empty_canvas_id if channel is not None and channel.creator == deps.bot_user_id else None


def _follow_canvas(stores: Stores, community: Community, *, mark: str, now: datetime) -> None:
    written = stores.charters.now(community.id)
    if written is None or not written.is_said or community.channel_id is None:
        return
    canvas = stores.charters.canvas(community.id)
    own = {"lane": f"canvas:{community.id}", "subject": f"{community.id} {mark}"}
    markdown = _markdown(stores, community, written)
    match step(canvas):
        case Step.MAKE:
            stores.charters.keep_canvas(Canvas(community.id))
            stores.outbox.put(
                deliveries.make_canvas(community.channel_id, _TITLE, markdown, purpose=MADE, **own), now=now
            )
        case Step.EDIT if canvas is not None and canvas.canvas_id is not None:
            stores.outbox.put(deliveries.edit_canvas(canvas.canvas_id, markdown, purpose=EDITED, **own), now=now)


def _markdown(stores: Stores, community: Community, written: Charter) -> str:
    """Give the whole page: the charter, and below it the notes, so that neither overwrites the other."""
    return blocks.canvas(community, written, after_meetups.notes(stores, community.id))


def _follow_welcome(stores: Stores, community: Community, *, mark: str, now: datetime) -> None:
    """Update the welcome; while none is there, its posting puts it right."""
    if community.channel_id is None or community.welcome_ts is None:
        return
    welcome, subject = _welcome(stores, community, mark=mark), f"{community.id} {mark}"
    stores.outbox.put(
        deliveries.update(community.channel_id, community.welcome_ts, welcome, purpose=UPDATED, subject=subject),
        now=now,
    )


def _post(stores: Stores, community: Community, *, mark: str, now: datetime) -> None:
    if community.channel_id is not None:
        welcome = _welcome(stores, community, mark=mark)
        delivery = deliveries.post(community.channel_id, welcome, purpose=POSTED, subject=f"{community.id} {mark}")
        stores.outbox.put(delivery, now=now)


def _welcome(stores: Stores, community: Community, *, mark: str) -> Message:
    written = stores.charters.now(community.id)
    canvas = stores.charters.canvas(community.id)
    return blocks.welcome(
        community,
        _said(written),
        started_by=people.name_of(stores, community.started_by, unknown="Someone"),
        mark=mark,
        has_canvas=canvas is not None and canvas.is_true,
    )


def _said(written: Charter | None) -> Charter | None:
    return written if written is not None and written.is_said else None


def _subject(stores: Stores, subject: str) -> tuple[Community, str] | None:
    """Give the community an answer is about, and the emoji that captures a lesson; None when it is gone."""
    community_id, _, mark = subject.partition(" ")
    community = stores.communities.get(int(community_id))
    return None if community is None else (community, mark)
