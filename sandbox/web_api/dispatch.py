"""From a method's name, a token and arguments to Slack's answer: the checks every call passes."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.faults import Faults
from sandbox.models import SlackError
from sandbox.web_api import methods
from sandbox.web_api.arguments import Arguments
from sandbox.web_api.call import Call, Method, Reference, missing_scope, reference
from sandbox.web_api.rates import Rates
from sandbox.workspace import Workspace

#: Methods that take the app-level token and no other.
APP_LEVEL = frozenset({"apps.connections.open"})
#: Methods that answer without any token.
OPEN = frozenset({"api.test"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the caller gets; `ending` says whether it gets it, waits for ever or loses the connection."""

    body: dict[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    ending: Literal["answer", "hang", "reset"] = "answer"


class WebApi:
    """Slack's Web API for one workspace and one app.

    `scopes` are the bot's, from the manifest. `open_connection` gives a fresh Socket Mode address for
    `apps.connections.open`, `base_url` the server's own address (`http://127.0.0.1:PORT`), where files are uploaded to
    `{base_url}/upload/{ticket}` (hand the bytes to `workspace.receive_upload`). `has_rates=False` lifts the rate
    limits, for benchmarks. `has_home_tab` and `has_messages_tab` are the manifest's too: without them
    `views.publish` answers `not_enabled`, and a post to a person `messages_tab_disabled`.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        scopes: frozenset[str],
        open_connection: Callable[[], str],
        base_url: Callable[[], str],
        faults: Faults | None = None,
        has_rates: bool = True,
        has_home_tab: bool = True,
        has_messages_tab: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.workspace = workspace
        self.scopes = scopes
        self.faults = faults or Faults()
        self._rates = Rates(monotonic=monotonic)
        self._has_rates = has_rates
        self._has_home_tab = has_home_tab
        self._has_messages_tab = has_messages_tab
        self._open_connection = open_connection
        self._base_url = base_url

    def call(self, method: str, *, token: str | None, arguments: Mapping[str, Any]) -> Answer:
        """Answer one call; every refusal is an answer, in Slack's words."""
        fault = self.faults.take(method)
        if fault is not None and not fault.is_done:
            status, headers, body = fault.answer()
        else:
            status, headers, body = self._answer(method, token, arguments)
            if fault is not None and fault.when == "after":
                status, headers, body = fault.answer()
        if fault is None or fault.when in {"before", "after"}:
            return Answer(body, status, headers)
        return Answer(body, status, headers, ending="hang" if fault.when == "hang" else "reset")

    def _answer(
        self, method: str, token: str | None, arguments: Mapping[str, Any]
    ) -> tuple[int, dict[str, str], dict[str, Any]]:
        try:
            perform, described = self._find(method)
            self._check_token(method, token)
            call = self._call(arguments)
            wait = self._check_rate(method, described, arguments)
            if wait is not None:
                return 429, {"Retry-After": str(wait)}, {"ok": False, "error": "ratelimited"}
            self._check_scopes(described)
            call.arguments.check(known=described.known, required=described.required)
            return 200, self._scope_headers(described), {"ok": True, **perform(call)}
        except SlackError as refusal:
            return 200, {}, {"ok": False, "error": refusal.code, **refusal.details}

    def _call(self, arguments: Mapping[str, Any]) -> Call:
        return Call(
            self.workspace,
            Arguments(arguments),
            self.scopes,
            open_connection=self._open_connection,
            base_url=self._base_url,
            has_home_tab=self._has_home_tab,
            has_messages_tab=self._has_messages_tab,
        )

    def _find(self, method: str) -> tuple[Method, Reference]:
        perform = methods.METHODS.get(method)
        if perform is not None:
            return perform, reference()[method]
        details = {}
        if method in reference():
            details["response_metadata"] = {"messages": [f"[ERROR] the local Slack does not answer {method} yet"]}
        raise SlackError("unknown_method", req_method=method, **details)

    def _check_token(self, method: str, token: str | None) -> None:
        if method in OPEN:
            return
        if not token:
            raise SlackError("not_authed")
        known = {self.workspace.bot_token, self.workspace.app_token}
        if token not in known:
            raise SlackError("invalid_auth")
        if (token == self.workspace.app_token) != (method in APP_LEVEL):
            raise SlackError("not_allowed_token_type")

    def _check_scopes(self, described: Reference) -> None:
        if described.scopes and not self.scopes.intersection(described.scopes):
            raise missing_scope(tuple(described.scopes), self.scopes)

    def _check_rate(self, method: str, described: Reference, arguments: Mapping[str, Any]) -> int | None:
        if not self._has_rates:
            return None
        if method == "chat.postMessage":
            wait = self._rates.take_post(str(arguments.get("channel", "")))
            if wait is not None:
                return wait
        return self._rates.take(method, described.tier)

    def _scope_headers(self, described: Reference) -> dict[str, str]:
        return {
            "X-OAuth-Scopes": ",".join(sorted(self.scopes)),
            "X-Accepted-OAuth-Scopes": ",".join(described.scopes),
        }
