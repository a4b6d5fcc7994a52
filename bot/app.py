"""The Bolt app: who may come in, what is kept before it is acknowledged, and the listeners."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack import Identity
from handlers import listeners
from handlers.late import Late
from handlers.listeners import MakeDeps
from handlers.table import Feature

log = structlog.get_logger(__name__)

_FROM_INBOX = "is_from_inbox"
_ERROR = "error"

# Returns once the event is stored: True when it is new.
Keep = Callable[[Mapping[str, Any]], Awaitable[bool]]


class NotHandledError(Exception):
    """A kept event was not handled, for a reason that isn't an exception."""


class OnLoss(Protocol):
    """Is told that Slack dropped events."""

    def __call__(self) -> None: ...


def build(
    client: AsyncWebClient,
    identity: Identity,
    *,
    token: str,
    signing_secret: str,
    table: Feature,
    make_deps: MakeDeps,
    keep: Keep,
    on_loss: OnLoss,
    late: Late | None = None,
) -> AsyncApp:
    """Build the app. `client` carries no token; `keep` must have stored an event when it returns."""
    app = AsyncApp(
        name="yokoten",
        client=client,
        authorize=_OwnWorkspace(identity, token),  # type: ignore[arg-type]  # its types lack the None that says no
        signing_secret=signing_secret,
        # Otherwise Bolt 1.30 acknowledges an event before it is kept, and looks for a command's answer every 10 ms.
        process_before_response=True,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.middleware(_KeepEvents(keep, on_loss))
    app.error(_report)
    listeners.register(
        app,
        table,
        make_deps,
        lambda url: AsyncWebhookClient(url, session=client.session, retry_handlers=[]),
        late,
    )
    return app


async def dispatch(app: AsyncApp, payload: Mapping[str, Any]) -> bool:
    """Let the app handle an event out of the inbox; what goes wrong is raised.

    False when nothing was written: then the event isn't marked as handled yet.
    """
    # As if it came by Socket Mode, which Bolt trusts without a signature: it was checked before it was kept. What
    # tells it from a fresh one is no part of the payload, so nobody outside can set it.
    request = AsyncBoltRequest(body=dict(payload), mode="socket_mode", context={_FROM_INBOX: True})
    response = await app.async_dispatch(request)
    error = request.context.get(_ERROR)
    if error is not None:
        raise error
    if response.status != 200:
        raise NotHandledError(f"the app answered {response.status}")
    return bool(request.context.get(listeners.DONE))


class _OwnWorkspace(AsyncAuthorize):
    """Lets in what comes from our own workspace; asked once at the start, Slack is asked no more."""

    def __init__(self, identity: Identity, token: str) -> None:
        self._authorized = AuthorizeResult(
            enterprise_id=None,
            team_id=identity.workspace_id,
            bot_user_id=identity.bot_user_id,
            bot_id=identity.bot_id,
            bot_token=token,
        )

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,  # noqa: ARG002  # Bolt's signature
        enterprise_id: str | None,  # noqa: ARG002
        team_id: str | None,
        user_id: str | None,  # noqa: ARG002
        actor_enterprise_id: str | None = None,  # noqa: ARG002
        actor_team_id: str | None = None,  # noqa: ARG002
        actor_user_id: str | None = None,  # noqa: ARG002
    ) -> AuthorizeResult | None:
        # What says of no workspace it came from came all the same with our secret or on our own connection.
        if team_id is None or team_id == self._authorized.team_id:
            return self._authorized
        log.warning("A request of another workspace was turned away.", workspace_id=team_id)
        return None


class _KeepEvents(AsyncMiddleware):
    """Stores events before they are acknowledged; when that fails, Slack gets an error and sends them again."""

    def __init__(self, keep: Keep, on_loss: OnLoss) -> None:
        self._keep = keep
        self._on_loss = on_loss

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  # Bolt's signature
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse | None:
        match req.body.get("type"):
            case "event_callback" if not req.context.get(_FROM_INBOX):
                await self._keep(req.body)
                return BoltResponse(status=200)
            case "app_rate_limited":
                log.warning("Slack drops events: there were more than 30,000 in an hour.")
                self._on_loss()
                return BoltResponse(status=200)
        return await next()


async def _report(error: Exception, request: AsyncBoltRequest) -> None:
    request.context[_ERROR] = error
    if not request.context.get(_FROM_INBOX):
        log.error("A request failed.", kind=request.body.get("type", "command"), exc_info=error)
