"""The way to Slack: one session for every call, clients that never resend on their own, and who we are there."""

from dataclasses import dataclass

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.problems import OperatorError

# Longer than any ordinary answer of Slack's; what takes longer has an unknown outcome, which the sender looks into.
CALL_SECONDS = 10.0
CONNECT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Identity:
    """The workspace the bot's token belongs to, and the bot in it."""

    workspace_id: str
    bot_user_id: str
    bot_id: str
    url: str = ""  # where people see the workspace, such as https://kestrel.slack.com/


class TokenRefused(OperatorError):  # named for what is the case
    """Slack does not take the bot's token."""

    def __init__(self, error: str) -> None:
        super().__init__(
            f"SLACK_BOT_TOKEN was refused by Slack ({error}); use the Bot User OAuth Token of an app that is installed."
        )


def session() -> aiohttp.ClientSession:
    """Give the session all calls share."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS, sock_connect=CONNECT_SECONDS))


def client(shared: aiohttp.ClientSession, *, base_url: str, token: str | None = None) -> AsyncWebClient:
    """Give a client of Slack's Web API.

    slack_sdk 3.47 by default sends a request again when its connection broke, so that one post becomes two.
    """
    return AsyncWebClient(token=token, base_url=base_url, session=shared, retry_handlers=[])


async def introduce(asking: AsyncWebClient) -> Identity:
    """Ask Slack who the token's owner is. Raises SlackApiError when the token isn't good."""
    answer = await asking.auth_test()
    return Identity(
        workspace_id=str(answer["team_id"]),
        bot_user_id=str(answer["user_id"]),
        bot_id=str(answer.get("bot_id") or ""),
        url=str(answer.get("url") or ""),
    )
