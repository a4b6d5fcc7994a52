"""Asks the app what a person's command, click or form means, and says so when it does not answer."""

from typing import Any

from sandbox.delivery import Deliveries, EnvelopeType, UndeliveredError
from sandbox.models import User
from sandbox.refusals import RefusedError
from sandbox.workspace import Workspace

TOKEN = "verification-token-of-the-sandbox"  # noqa: S105 - Slack's deprecated one, which proves nothing

# What Slack's client says after a command that was not acknowledged: https://docs.slack.dev/interactivity/implementing-slash-commands
_FAILURES = {"timeout": "operation_timeout", "http_timeout": "operation_timeout"}


class Asker:
    """Knows how every interaction payload begins, and sends it to the app."""

    def __init__(self, workspace: Workspace, deliveries: Deliveries) -> None:
        self.workspace = workspace
        self._deliveries = deliveries

    def interaction(self, kind: str, user: User) -> dict[str, Any]:
        """Give what every interaction payload has, in Slack's shape."""
        return {
            "type": kind,
            "team": {"id": self.workspace.team_id, "domain": self.workspace.domain},
            "user": {"id": user.id, "name": user.name, "team_id": self.workspace.team_id},
            "api_app_id": self.workspace.app_id,
            "token": TOKEN,
            "is_enterprise_install": False,
        }

    async def ask(self, kind: EnvelopeType, payload: dict[str, Any], *, what: str) -> dict[str, Any]:
        """Send and give what came with the ack; RefusedError says in the client's words that `what` failed."""
        try:
            return await self._deliveries.ask(kind, payload)
        except UndeliveredError as failure:
            code = _FAILURES.get(failure.reason, "dispatch_failed")
            raise RefusedError(f'{what} failed with the error "{code}"', status=504, code=code) from failure
