"""The process that parses, from outside: started when it is first needed, replaced when it dies, ended when idle."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fetching.answers import Answer

PARSING_SECONDS = 8.0  # of work: the largest feeds take 4 to 7
IDLE_SECONDS = 60.0
_STARTING_SECONDS = 10.0
_LONGEST_ANSWER = 16 * 1024 * 1024
_MOST_PARSED = 200  # by one process: what a library forgets to let go of goes with it


class NoAnswer(Exception):  # an outcome
    """The process ended, or took too long, or said what makes no sense."""


class Reader:
    """One process at a time that parses, and one text at a time in it."""

    def __init__(self, seconds: float = PARSING_SECONDS) -> None:
        self._seconds = seconds
        self._process: Process | None = None
        self._parsed = 0
        self._turn = asyncio.Lock()
        self._rest: asyncio.TimerHandle | None = None

    async def read(self, data: bytes, *, address: str, content_type: str, now: datetime, zone: str) -> "Answer":
        """Give what is in the bytes. No answer in time, or none that can be believed: NoAnswer."""
        # pydantic's models take room that a bot that follows nothing shouldn't need.
        from fetching.answers import Answer, Question  # noqa: PLC0415

        question = Question(length=len(data), address=address, content_type=content_type[:200], now=now, zone=zone)
        async with self._turn:
            process = await self._started()
            try:
                said = await self._asked(process, question.model_dump_json().encode() + b"\n" + data)
                return Answer.model_validate_json(said)
            except (ValueError, OSError, TimeoutError, asyncio.IncompleteReadError) as error:
                await self._end(process)
                raise NoAnswer from error
            except BaseException:
                await self._end(process)
                raise
            finally:
                self._rest = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._let_go)

    async def close(self) -> None:
        """End the process."""
        if self._rest is not None:
            self._rest.cancel()
        if self._process is not None:
            await self._end(self._process)

    async def _asked(self, process: Process, question: bytes) -> bytes:
        assert process.stdin is not None  # noqa: S101  # both are pipes
        assert process.stdout is not None  # noqa: S101
        # Longer than the process gives itself, by what it takes to start on a machine that is busy.
        async with asyncio.timeout(2 * self._seconds + _STARTING_SECONDS):
            process.stdin.write(question)
            await process.stdin.drain()
            return await process.stdout.readuntil(b"\n")

    async def _started(self) -> Process:
        if self._rest is not None:
            self._rest.cancel()
        if self._process is not None and (self._process.returncode is not None or self._parsed >= _MOST_PARSED):
            await self._end(self._process)
        if self._process is None:
            self._parsed = 0
            # Isolated, in no folder and with no environment: nothing of the bot's but its code.
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-B", "-X", "utf8", "-m", "fetching.child", str(self._seconds)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                cwd="/",
                env={},
                limit=_LONGEST_ANSWER,
                start_new_session=True,
            )
        self._parsed += 1
        return self._process

    def _let_go(self) -> None:
        # Its questions end, so it does. Nobody waits for it; the next one is a new one.
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()

    async def _end(self, process: Process) -> None:
        if process is self._process:
            self._process = None
        if process.stdin is not None:
            process.stdin.close()
        if process.returncode is None:
            # Not process.kill(): it looks whether the process has ended, and so takes its end away from asyncio, which
            # then complains of an unknown process (Python 3.11).
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        await process.wait()
