"""Planned failures: what the next calls of a method meet instead of an ordinary answer."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

When = Literal["before", "after", "hang", "reset"]

#: A fault for every method.
ANY_METHOD = "*"

# What Slack says beside each status: docs.slack.dev/apis/web-api/rate-limits, and any method's "Errors".
_ERRORS = {429: "ratelimited", 503: "service_unavailable"}


@dataclass(slots=True)
class Fault:
    """A failure that the next `times` calls of `method` meet.

    `before` refuses and does nothing; `after` does the thing, then says that it failed; `hang` never answers;
    `reset` breaks the connection. `is_done` says whether the thing itself happens.
    """

    method: str
    when: When = "before"
    status: int = 200
    error: str = "internal_error"
    retry_after: int | None = None
    times: int = 1
    is_done: bool = False

    def answer(self) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Give the status, headers and body that the caller sees."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return self.status, headers, {"ok": False, "error": self.error}


def parse(planned: Mapping[str, Any]) -> Fault:
    """Read a fault as the control API takes it; ValueError with a sentence for what can't be one.

    `{method, when?, status?, error?, retry_after?, times?, done?}`. Without status and error it is `internal_error`, or
    with `retry_after` a 429. `done` overrules whether the thing happens: by default with `after` and `reset` it does.
    """
    known = {"method", "when", "status", "error", "retry_after", "times", "done"}
    unknown = sorted(set(planned) - known)
    if unknown:
        raise ValueError(f"a fault has no {', '.join(map(repr, unknown))}; it takes {', '.join(sorted(known))}")
    method = planned.get("method")
    if not isinstance(method, str) or not method:
        raise ValueError('a fault needs a "method", such as "chat.postMessage", or "*" for every one')
    when = planned.get("when", "before")
    if when not in get_args(When):
        raise ValueError(f'"when" is one of {", ".join(get_args(When))}, got {when!r}')
    retry_after = _whole(planned, "retry_after", None, least=0)
    status = _whole(planned, "status", 200 if retry_after is None else 429, least=200) or 200
    error = planned.get("error") or _ERRORS.get(status, "internal_error")
    if status == 429 and retry_after is None:
        retry_after = 1
    done = planned.get("done", when in {"after", "reset"})
    if not (isinstance(error, str) and isinstance(done, bool)):
        raise ValueError('"error" is a text and "done" is true or false')  # noqa: TRY004 - one kind of refusal
    return Fault(
        method=method,
        when=when,
        status=status,
        error=error,
        retry_after=retry_after,
        times=_whole(planned, "times", 1, least=1) or 1,
        is_done=done,
    )


def _whole(planned: Mapping[str, Any], name: str, default: int | None, *, least: int) -> int | None:
    value = planned.get(name)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f'"{name}" is a whole number from {least} up, got {value!r}')
    return value


class Faults:
    """The failures still to come, first planned first met."""

    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._released = asyncio.Event()

    def plan(self, fault: Fault) -> None:
        """Let the next calls of its method meet this failure."""
        self._planned.append(fault)

    def clear(self) -> None:
        """Forget every failure still to come."""
        self._planned.clear()

    def take(self, method: str) -> Fault | None:
        """Give the failure that this call meets, and count it; None for an ordinary call."""
        for fault in self._planned:
            if fault.method in (method, ANY_METHOD):
                fault.times -= 1
                if fault.times == 0:
                    self._planned.remove(fault)
                return fault
        return None

    def pending(self) -> list[Fault]:
        """Give the failures still to come."""
        return list(self._planned)

    async def hang(self) -> None:
        """Wait until the server stops."""
        await self._released.wait()

    def release(self) -> None:
        """Let every hanging call go, since the server stops."""
        self._released.set()
