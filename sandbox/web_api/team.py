"""The workspace itself: its name, its emoji, its bots."""

from typing import Any

from sandbox.models import SlackError
from sandbox.web_api.call import Call, Method


def info(call: Call) -> dict[str, Any]:
    """Give the workspace."""
    workspace = call.workspace
    if call.arguments.optional("team") not in (None, workspace.team_id):
        raise SlackError("team_not_found")
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.team_name,
            "url": workspace.url,
            "domain": workspace.domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "avatar_base_url": "https://ca.slack-edge.com/",
            "is_verified": False,
        }
    }


def emoji(call: Call) -> dict[str, Any]:
    """Give the workspace's own emoji; Slack's standard ones are never listed."""
    return {"emoji": call.workspace.custom_emoji, "cache_ts": f"{call.workspace.seconds()}.000000"}


def bot_info(call: Call) -> dict[str, Any]:
    """Give the bot."""
    workspace = call.workspace
    if call.arguments.optional("bot") not in (None, workspace.bot_id):
        raise SlackError("bot_not_found")
    bot = workspace.users[workspace.bot_user_id]
    return {
        "bot": {
            "id": workspace.bot_id,
            "deleted": bot.deleted,
            "name": bot.real_name,
            "updated": bot.updated,
            "app_id": workspace.app_id,
            "user_id": bot.id,
            "icons": {},
        }
    }


METHODS: dict[str, Method] = {
    "team.info": info,
    "emoji.list": emoji,
    "bots.info": bot_info,
}
