"""Who has which e-mail address: asked of Slack once for a whole list, and kept nowhere."""
# a refusal is named for what is the case, as in "NameTaken"

from collections.abc import Mapping

from slack_sdk.web.async_client import AsyncWebClient

from community.errors import CommunityError
from community.people import Person
from handlers import people, reading


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
    async for user in people.everybody(client):
        if user.get("deleted"):
            continue
        is_anybody_there = True
        if address := (user.get("profile") or {}).get("email"):
            found[str(address).strip().casefold()] = reading.as_person(user)
    if is_anybody_there and not found:
        raise AddressesUnknown
    return found
