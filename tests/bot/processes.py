"""The bot as a process of its own, as an operator runs it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0


def clean_environment(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Give an environment in which nothing is set but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder / "data"), **given}


async def start(folder: Path, *arguments: str, **environment: str) -> Process:
    """Start `yokoten …` in a folder of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=clean_environment(folder, environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )


async def finished(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Run `yokoten …` to its end and give exit code, output and errors."""
    process = await start(folder, *arguments, **environment)
    async with asyncio.timeout(PATIENCE_SECONDS):
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def until_ready(process: Process, port: int) -> None:
    """Return once `/readyz` says that the bot is ready."""
    async with asyncio.timeout(PATIENCE_SECONDS), aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.02)
    assert process.stderr is not None
    raise AssertionError((await process.stderr.read()).decode())


@asynccontextmanager
async def ended(process: Process) -> AsyncIterator[Process]:
    """Kill the process at the end of a test that did not."""
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
