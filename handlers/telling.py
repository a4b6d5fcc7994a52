"""Telling one person something where they are, and only them, when what they did has no answer of its own."""

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from handlers.blocks.parts import Message
from handlers.deps import Deps

log = structlog.get_logger()


async def alone(deps: Deps, user_id: str, channel_id: str, message: Message, *, thread_ts: str | None = None) -> None:
    """Show this person a message that nobody else sees; that Slack may not take it stops nothing."""
    try:
        await deps.client.chat_postEphemeral(
            channel=channel_id,
            user=user_id,
            text=message.text,
            blocks=list(message.blocks),
            thread_ts=thread_ts,
        )
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("A person could not be told.", channel_id=channel_id, reason=type(error).__name__)
