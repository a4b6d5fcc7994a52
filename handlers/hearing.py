"""Hearing: that people talk where a community meets is counted, by person and week. What they say is not kept."""

from community.communities import State
from community.pulse import Asked, Heard
from community.questions import is_question
from community.stores import Stores
from handlers import drafts, mrkdwn
from handlers.deps import Deps
from handlers.interest import is_said
from handlers.payloads import Event


async def heard(event: Event, deps: Deps) -> None:
    """Count a person's message, and note that they asked everybody something or answered who did.

    Nothing is written for a channel that is no open community's, and what was said there comes to nobody's ears.
    """
    body = event.body
    channel_id, user_id = str(body["channel"]), str(body.get("user") or "")
    if not is_said(body) or body.get("channel_type") != "channel" or user_id == deps.bot_user_id:
        return
    community = await deps.read(lambda stores: stores.communities.in_channel(channel_id))
    if community is None or community.state is not State.OPEN:
        return
    ts, thread_ts = str(body["ts"]), str(body.get("thread_ts") or body["ts"])
    at = drafts.moment(ts)
    is_question_to_all = ts == thread_ts and is_question(mrkdwn.plain(str(body.get("text") or "")))

    def work(stores: Stores) -> None:
        stores.pulse.heard(Heard(community.id, user_id, at))
        if is_question_to_all:
            stores.pulse.asked(Asked(community.id, channel_id, ts, user_id, at))
        elif ts != thread_ts:
            stores.pulse.replied(channel_id, thread_ts, by=user_id, at=at)

    await deps.write(work)
