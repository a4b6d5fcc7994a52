"""`yokoten local`: a Slack on this machine in this process, and the bot as a process of its own."""

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.problems import OperatorError
from bot.settings import Settings

if TYPE_CHECKING:
    from sandbox.server import Sandbox

ROOT = Path(__file__).parent.parent
MANIFEST = ROOT / "manifest.yml"
HOST = "127.0.0.1"

READY_SECONDS = 30.0
# The bot ends within ten.
END_SECONDS = 12.0


async def run_local(
    settings: Settings,
    *,
    is_workspace_only: bool = False,
    export: Path | None = None,
    bot_url: str | None = None,
    events_url: str | None = None,
) -> None:
    """Run until SIGTERM or SIGINT. Raises OperatorError when it can't start, or when the bot ends by itself."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if is_workspace_only:
        async with _sandbox(settings.local_port, export, events_url, bot_url) as sandbox:
            _print_workspace(sandbox)
            await stop.wait()
        return
    # The bot starts while the workspace is being made; it is told afterwards where that is.
    bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", "--child", stdin=PIPE)
    try:
        port = _free_port()
        own_url = f"http://{HOST}:{port}"
        requests_url = f"{own_url}/slack/events" if settings.transport == "http" else None
        async with _sandbox(settings.local_port, export, requests_url, own_url) as sandbox:
            await _with_bot(bot, sandbox, _environment(sandbox, settings, port), stop)
    finally:
        await _end(bot)


def read_settings() -> None:
    """Take the settings the parent sends; what was set before gives way. A parent that is gone ends this process."""
    with os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as given:
        line = given.readline()
    if not line:
        sys.exit(0)
    os.environ.update(json.loads(line))


@asynccontextmanager
async def _sandbox(
    port: int, export: Path | None, events_url: str | None, bot_url: str | None
) -> AsyncIterator["Sandbox"]:
    from sandbox.server import ExportError, open_sandbox  # noqa: PLC0415  # it takes a while, and the bot starts before

    try:
        sandbox = open_sandbox(MANIFEST, export=export, events_url=events_url, bot_url=bot_url)
    except ExportError as error:
        raise OperatorError(str(error)) from error
    try:
        await _start(sandbox, port)
        yield sandbox
    finally:
        await sandbox.stop()


async def _start(sandbox: "Sandbox", port: int) -> None:
    try:
        await sandbox.start(HOST, port)
    except OSError as error:
        raise OperatorError(
            f"LOCAL_PORT is {port}, which cannot be listened on ({error.strerror}); "
            "use another, as in `yokoten local --port 0`, which takes a free one."
        ) from error


def _print_workspace(sandbox: "Sandbox") -> None:
    _say(f"# A Slack on this machine: {sandbox.url}/")
    _say("# A bot finds it with these settings:")
    for name, value in sandbox.environment().items():
        _say(f"{name}={value}")


async def _with_bot(bot: Process, sandbox: "Sandbox", environment: Mapping[str, str], stop: asyncio.Event) -> None:
    assert bot.stdin is not None  # noqa: S101  # asked for as a pipe
    # The pipe stays open: it ends with this process, however this one ends, and the bot with it.
    bot.stdin.write(json.dumps(environment).encode() + b"\n")
    ended = asyncio.create_task(bot.wait())
    stopped = asyncio.create_task(stop.wait())
    ready = asyncio.create_task(_until_ready(sandbox))
    try:
        await asyncio.wait({ended, stopped, ready}, return_when=asyncio.FIRST_COMPLETED)
        if ready.done() and not ended.done():
            ready.result()
            _say(f"A Slack on this machine, with Yokoten in it: {sandbox.url}/")
            _say(f"Something to follow there: /community follow {sandbox.url}/outside/example.xml")
            _say("Stop it with Ctrl+C.")
            await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        has_ended_itself = ended.done() and not stop.is_set()
        for waiting in (ready, stopped, ended):
            waiting.cancel()
        await _end(bot)
    if has_ended_itself:
        raise OperatorError(f"The bot ended by itself (exit code {bot.returncode}); what it said last stands above.")


async def _until_ready(sandbox: "Sandbox") -> None:
    assert sandbox.bot is not None  # noqa: S101  # named when the sandbox was opened
    try:
        async with asyncio.timeout(READY_SECONDS):
            # Another process: there is nothing to be woken by.
            while not (await sandbox.bot.readiness()).is_idle:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise OperatorError(f"The bot was not ready after {READY_SECONDS:.0f} seconds.") from None


async def _end(bot: Process) -> None:
    if bot.returncode is None:
        bot.terminate()
    try:
        async with asyncio.timeout(END_SECONDS):
            await bot.wait()
    except TimeoutError:
        bot.kill()
        await bot.wait()


def _environment(sandbox: "Sandbox", settings: Settings, port: int) -> dict[str, str]:
    given = {name.upper() for name in settings.model_fields_set}
    database_url = settings.database_url
    if "DATABASE_URL" not in given:
        # Apart from the real one, so that trying things out changes nothing there.
        database_url = f"sqlite:///{settings.data_dir / 'local.db'}"
    return {
        **sandbox.environment(),
        "HOST": HOST,
        "PORT": str(port),
        "CLOCK": "settable",
        "PUBLIC_URL": f"http://{HOST}:{port}",
        "DATABASE_URL": database_url,
        "LOG_LEVEL": settings.log_level if "LOG_LEVEL" in given else "warning",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # what the command is for
