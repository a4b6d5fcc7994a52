"""Keeping events: those that arrive while others are being written are written together, as one INSERT."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from storage.inbox import Event
from storage.stores import Stores

_Waiting = tuple[Event, asyncio.Future[bool]]


class _Write(Protocol):
    def __call__(self, workspace_id: str, work: Callable[[Stores], frozenset[str]], /) -> Awaitable[frozenset[str]]: ...


class Keeper:
    """Puts events into the inboxes of their workspaces."""

    def __init__(self, write: _Write) -> None:
        self._write = write
        self._waiting: dict[str, list[_Waiting]] = {}
        self._keeping: dict[str, asyncio.Task[None]] = {}

    async def keep(self, workspace_id: str, event: Event) -> bool:
        """Keep the event and give, once it is safe, whether it is new; False when it was received before."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(workspace_id, []).append((event, answer))
        if workspace_id not in self._keeping:
            self._keeping[workspace_id] = asyncio.create_task(self._keep_waiting(workspace_id))
        return await answer

    async def finish(self) -> None:
        """Wait until all events are kept."""
        await asyncio.gather(*self._keeping.values())

    async def _keep_waiting(self, workspace_id: str) -> None:
        try:
            while together := self._waiting.pop(workspace_id, []):
                await self._keep(workspace_id, together)
        finally:
            del self._keeping[workspace_id]

    async def _keep(self, workspace_id: str, together: Sequence[_Waiting]) -> None:
        events = [event for event, _ in together]
        try:
            new = set(await self._write(workspace_id, lambda stores: stores.inbox.keep(events)))
        except Exception as error:  # noqa: BLE001  # it goes to the callers
            if len(together) == 1:
                _fail(together[0][1], error)
                return
            # One event that can't be kept must not take the others with it.
            for one in together:
                await self._keep(workspace_id, [one])
            return
        for event, answer in together:
            if not answer.done():
                answer.set_result(event.event_id in new)
            new.discard(event.event_id)


def _fail(answer: asyncio.Future[bool], error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)
