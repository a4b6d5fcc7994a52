"""Who has which e-mail address: asked of Slack once for a whole list, and kept nowhere."""
# a refusal is named for what is the case, as in "NameTaken"

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community.errors import CommunityError
from community.people import Person
from handlers import reading

# Slack takes up to 1,000 and recommends 200; with 200 a large organisation has more pages than the 20 calls a minute.
# Source: docs.slack.dev/reference/methods/users.list, "limit", and its rate limit (tier 2).
_PAGE = 800
_MOST_PAGES = 500
_MOST_PAUSES = 30


class AddressesUnknown(CommunityError):
    """Slack doesn't let the bot see anybody's address."""

    def __init__(self) -> None:
        super().__init__(
            "Slack shows me nobody's e-mail address, so I can match nobody. Nothing was stored. The app needs the "
            "scope users:read.email: add it from manifest.yml and install the app again."
        )


async def people_by_address(client: AsyncWebClient) -> Mapping[str, Person]:
    """Give the people of the workspace by their e-mail address in lower case; no apps, nobody who is gone.

    Source: docs.slack.dev/reference/methods/users.list: without `users:read.email` the address is left out, no error.
    """
    found: dict[str, Person] = {}
    is_anybody_there = False
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = await _page(client, cursor)
        for user in page.get("members") or ():
            if user.get("deleted") or user.get("is_bot") or user["id"] == "USLACKBOT":
                continue
            is_anybody_there = True
            if address := (user.get("profile") or {}).get("email"):
                found[str(address).strip().casefold()] = reading.as_person(user)
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    if is_anybody_there and not found:
        raise AddressesUnknown
    return found


async def _page(client: AsyncWebClient, cursor: str) -> Mapping[str, Any]:
    """Ask for a page, and wait as long as Slack says when it was asked too often."""
    for pause in range(_MOST_PAUSES + 1):
        try:
            answer = await client.users_list(limit=_PAGE, cursor=cursor or None)
        except SlackApiError as error:
            if error.response.get("error") != "ratelimited" or pause == _MOST_PAUSES:
                raise
            await asyncio.sleep(float(error.response.headers.get("Retry-After", 1)))
        else:
            return dict(answer.data) if isinstance(answer.data, Mapping) else {}
    raise AssertionError("a page is given or an error is raised")
