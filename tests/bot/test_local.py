"""`yokoten local`: a Slack on this machine with the bot in it."""

import asyncio
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.bot.processes import PATIENCE_SECONDS, ended, finished, start
from tests.bot.running import eventually
from tests.sandbox.running import Control

pytestmark = pytest.mark.process


@dataclass
class Local:
    """A running `yokoten local`."""

    process: Process
    control: Control
    url: str

    async def bot(self) -> int:
        """Give the process id of the bot."""
        children = await asyncio.to_thread(
            Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text, encoding="ascii"
        )
        return int(children.split()[0])


@asynccontextmanager
async def local(folder: Path, *arguments: str, command: str = "local", **environment: str) -> AsyncIterator[Local]:
    port = () if command == "run" else ("--port", "0")
    async with ended(await start(folder, command, *port, *arguments, **environment)) as process:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_SECONDS):
            line = (await process.stdout.readline()).decode()
        url = line.split()[-1].rstrip("/")
        async with aiohttp.ClientSession() as session:
            yield Local(process, Control(session, url), url)


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_the_page_is_there_and_the_bot_answers_in_it(tmp_path: Path, transport: str) -> None:
    async with local(tmp_path, "--transport", transport) as here:
        async with here.control.session.get(f"{here.url}/") as page:
            assert page.status == 200
        answer = await here.control.post("command", user="ben", channel="general", command="/community", text="list")
        here.process.terminate()
        code = await here.process.wait()

    assert "community" in answer["text"]
    assert code == 0
    assert (tmp_path / "data" / "local.db").exists()
    assert not (tmp_path / "data" / "yokoten.db").exists()


async def test_without_tokens_run_starts_it_too(tmp_path: Path) -> None:
    async with local(tmp_path, command="run", LOCAL_PORT="0") as here:
        answer = await here.control.post("command", user="ben", channel="general", command="/lesson", text="help")
        here.process.send_signal(signal.SIGINT)
        code = await here.process.wait()

    assert answer["text"]
    assert code == 0


async def test_the_bots_clock_follows_the_pages(tmp_path: Path) -> None:
    async with local(tmp_path) as here:
        await here.control.post("clock", advance_seconds=86_400)
        settled = await here.control.post("settle")

    assert settled


async def test_a_bot_that_dies_ends_it_and_says_so(tmp_path: Path) -> None:
    async with local(tmp_path) as here:
        os.kill(await here.bot(), signal.SIGKILL)
        code = await here.process.wait()
        assert here.process.stderr is not None
        err = (await here.process.stderr.read()).decode()

    assert code == 1
    assert "The bot ended by itself (exit code -9)" in err


async def test_the_bot_ends_with_whoever_started_it(tmp_path: Path) -> None:
    async with local(tmp_path) as here:
        bot = await here.bot()
        here.process.kill()
        await here.process.wait()

        await eventually(lambda: not _runs(bot))


def _runs(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


async def test_a_real_export_is_opened(tmp_path: Path) -> None:
    export = Path(__file__).parents[1] / "data" / "slack-export"
    async with local(tmp_path, "--export", str(export)) as here:
        state = await here.control.state()

    assert {"general", "datajam"} <= {channel["name"] for channel in state["channels"]}


async def test_a_page_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    async with local(tmp_path) as here:
        port = here.url.rpartition(":")[2]
        code, _, err = await finished(tmp_path / "other", "local", "--port", port)

    assert code == 1
    assert err.splitlines()[-1].startswith(f"LOCAL_PORT is {port}, which cannot be listened on")


@pytest.fixture(autouse=True)
def _another_folder(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
