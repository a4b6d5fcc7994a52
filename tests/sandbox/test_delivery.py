"""Deliveries are acknowledged, tried again on Slack's schedule, or lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.delivery import Deliveries, Envelope, UndeliveredError

MONDAY = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


class Wire:
    """A transport that answers from a list: an ack's payload, or the reason of a failure."""

    def __init__(self, *answers: dict[str, Any] | UndeliveredError) -> None:
        self.answers = list(answers)
        self.sent: list[Envelope] = []
        self.is_reachable = True
        self.moved = asyncio.Event()

    async def send(self, envelope: Envelope) -> dict[str, Any]:
        self.sent.append(envelope)
        self.moved.set()
        answer = self.answers.pop(0)
        if isinstance(answer, UndeliveredError):
            raise answer
        return answer

    async def close(self) -> None:
        pass

    async def attempts(self, count: int) -> list[tuple[int, str]]:
        async with asyncio.timeout(5):
            while len(self.sent) < count:
                self.moved.clear()
                await self.moved.wait()
        return [(envelope.attempt, envelope.retry_reason) for envelope in self.sent]


def _waits_for(deliveries: Deliveries, attempt: str) -> bool:
    return f"waits for {attempt}" in "".join(deliveries.still_open)


def event(event_id: str = "Ev1") -> dict[str, Any]:
    return {"type": "event_callback", "event_id": event_id, "event": {"type": "reaction_added"}}


def timeout() -> UndeliveredError:
    return UndeliveredError("timeout")


async def emptied(deliveries: Deliveries) -> None:
    await until(lambda: not deliveries.still_open)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - a pause that begins has no event of its own
            await asyncio.sleep(0)


async def test_an_acknowledged_event_is_sent_once() -> None:
    wire = Wire({})
    deliveries = Deliveries(wire, Clock(MONDAY))

    deliveries.deliver_event(event())
    assert deliveries.still_open == ["event Ev1 (reaction_added) waits for its acknowledgement"]

    assert await wire.attempts(1) == [(0, "")]
    await emptied(deliveries)


async def test_an_unacknowledged_event_comes_again_at_once_then_on_the_workspace_clock_then_is_lost() -> None:
    clock = Clock(MONDAY, seconds=lambda: 0.0)
    wire = Wire(timeout(), timeout(), timeout(), timeout())
    deliveries = Deliveries(wire, clock)

    deliveries.deliver_event(event())
    assert await wire.attempts(2) == [(0, ""), (1, "timeout")]

    await until(lambda: "07:01:00" in "".join(deliveries.still_open))
    clock.advance(timedelta(minutes=1))
    assert (await wire.attempts(3))[2] == (2, "timeout")

    await until(lambda: "07:06:00" in "".join(deliveries.still_open))
    clock.advance(timedelta(minutes=5))
    assert (await wire.attempts(4))[3] == (3, "timeout")
    await emptied(deliveries)


async def test_each_attempt_is_an_envelope_of_its_own_with_the_same_payload() -> None:
    wire = Wire(timeout(), {})
    deliveries = Deliveries(wire, Clock(MONDAY))

    deliveries.deliver_event(event())
    await wire.attempts(2)

    first, second = wire.sent
    assert first.payload == second.payload
    assert first.envelope_id != second.envelope_id


async def test_a_waiting_attempt_can_be_hurried_once_when_the_app_is_reachable() -> None:
    wire = Wire(timeout(), timeout(), {})
    hour = timedelta(hours=1)
    deliveries = Deliveries(wire, Clock(MONDAY), retry_pauses=[hour, hour])
    deliveries.deliver_event(event())
    await until(partial(_waits_for, deliveries, "attempt 2"))
    hurried: set[str] = set()

    wire.is_reachable = False
    deliveries.hurry(hurried)
    assert hurried == set()

    wire.is_reachable = True
    deliveries.hurry(hurried)
    await until(partial(_waits_for, deliveries, "attempt 3"))
    deliveries.hurry(hurried)
    await asyncio.sleep(0)
    assert len(wire.sent) == 2

    deliveries.hurry(set())
    assert len(await wire.attempts(3)) == 3
    await emptied(deliveries)


async def test_an_attempt_that_was_lost_with_its_connection_can_be_hurried_again() -> None:
    cut = UndeliveredError("timeout", is_cut=True)
    wire = Wire(UndeliveredError("connection_failed", is_cut=True), cut, {})
    hour = timedelta(hours=1)
    deliveries = Deliveries(wire, Clock(MONDAY), retry_pauses=[hour, hour])
    deliveries.deliver_event(event())
    hurried: set[str] = set()

    for attempt in ("attempt 2", "attempt 3"):
        await until(partial(_waits_for, deliveries, attempt))
        deliveries.hurry(hurried)

    await emptied(deliveries)
    assert [envelope.attempt for envelope in wire.sent] == [0, 1, 2]


async def test_an_app_that_wants_no_retry_gets_none() -> None:
    wire = Wire(UndeliveredError("http_error", is_final=True))
    deliveries = Deliveries(wire, Clock(MONDAY))

    deliveries.deliver_event(event())
    await wire.attempts(1)

    await emptied(deliveries)
    assert len(wire.sent) == 1


async def test_a_command_is_asked_once_and_its_failure_is_told() -> None:
    wire = Wire({"text": "hello"}, timeout())
    deliveries = Deliveries(wire, Clock(MONDAY))

    assert await deliveries.ask("slash_commands", {"command": "/community"}) == {"text": "hello"}
    with pytest.raises(UndeliveredError):
        await deliveries.ask("slash_commands", {"command": "/community"})

    assert deliveries.still_open == []


async def test_a_delivered_event_can_be_sent_again_by_its_id() -> None:
    wire = Wire({}, {})
    deliveries = Deliveries(wire, Clock(MONDAY))
    deliveries.deliver_event(event("Ev7"))
    await wire.attempts(1)

    await deliveries.redeliver("Ev7")

    assert [(sent.payload["event_id"], sent.attempt) for sent in wire.sent] == [("Ev7", 0), ("Ev7", 1)]
    with pytest.raises(KeyError):
        await deliveries.redeliver("Ev8")


async def test_closing_gives_up_what_is_open() -> None:
    wire = Wire(timeout())
    deliveries = Deliveries(wire, Clock(MONDAY), retry_pauses=[timedelta(hours=1)])
    deliveries.deliver_event(event())
    await wire.attempts(1)

    async with asyncio.timeout(5):
        await deliveries.close()

    assert deliveries.still_open == []
