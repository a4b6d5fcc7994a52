"""Who the token belongs to, and Socket Mode's address."""

from typing import Any

from sandbox.models import SlackError
from sandbox.web_api.call import Call, Method


def api_test(call: Call) -> dict[str, Any]:
    """Answer, or fail as asked."""
    error = call.arguments.optional("error")
    if error is not None:
        raise SlackError(error)
    return {"args": {}}


def auth_test(call: Call) -> dict[str, Any]:
    """Say who the bot is and where."""
    workspace = call.workspace
    return {
        "url": workspace.url,
        "team": workspace.team_name,
        "user": workspace.users[workspace.bot_user_id].name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> dict[str, Any]:
    """Give a Socket Mode address that works once."""
    return {"url": call.open_connection()}


METHODS: dict[str, Method] = {
    "api.test": api_test,
    "auth.test": auth_test,
    "apps.connections.open": connections_open,
}
