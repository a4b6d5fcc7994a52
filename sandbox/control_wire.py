"""Time, failures and the wire itself in the control API."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox import faults
from sandbox.bot_process import BotError, BotProcess
from sandbox.clock import Clock
from sandbox.control_input import Act, Fields
from sandbox.delivery import Deliveries, UndeliveredError
from sandbox.refusals import RefusedError, unknown
from sandbox.settling import SETTLE_SECONDS, settle
from sandbox.socket_mode import DISCONNECT_REASONS, SocketMode


class WireActs:
    """One method an address of `/control/`; `acts` names them. `bot` gives the bot's process, if it is known."""

    def __init__(
        self,
        clock: Clock,
        planned: faults.Faults,
        deliveries: Deliveries,
        *,
        sockets: SocketMode | None,
        bot: Callable[[], BotProcess | None],
    ) -> None:
        self._time = clock
        self._faults = planned
        self._deliveries = deliveries
        self._sockets = sockets
        self._bot = bot
        self.acts: dict[str, Act] = {
            "clock": self._clock,
            "fault": self._fault,
            "redeliver": self._redeliver,
            "disconnect": self._disconnect,
            "settle": self._settle,
        }

    async def _clock(self, fields: Fields) -> dict[str, Any]:
        to, seconds = fields.any("to"), fields.number("advance_seconds")
        fields.check_all_read()
        if (to is None) == (seconds is None):
            raise RefusedError('Give either "to" (a time with a zone) or "advance_seconds".')
        try:
            if seconds is not None:
                now = self._time.advance(timedelta(seconds=seconds))
            else:
                now = self._time.move_to(_moment(to, self._time.now()))
        except (ValueError, TypeError, OverflowError) as error:
            raise RefusedError(f"The clock can't go there: {error}.") from error
        if (bot := self._bot()) is not None:
            try:
                await bot.follow(now)
            except BotError as error:
                raise RefusedError(f"The clock is moved, but {error}.", status=502, now=now.isoformat()) from error
        return {"now": self._time.now().isoformat()}

    async def _fault(self, fields: Fields) -> dict[str, Any]:
        content = fields.rest()
        if content.get("clear") is True:
            self._faults.clear()
            return {"planned": 0}
        try:
            self._faults.plan(faults.parse(content))
        except ValueError as error:
            raise RefusedError(f"That is no fault: {error}.") from error
        return {"planned": len(self._faults.pending())}

    async def _redeliver(self, fields: Fields) -> dict[str, Any]:
        event_id = fields.text("event_id")
        fields.check_all_read()
        try:
            await self._deliveries.redeliver(event_id)
        except KeyError as error:
            raise unknown("event with the id", event_id, self._deliveries.known_events) from error
        except UndeliveredError as failure:
            raise RefusedError(f"The app did not acknowledge {event_id}: {failure.reason}.", status=504) from failure
        return {"event_id": event_id}

    async def _disconnect(self, fields: Fields) -> dict[str, Any]:
        reason = fields.optional_text("reason") or "refresh_requested"
        fields.check_all_read()
        if reason not in DISCONNECT_REASONS:
            raise RefusedError(f'"reason" is one of {", ".join(DISCONNECT_REASONS)}, got {reason!r}.')
        if self._sockets is None:
            raise RefusedError("The app is reached over HTTP; there is no socket to disconnect.")
        return {"disconnected": await self._sockets.disconnect(reason)}

    async def _settle(self, fields: Fields) -> dict[str, Any]:
        within = fields.number("timeout_seconds")
        fields.check_all_read()
        within = SETTLE_SECONDS if within is None else within
        still_open = await settle(self._deliveries, self._bot(), within=within)
        if still_open:
            sentence = f"After {within:g} seconds there is still something open: {'; '.join(still_open)}."
            raise RefusedError(sentence, status=504, open=still_open)
        return {"settled": True}


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_IN_WORDS = re.compile(rf"(?:next )?({'|'.join(_WEEKDAYS)}) (\d\d):(\d\d)(?: (\S+))?", re.IGNORECASE)


def _moment(given: object, now: datetime) -> datetime:
    """Give the instant asked for: seconds since 1970, ISO 8601, or words such as "next Monday 09:00 Europe/Berlin"."""
    if isinstance(given, int | float) and not isinstance(given, bool):
        return datetime.fromtimestamp(given, UTC)
    if not isinstance(given, str):
        raise TypeError(f"a time is a text like 2026-03-30T09:00:00+02:00, got {given!r}")
    if words := _IN_WORDS.fullmatch(given.strip()):
        return _next(now, *words.groups())
    return datetime.fromisoformat(given)


def _next(now: datetime, weekday: str, hour: str, minute: str, zone: str | None) -> datetime:
    try:
        here = now.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"there is no time zone {zone!r}") from error
    days = (_WEEKDAYS.index(weekday.casefold()) - here.weekday()) % 7
    there = (here + timedelta(days=days)).replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    return there if there > here else there + timedelta(days=7)
