"""What an operator may look at and decide: events that were set aside, deliveries that were parked."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from bot import slack
from bot.clock import SystemClock
from bot.problems import OperatorError
from bot.pruning import clear
from bot.settings import Settings
from handlers.forgetting import erase
from storage.database import Database
from storage.stores import Stores

T = TypeVar("T")

LISTED = 100

Say = Callable[[str], None]


async def list_inbox(settings: Settings, workspace_id: str, say: Say) -> None:
    """Say which events were set aside, a line each: id, kind, tries, when it came, what went wrong."""
    found = await _read(settings, workspace_id, lambda stores: stores.inbox.aside(limit=LISTED))
    for entry in found:
        event, when = entry.event, f"{entry.event.received_at:%Y-%m-%d %H:%M}"
        say(f"{event.event_id}  {event.payload['event']['type']}  {entry.tries} tries  {when}  {entry.error}")
    say("Replay one with `yokoten inbox replay ID`." if found else "No event was set aside.")


async def replay_event(settings: Settings, workspace_id: str, event_id: str) -> bool:
    """Let an event that was set aside be tried again; False when it was not."""
    now = SystemClock().now()
    return await _write(settings, workspace_id, lambda stores: stores.inbox.replay(event_id, now=now))


async def list_outbox(settings: Settings, workspace_id: str, say: Say) -> None:
    """Say which deliveries were parked, a line each: id, method, where to, tries, when it was wanted, why."""
    found = await _read(settings, workspace_id, lambda stores: stores.outbox.parked(limit=LISTED))
    for entry in found:
        made = entry.delivery
        say(
            f"{entry.id}  {made.method}  {made.lane}  {entry.tries} tries  {entry.put_at:%Y-%m-%d %H:%M}  {entry.error}"
        )
    say("Look in Slack, then send one with `yokoten outbox replay ID`." if found else "No delivery was parked.")


async def replay_delivery(settings: Settings, workspace_id: str, delivery_id: int) -> bool:
    """Let a parked or refused delivery be sent again; False when it was neither."""
    now = SystemClock().now()
    return await _write(settings, workspace_id, lambda stores: stores.outbox.replay(delivery_id, now=now))


async def tell_of(settings: Settings, workspace_id: str, user_id: str, say: Say) -> bool:
    """Say what is stored about a person, a line each, and give whether that is anything."""
    async with opened(settings) as database:
        workspace_id = await workspace_of(settings, workspace_id)
        held = await database.read(workspace_id, lambda stores: stores.forgetting.held(user_id))
    if held.is_empty:
        say(f"Nothing is stored about {user_id}.")
        return False
    for told, count in held.counts.items():
        of_them = _of_another(told)
        say(f"{of_them[:1].upper()}{of_them[1:]}: {count:,}")
    return True


def _of_another(told: str) -> str:
    """Give what a person is told of themselves as it is told of another."""
    for own, other in (("showed you", "showed them"), ("for you", "for them"), ("your", "their"), ("you", "they")):
        told = re.sub(rf"\b{own}\b", other, told)
    return told


async def forget(settings: Settings, workspace_id: str, user_id: str, *, with_words: bool, say: Say) -> None:
    """Erase a person, and free the file of what was erased."""
    now = SystemClock().now()
    async with opened(settings) as database:
        workspace_id = await workspace_of(settings, workspace_id)
        done = await database.write(workspace_id, lambda stores: erase(stores, user_id, with_words=with_words, now=now))
        is_clear = await clear(database, workspace_id)
    say(f"{user_id} is forgotten; {done.lessons:,} of their lessons were {'emptied' if with_words else 'unnamed'}.")
    say("The file holds nothing of it any more." if is_clear else "The bot frees the file of it when it runs next.")
    say("Cards in Slack change when the bot runs. Delete older backups, or forget again after restoring one.")


async def _read(settings: Settings, workspace_id: str, work: Callable[[Stores], T]) -> T:
    """Read beside the bot, which may be running."""
    workspace_id = workspace_id or await own_workspace(settings)
    database = Database(settings.database_url)
    try:
        await database.open_for_reading()
        return await database.read(workspace_id, work)
    finally:
        await database.close()


async def _write(settings: Settings, workspace_id: str, work: Callable[[Stores], T]) -> T:
    workspace_id = workspace_id or await own_workspace(settings)
    async with opened(settings) as database:
        return await database.write(workspace_id, work)


@asynccontextmanager
async def opened(settings: Settings, *, is_read: bool = False) -> AsyncIterator[Database]:
    """Open the database; what only reads can do so beside a bot that runs."""
    database = Database(settings.database_url)
    try:
        yield await (database.open_for_reading() if is_read else database.open())
    finally:
        await database.close()


async def workspace_of(settings: Settings, given: str, *, otherwise: str = "") -> str:
    """Give the workspace that is meant: the one that was named, else the bot token's, else the other one."""
    if given:
        return given
    if settings.slack_bot_token is None and otherwise:
        return otherwise
    return await own_workspace(settings)


async def own_workspace(settings: Settings) -> str:
    """Ask Slack whose the bot token is, and give that workspace's id; OperatorError when it can't be told."""
    if settings.slack_bot_token is None:
        raise OperatorError("Which workspace is meant? Set SLACK_BOT_TOKEN, or name the workspace: --workspace T…")
    async with slack.session() as shared:
        token = settings.slack_bot_token.get_secret_value()
        try:
            identity = await slack.introduce(slack.client(shared, base_url=settings.slack_api_url, token=token))
        except SlackApiError as error:
            raise slack.TokenRefused(str(error.response.get("error"))) from None
        except (OSError, TimeoutError) as error:
            raise OperatorError(
                f"Slack does not answer at {settings.slack_api_url} ({type(error).__name__}); "
                "name the workspace instead: --workspace T…"
            ) from None
    return identity.workspace_id
