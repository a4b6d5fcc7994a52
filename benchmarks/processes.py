"""Processes to measure: started with a clean environment, watched until they answer, stopped."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parent.parent
START_SECONDS = 30.0


@asynccontextmanager
async def running(
    arguments: Sequence[str], *, environment: Mapping[str, str], ready_url: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start `python ARGUMENTS`, give it once `ready_url` answers 200, stop it at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=ROOT,
        env=clean_environment() | dict(environment),
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await until_ready(ready_url, process)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def clean_environment() -> dict[str, str]:
    """Give this process's environment without what names a Slack or a database."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}


async def until_ready(url: str, process: asyncio.subprocess.Process) -> None:
    """Return once the address answers 200; RuntimeError when the process ended before, TimeoutError after 30 s."""
    async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(url) as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.02)
    raise RuntimeError(f"the process ended with {process.returncode} before {url} answered")


async def output_of(arguments: Sequence[str]) -> str:
    """Run `python ARGUMENTS` to its end and give what it printed; RuntimeError when it failed."""
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return printed.decode()


def resident_megabytes(process_id: int) -> float:
    """Give a process's resident memory."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS:")).split()[1]
    return int(kilobytes) / 1024
