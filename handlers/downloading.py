"""Files a person gave in a window of ours: read from Slack and from nowhere else, and no others are ever asked for."""
# a refusal is named for what is the case, as in "NameTaken"

import asyncio
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientResponse, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community.errors import CommunityError
from handlers.deps import Deps

log = structlog.get_logger()

_SECONDS = 20.0
_SLACK = (".slack.com", ".slack-gov.com")
_PIECE = 64 * 1024


class NotRead(CommunityError):
    """The file could not be read."""

    def __init__(self, why: str) -> None:
        super().__init__(f"I could not read the file: {why}. Nothing was stored. Please upload it again.")


async def read(deps: Deps, file_id: str, *, most_bytes: int) -> bytes:
    """Give the bytes of a file that was given in a window: NotRead when Slack doesn't give it, or it is too large.

    Slack is asked for its address anew, and only an address of Slack's own is gone to, with no way on from there: the
    bot's token must reach nobody else, whatever a payload says.
    """
    client = deps.client
    try:
        file = (await client.files_info(file=file_id))["file"]
        address = str(file.get("url_private_download") or file.get("url_private") or "")
        if not is_slacks(address, client.base_url):
            raise NotRead("Slack keeps it somewhere else")
        if int(file.get("size") or 0) > most_bytes:
            raise NotRead(_too_large(most_bytes))
        async with asyncio.timeout(_SECONDS):
            return await _bytes(client, address, most_bytes)
    except (SlackApiError, ClientError, TimeoutError) as error:
        reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        log.warning("A file that was given could not be read.", file_id=file_id, reason=reason)
        raise NotRead("Slack did not give it to me") from None


async def delete(deps: Deps, file_id: str) -> bool:
    """Delete a file that was given, and tell whether Slack let us: it may leave that to who uploaded it."""
    try:
        await deps.client.files_delete(file=file_id)
    except (SlackApiError, ClientError, TimeoutError) as error:
        reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        log.info("A file that was given is left to its person to delete.", file_id=file_id, reason=reason)
        return False
    return True


def is_slacks(address: str, api_url: str) -> bool:
    """Tell whether an address is one of Slack's own, over HTTPS, or of the very server the Web API is asked on."""
    parts, api = urlsplit(address), urlsplit(api_url)
    if parts.username is not None or parts.password is not None:
        return False
    if (parts.scheme, parts.netloc) == (api.scheme, api.netloc) and parts.netloc:
        return True
    return parts.scheme == "https" and parts.port in (None, 443) and (parts.hostname or "").endswith(_SLACK)


async def _bytes(client: AsyncWebClient, address: str, most_bytes: int) -> bytes:
    headers = {"Authorization": f"Bearer {client.token}"}
    if client.session is not None:
        async with client.session.get(address, headers=headers, allow_redirects=False) as answer:
            return await _body(answer, most_bytes)
    async with ClientSession() as own, own.get(address, headers=headers, allow_redirects=False) as answer:
        return await _body(answer, most_bytes)


async def _body(answer: ClientResponse, most_bytes: int) -> bytes:
    # Slack sends who may not read it to its sign-in page.
    if answer.status != 200:
        raise NotRead("Slack did not give it to me")
    found = bytearray()
    async for piece in answer.content.iter_chunked(_PIECE):
        found += piece
        if len(found) > most_bytes:
            raise NotRead(_too_large(most_bytes))
    return bytes(found)


def _too_large(most_bytes: int) -> str:
    return f"it is larger than {most_bytes // 2**20} MB"
