"""The traffic log keeps both ways, with times and without tokens."""

from datetime import UTC, datetime
from typing import Any

from sandbox.traffic import Traffic

NOON = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)


def log(kept: int = 10) -> Traffic:
    return Traffic(lambda: NOON, kept=kept)


def test_a_request_and_its_answer_stand_together_with_their_times() -> None:
    traffic = log()

    exchange = traffic.record("from_bot", "web_api", "auth.test", {"a": 1})
    traffic.answer(exchange, {"ok": True})

    [shown] = [exchange.as_json() for exchange in traffic.exchanges()]
    assert shown == {
        "number": 1,
        "at": "2026-03-30T12:00:00+00:00",
        "direction": "from_bot",
        "kind": "web_api",
        "name": "auth.test",
        "request": {"a": 1},
        "response": {"ok": True},
        "answered_at": "2026-03-30T12:00:00+00:00",
    }


def test_an_unanswered_request_shows_no_answer() -> None:
    traffic = log()

    traffic.record("to_bot", "http", "events_api: message", {})

    shown = traffic.exchanges()[0].as_json()
    assert (shown["response"], shown["answered_at"]) == (None, None)


def test_no_token_is_kept_wherever_it_stands() -> None:
    traffic = log()
    request = {
        "token": "verification",
        "headers": {"Authorization": "Bearer xoxb-local-123"},
        "text": "my token is xapp-1-A2-b and xoxe.xoxp-1-zz",
        "token_count": 3,
    }

    traffic.record("from_bot", "web_api", "auth.test", request)

    assert traffic.exchanges()[0].as_json()["request"] == {
        "token": "…",
        "headers": {"Authorization": "Bearer xoxb-…"},
        "text": "my token is xapp-… and xoxe.xoxp-…",
        "token_count": 3,
    }


def test_what_is_kept_does_not_change_with_the_payload() -> None:
    traffic = log()
    payload: dict[str, Any] = {"text": "before"}

    traffic.record("to_bot", "http", "events_api: message", payload)
    payload["text"] = "after"

    assert traffic.exchanges()[0].as_json()["request"] == {"text": "before"}


def test_only_the_newest_are_kept() -> None:
    traffic = log(kept=2)

    for name in ("one", "two", "three"):
        traffic.record("from_bot", "web_api", name, {})

    assert [exchange.name for exchange in traffic.exchanges()] == ["two", "three"]
    assert [exchange.name for exchange in traffic.exchanges(after=2)] == ["three"]
