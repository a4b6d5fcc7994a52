"""The bot's own HTTP address: whether it has work left, and the clock that follows the sandbox's."""

from dataclasses import dataclass
from datetime import datetime

import aiohttp

# A tick can do a great deal when the clock jumps by weeks.
TICK_SECONDS = 120.0
READY_SECONDS = 5.0


class BotError(Exception):
    """The bot did not answer as it should; the text says what it did."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """What `/readyz` said; `is_up` when it said anything, `is_idle` when nothing is left to do."""

    is_up: bool
    is_idle: bool
    said: str


class BotProcess:
    """Talks to the bot at `url`."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def readiness(self) -> Readiness:
        """Ask whether its inbox and outbox are empty; a bot that can't be reached is not idle."""
        try:
            async with self._open().get(f"{self._url}/readyz", timeout=aiohttp.ClientTimeout(READY_SECONDS)) as answer:
                said = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return Readiness(
                is_up=False, is_idle=False, said=f"the bot's /readyz does not answer ({type(error).__name__})"
            )
        if not isinstance(said, dict):
            return Readiness(is_up=False, is_idle=False, said=f"the bot's /readyz said {said!r}")
        is_idle = answer.status == 200 and said.get("inbox") == 0 and said.get("outbox") == 0
        return Readiness(
            is_up=answer.status == 200, is_idle=is_idle, said=f"the bot's /readyz said {answer.status} {said}"
        )

    async def follow(self, now: datetime) -> None:
        """Set the bot's clock and return once it has ticked. BotError when it does not."""
        body = {"now": now.isoformat()}
        timeout = aiohttp.ClientTimeout(TICK_SECONDS)
        try:
            async with self._open().post(f"{self._url}/clock", json=body, timeout=timeout) as answer:
                if answer.status != 200:
                    said = (await answer.text())[:300]
                    raise BotError(f"the bot's /clock answered {answer.status}: {said}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise BotError(f"the bot's /clock does not answer ({type(error).__name__})") from error

    async def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session
