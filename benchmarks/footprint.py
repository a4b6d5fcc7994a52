"""What the bot takes while nothing happens, and how soon the page is there, beside the limits we set ourselves."""

import asyncio
import sys
import time
from pathlib import Path

from benchmarks.processes import ROOT, clean_environment, resident_megabytes, running
from benchmarks.report import Figure
from benchmarks.slack import YesSlack
from benchmarks.transports import free_port

IDLE_SECONDS = 5.0


async def idle_memory(folder: Path) -> Figure:
    """Measure the resident memory of a connected bot with nothing to do, whose tables are as they should be."""
    slack = YesSlack()
    await slack.start()
    port = free_port()
    environment = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_APP_TOKEN": "xapp-benchmark",
        "PORT": str(port),
        "DATABASE_URL": f"sqlite:///{folder}/idle.db",
    }
    ready_url = f"http://127.0.0.1:{port}/readyz"
    async with running(["-m", "bot", "run"], environment=environment, ready_url=ready_url):
        pass  # the first start makes the tables, which loads what no later start needs
    async with running(["-m", "bot", "run"], environment=environment, ready_url=ready_url) as process:
        await asyncio.sleep(IDLE_SECONDS)
        megabytes = resident_megabytes(process.pid)
    await slack.stop()
    return Figure("the bot's memory while idle, beside its limit", megabytes, 120, "MB", 1, is_limit=True)


async def start_of_the_page(folder: Path) -> Figure:
    """Measure how long `yokoten local` takes to say its address, which it does once the bot answers too."""
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "local", "--port", "0"),
        cwd=ROOT,
        env=clean_environment() | {"DATA_DIR": str(folder), "LOG_LEVEL": "error"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    said = await process.stdout.readline()
    seconds = time.perf_counter() - started
    process.terminate()
    await process.communicate()
    if b"http://127.0.0.1:" not in said:
        raise RuntimeError(f"expected the page's address, got {said!r}")
    return Figure("from the command to a usable page, beside its limit", seconds, 3, "s", 1, is_limit=True)
