"""Running the bot: its signals, its introduction to Slack, and everything opened and closed in order."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import calls, slack
from bot.bot import Bot
from bot.settings import Settings, is_loopback
from bot.slack import Identity
from bot.worker import Worker
from bot.workshop import Workshop
from handlers.table import Feature
from storage.database import Database

log = structlog.get_logger(__name__)

LONGEST_PAUSE_SECONDS = 60.0


async def run(settings: Settings, table: Feature, *, until_stdin_ends: bool = False) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises an OperatorError or a StorageError when it can't start.
    """
    # Bolt 1.30 reads the tokens by itself too, and warns that it then doesn't use them.
    unwanted = ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]
    if is_loopback(settings.slack_api_url):
        # slack_sdk 3.47 takes any proxy from the environment, even for this very machine.
        unwanted += ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"]
    for name in unwanted:
        os.environ.pop(name, None)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if until_stdin_ends:
        await loop.connect_read_pipe(lambda: _OnEnd(stop.set), sys.stdin)
    await serve(settings, table, stop)


async def serve(settings: Settings, table: Feature, stop: asyncio.Event) -> None:
    """Run the bot until `stop` is set, then end it in order within ten seconds."""
    async with AsyncExitStack() as stack:
        worker = Worker(settings.data_dir)
        stack.callback(worker.close)
        shared = await stack.enter_async_context(slack.session())
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        workshop = Workshop()
        stack.push_async_callback(workshop.close)
        bot = Bot(settings, table, database, shared, worker.name, workshop)
        await bot.server.start()
        stack.push_async_callback(bot.server.stop)
        _, identity = await asyncio.gather(database.open(), _introduced(bot.client, stop))
        if identity is not None:
            await bot.start(identity)
            await stop.wait()
            await bot.end()


class _OnEnd(asyncio.Protocol):
    def __init__(self, ended: Callable[[], None]) -> None:
        self._ended = ended

    def eof_received(self) -> None:
        self._ended()

    def connection_lost(self, _: Exception | None) -> None:
        self._ended()


async def _introduced(client: AsyncWebClient, stop: asyncio.Event) -> Identity | None:
    """Ask Slack who we are, until it answers; None when the bot is to stop before."""
    failures = 0
    while not stop.is_set():
        try:
            return await slack.introduce(client)
        except SlackApiError as error:
            reason = str(error.response.get("error"))
            if reason in calls.TOKEN_ERRORS:
                raise slack.TokenRefused(reason) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            reason = type(error).__name__
        failures += 1
        pause = min(2.0 ** min(failures, 10) / 2, LONGEST_PAUSE_SECONDS)
        log.warning("Slack does not answer; trying again.", error=reason, seconds=pause)
        await _stopped_within(stop, pause)
    return None


async def _stopped_within(stop: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return False
    return True
