"""What it costs to find the handler with everything registered, beside an app that has one listener."""

import time
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.load import SIGNING_SECRET
from benchmarks.report import Figure, median_of
from benchmarks.slack import WORKSPACE_ID
from bot.app import build
from bot.slack import Identity
from handlers.deps import Deps
from handlers.features import TABLE

ROUNDS = 7
AMOUNT = 1_000
ACTION_ID = "a.link"


async def dispatch() -> Figure:
    """Measure clicks a second through Bolt: our listeners and table beside one plain listener.

    The click is one that nothing answers to but an acknowledgement, so that finding the handler is what is measured.
    """
    ours, peer = _ours(), _peer()
    pairs = [(await _rate(ours), await _rate(peer)) for _ in range(ROUNDS)]
    best = median_of([pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return Figure("dispatch with everything registered", *best, "requests/s", 0.5)


def _ours() -> AsyncApp:
    async def no_keeping(_: Mapping[str, Any]) -> bool:
        return True

    return build(
        AsyncWebClient(),
        Identity(workspace_id=WORKSPACE_ID, bot_user_id="U00000000", bot_id="B00000001"),
        token="xoxb-benchmark",  # noqa: S106  # of no app anywhere
        signing_secret=SIGNING_SECRET,
        table=TABLE,
        make_deps=lambda _client, _claim: Deps(**dict.fromkeys(Deps.__dataclass_fields__)),  # type: ignore[arg-type]
        keep=no_keeping,
        on_loss=lambda: None,
    )


def _peer() -> AsyncApp:
    authorized = AuthorizeResult(
        enterprise_id=None,
        team_id=WORKSPACE_ID,
        bot_user_id="U00000000",
        bot_id="B00000001",
        bot_token="xoxb-benchmark",  # noqa: S106  # of no app anywhere
    )

    async def authorize() -> AuthorizeResult:
        return authorized

    app = AsyncApp(
        client=AsyncWebClient(),
        authorize=authorize,
        signing_secret=SIGNING_SECRET,
        process_before_response=True,
    )

    @app.action(ACTION_ID)
    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    return app


async def _rate(app: AsyncApp) -> float:
    started = time.perf_counter()
    for number in range(AMOUNT):
        answer = await app.async_dispatch(AsyncBoltRequest(body=_click(number), mode="socket_mode"))
        if answer.status != 200:
            raise RuntimeError(f"expected 200, got {answer.status}")
    return AMOUNT / (time.perf_counter() - started)


def _click(number: int) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": WORKSPACE_ID},
        "user": {"id": "U00000002", "team_id": WORKSPACE_ID},
        "api_app_id": "A00000001",
        "container": {"type": "message", "message_ts": "1700000000.000100", "channel_id": "C00000001"},
        "channel": {"id": "C00000001", "name": "general"},
        "trigger_id": f"trigger.{number}",
        "actions": [{"type": "button", "block_id": "links", "action_id": ACTION_ID, "action_ts": f"{number}.000100"}],
    }
