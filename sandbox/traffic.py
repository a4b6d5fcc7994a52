"""The log of everything that went over the wire, both ways, with times and without tokens."""

import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Direction = Literal["from_bot", "to_bot"]
Kind = Literal["web_api", "socket_mode", "http", "response_url"]

KEPT = 5_000

_TOKEN = re.compile(r"\b(xox[a-z](?:\.[a-z]+)?|xapp)-[A-Za-z0-9-]+")
_TOKEN_FIELD = re.compile(r'("token": )"[^"]*"')


@dataclass(slots=True)
class Exchange:
    """One request and its answer, kept as JSON text so that nothing changes it afterwards."""

    number: int
    at: datetime
    direction: Direction
    kind: Kind
    name: str
    request: str
    response: str | None = None
    answered_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the exchange as the control API shows it."""
        return {
            "number": self.number,
            "at": self.at.isoformat(),
            "direction": self.direction,
            "kind": self.kind,
            "name": self.name,
            "request": json.loads(self.request),
            "response": None if self.response is None else json.loads(self.response),
            "answered_at": None if self.answered_at is None else self.answered_at.isoformat(),
        }


class Traffic:
    """Keeps the newest exchanges; the oldest go when there are more than `kept`."""

    def __init__(self, now: Callable[[], datetime], *, kept: int = KEPT) -> None:
        self._now = now
        self._exchanges: deque[Exchange] = deque(maxlen=kept)
        self._count = 0

    def record(self, direction: Direction, kind: Kind, name: str, request: object) -> Exchange:
        """Keep a request (anything JSON can hold) as sent now; answer it later with `answer`."""
        self._count += 1
        exchange = Exchange(self._count, self._now(), direction, kind, name, _without_tokens(request))
        self._exchanges.append(exchange)
        return exchange

    def answer(self, exchange: Exchange, response: object) -> None:
        """Note what was answered, and when."""
        exchange.response = _without_tokens(response)
        exchange.answered_at = self._now()

    def exchanges(self, *, after: int = 0) -> list[Exchange]:
        """Give the exchanges numbered above `after`, oldest first."""
        return [exchange for exchange in self._exchanges if exchange.number > after]


def _without_tokens(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return _TOKEN_FIELD.sub(r'\1"…"', _TOKEN.sub(r"\1-…", text))
