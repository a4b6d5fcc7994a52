"""Files for one person: sent into their conversation with the bot, where nobody else sees them."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.deps import Deps

log = structlog.get_logger()


class OpenAddress(Exception):
    """Slack gave an address on which everybody on the way could read the file."""


_ALT_LIMIT = 1000


async def upload(deps: Deps, user_id: str, *, name: str, data: bytes, title: str, alt: str = "") -> bool:
    """Send a file to one person and tell whether Slack took it; `alt` is what a screen reader says of a picture.

    Three steps: ask for an address, send the bytes there, share what arrived. Until the last one nobody sees anything,
    so one that fails leaves nothing behind. An empty file is refused by Slack: ValueError.

    Source: docs.slack.dev/messaging/working-with-files, "Uploading files".
    """
    try:
        opened = await deps.client.conversations_open(users=user_id)
    except (SlackApiError, ClientError, TimeoutError) as error:
        log.warning("A conversation could not be opened.", user_id=user_id, reason=type(error).__name__)
        return False
    return await share(deps, str(opened["channel"]["id"]), name=name, data=data, title=title, alt=alt)


async def share(
    deps: Deps, channel_id: str, *, name: str, data: bytes, title: str, alt: str = "", thread_ts: str | None = None
) -> bool:
    """Send a file to a channel, into a thread of it where one is named, and tell whether Slack took it."""
    if not data:
        raise ValueError(f"{name} is empty, and Slack takes no empty file")
    client = deps.client
    try:
        announced = await client.files_getUploadURLExternal(
            filename=name, length=len(data), alt_txt=alt[:_ALT_LIMIT] or None
        )
        await _send(client, _closed(str(announced["upload_url"])), data)
        await client.files_completeUploadExternal(
            files=[{"id": announced["file_id"], "title": title}], channel_id=channel_id, thread_ts=thread_ts
        )
    except (SlackApiError, ClientError, TimeoutError, OpenAddress) as error:
        reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("A file could not be sent.", channel_id=channel_id, size=len(data), reason=reason)
        return False
    return True


def _closed(address: str) -> str:
    """Give the address if nobody on the way reads what is sent there: HTTPS, or this very machine."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname or "")):
        return address
    raise OpenAddress(f"a file is sent to an address of https:// only, got one of {parts.scheme}://{parts.hostname}")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _send(client: AsyncWebClient, address: str, data: bytes) -> None:
    """Post the bytes to the address that Slack gave; the bot's token has no business there."""
    headers = {"Content-Type": "application/octet-stream"}
    session = client.session
    if session is not None:
        async with session.post(address, data=data, headers=headers) as answer:
            answer.raise_for_status()
        return
    async with ClientSession() as own, own.post(address, data=data, headers=headers) as answer:
        answer.raise_for_status()
