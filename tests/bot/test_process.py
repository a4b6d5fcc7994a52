"""The bot as a process: killed in the middle, ended in order, started wrongly."""

import signal
import socket
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.bot.processes import ROOT, ended, finished, start, until_ready
from tests.bot.running import eventually
from tests.sandbox.running import Control, small_workspace

pytestmark = pytest.mark.process

MANIFEST = ROOT / "manifest.yml"
TEXT = "Write the test first, it tells you when you are done."


@dataclass
class Office:
    """A Slack on loopback, and bots that are started in it."""

    sandbox: Sandbox
    control: Control
    folder: Path
    port: int

    async def start(self) -> Process:
        settings = {**self.sandbox.environment(), "PORT": str(self.port), "LOG_FORMAT": "json"}
        return await start(self.folder, "run", **settings)

    async def mark(self) -> str:
        """Let somebody say something and somebody else mark it; give its ts."""
        said = await self.control.post("message", user="ana", channel="birds", text=TEXT)
        await self.control.post("react", user="ben", channel="birds", ts=said["ts"], name="bulb")
        return str(said["ts"])

    async def answers(self, ts: str) -> list[dict[str, Any]]:
        return [m for m in await self.control.messages("birds") if m.get("thread_ts") == ts and m["ts"] != ts]

    def asked(self, method: str) -> int:
        return sum(exchange.name == method for exchange in self.sandbox.traffic.exchanges())


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with offices(tmp_path) as made:
        yield made


@asynccontextmanager
async def offices(folder: Path, *, is_http: bool = False) -> AsyncIterator[Office]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    events_url = f"{url}/slack/events" if is_http else None
    clock = Clock()
    sandbox = Sandbox(small_workspace(clock), MANIFEST, clock=clock, bot_url=url, events_url=events_url)
    await sandbox.start()
    try:
        async with aiohttp.ClientSession() as session:
            yield Office(sandbox, Control(session, sandbox.url), folder, port)
    finally:
        await sandbox.stop()


@pytest.mark.parametrize("fault", [{"when": "hang"}, {"when": "hang", "done": True}])
async def test_a_bot_killed_between_a_capture_and_its_answer_answers_once_after_a_restart(
    office: Office, fault: dict[str, Any]
) -> None:
    async with ended(await office.start()) as first:
        await until_ready(first, office.port)
        await office.control.post("fault", method="chat.postMessage", times=1, **fault)
        ts = await office.mark()
        await eventually(lambda: office.asked("chat.postMessage") == 1)
        first.kill()
        await first.wait()

    async with ended(await office.start()) as second:
        await until_ready(second, office.port)
        await office.control.post("settle")
        found = await office.control.post("command", user="caro", channel="birds", command="/lesson", text="test first")

        answers = await office.answers(ts)
        assert len(answers) == 1
        assert "#1" in answers[0]["text"]
        assert str(found).count("#1") == str(found).count("#") > 0


async def test_a_bot_killed_before_it_handled_an_event_handles_it_after_a_restart(office: Office) -> None:
    async with ended(await office.start()) as first:
        await until_ready(first, office.port)
        await office.control.post("fault", method="conversations.replies", when="hang", times=1)
        ts = await office.mark()
        await eventually(lambda: office.asked("conversations.replies") == 1)
        first.kill()
        await first.wait()

    async with ended(await office.start()) as second:
        await until_ready(second, office.port)
        await office.control.post("settle")

        assert len(await office.answers(ts)) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("is_http", [True, False])
async def test_a_bot_that_is_told_to_end_finishes_its_work_and_ends_well(
    tmp_path: Path, number: signal.Signals, is_http: bool
) -> None:
    async with offices(tmp_path, is_http=is_http) as office, ended(await office.start()) as bot:
        await until_ready(bot, office.port)
        ts = await office.mark()
        await eventually(lambda: office.asked("chat.postMessage") == 1)
        began = time.monotonic()
        bot.send_signal(number)
        code = await bot.wait()

        assert code == 0
        assert time.monotonic() - began < 10
        assert len(await office.answers(ts)) == 1


async def test_work_that_hangs_does_not_keep_a_bot_from_ending(office: Office) -> None:
    async with ended(await office.start()) as bot:
        await until_ready(bot, office.port)
        await office.control.post("fault", method="chat.postMessage", when="hang", times=1)
        await office.mark()
        await eventually(lambda: office.asked("chat.postMessage") == 1)
        began = time.monotonic()
        bot.terminate()
        code = await bot.wait()

    assert code == 0
    assert time.monotonic() - began < 10


async def test_a_bot_can_be_ended_while_it_waits_for_slack(office: Office) -> None:
    await office.control.post("fault", method="auth.test", error="service_unavailable", times=100)
    async with ended(await office.start()) as bot:
        await eventually(lambda: office.asked("auth.test") > 0)
        bot.terminate()

        assert await bot.wait() == 0


async def test_the_log_holds_no_token_and_no_persons_words(office: Office) -> None:
    async with ended(await office.start()) as bot:
        await until_ready(bot, office.port)
        await office.mark()
        await office.control.post("settle")
        bot.terminate()
        out, err = await bot.communicate()

    log = (out + err).decode()
    assert "A lesson was captured." in log
    for secret in ("xoxb-", "xapp-", "tells you when", "Ana", "ben"):
        assert secret not in log


async def test_wrong_settings_are_told_in_sentences_without_a_trace(tmp_path: Path) -> None:
    code, out, err = await finished(tmp_path, "run", PORT="many", TRANSPORT="pigeon")

    assert (code, out) == (2, "")
    assert err.splitlines() == [
        'TRANSPORT is "pigeon"; use socket or http.',
        'PORT is "many"; use a number from 0 to 65535 (0 takes a free one).',
    ]


async def test_half_the_tokens_are_told_which_one_is_missing(tmp_path: Path) -> None:
    code, _, err = await finished(tmp_path, "run", SLACK_BOT_TOKEN="xoxb-1")

    assert code == 2
    assert err.startswith("SLACK_APP_TOKEN is missing and TRANSPORT=socket needs it")
    assert len(err.splitlines()) == 1


async def test_a_port_that_is_taken_is_one_sentence(office: Office, tmp_path: Path) -> None:
    async with ended(await office.start()) as bot:
        await until_ready(bot, office.port)
        settings = {**office.sandbox.environment(), "PORT": str(office.port), "DATABASE_URL": "sqlite:///other.db"}
        code, _, err = await finished(tmp_path, "run", **settings)

    assert code == 1
    assert err.splitlines()[-1].startswith(f"HOST:PORT is 127.0.0.1:{office.port}, which cannot be listened on")
