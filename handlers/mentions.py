"""Mentions: "@Yokoten remember this" in a thread makes a lesson of what was said there.

With words of its own ("remember this: …") the message that mentions the bot is the lesson. Without, it is the last
message above it that tells something, as `drafting.meant` says: what people point at when they say "this". As with a
reaction, the thread's first message is then what happened.
"""

from dataclasses import replace

from community import drafting
from community.lessons import SAID, Mark
from handlers import capture, drafts, mrkdwn, reading
from handlers.blocks import lessons as blocks
from handlers.deps import Deps
from handlers.payloads import Event, Payload
from handlers.table import Feature


async def mentioned(event: Event, deps: Deps) -> None:
    """Keep what somebody asks the bot to remember; who mentions it for another reason is told what it can do."""
    said = event.body
    if said.get("bot_id") or not said.get("user") or said["user"] == deps.bot_user_id:
        return
    own = Mark(said["channel"], said["ts"], said["user"], SAID, is_on=True, at=drafts.moment(said["ts"]))
    asked = drafts.request_of(str(said.get("text") or ""), deps)
    thread_ts = said.get("thread_ts")
    if asked is None:
        await capture.tell(deps, own, blocks.how_to_ask(mark=deps.capture_emoji[0]), thread_ts)
        return
    ts = said["ts"] if asked else await _meant(said, deps)
    if ts is None:
        await capture.tell(deps, own, blocks.nothing_above(mark=deps.capture_emoji[0]), thread_ts)
        return
    kept = await capture.take(replace(own, ts=ts), deps)
    if kept is not None and not kept.is_news:
        await capture.tell(deps, own, blocks.already(kept.lesson), thread_ts)


FEATURE = Feature(events={"app_mention": mentioned})


async def _meant(said: Payload, deps: Deps) -> str | None:
    """Give the ts of the message that "this" means; None outside of a thread."""
    thread_ts = said.get("thread_ts")
    if not thread_ts or thread_ts == said["ts"]:
        return None
    above = await reading.thread(deps.client, said["channel"], thread_ts, before=said["ts"])
    worth = [message for message in above if drafts.obstacle(message, deps) is None]
    if not worth:
        return str(thread_ts)  # the first message, so that who asked is told what is the matter with it
    texts = [mrkdwn.plain(drafts.said(message, deps)) for message in worth]
    return str(worth[drafting.meant(texts)]["ts"])
