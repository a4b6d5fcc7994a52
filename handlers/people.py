"""Who somebody is, asked anew where nobody waits: names and zones change, and apps are no people."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from community.people import NameShown, Person, name_beside
from community.stores import Stores
from handlers import reading
from handlers.deps import Deps

# Slack takes up to 1,000 and recommends 200; with 200 a large organisation has more pages than the 20 calls a minute.
# Source: docs.slack.dev/reference/methods/users.list, "limit", and its rate limit (tier 2).
_PAGE = 800
_MOST_PAGES = 500
_MOST_PAUSES = 30
_SLACKBOT = "USLACKBOT"  # which Slack gives as no bot


async def met(deps: Deps, user_id: str) -> Person | None:
    """Ask Slack who this is; None when it is an app, or nobody Slack shows. The caller saves the person."""
    user = await slack_user(deps, user_id)
    return None if user is None or user.get("is_bot") else reading.as_person(user)


async def here(deps: Deps, user_id: str) -> Person | None:
    """Ask Slack who this is, as `met` does; None for those too who are gone: their account is deactivated."""
    user = await slack_user(deps, user_id)
    return None if user is None or user.get("is_bot") or user.get("deleted") else reading.as_person(user)


async def some_here(deps: Deps, user_ids: Sequence[str], *, limit: int) -> Sequence[Person]:
    """Give those who can be written to, in their order: neither apps nor people who left."""
    found: list[Person] = []
    for user_id in user_ids:
        if len(found) < limit and (person := await here(deps, user_id)) is not None:
            found.append(person)
    return found


def name_of(stores: Stores, user_id: str, *, unknown: str = "") -> str:
    """Give the name a person is known by; `unknown` for nobody, and for who was never met. It pings nobody."""
    return stores.people.named([user_id]).get(user_id, unknown)


async def names_beside(deps: Deps, user_ids: Iterable[str]) -> Mapping[str, str]:
    """Give the names that stand beside what these people wrote, as each chose; who wants none there is left out.

    Slack is asked only about those who want their name shown while they are here.
    """
    wanted = list(dict.fromkeys(filter(None, user_ids)))

    def read(stores: Stores) -> Mapping[str, tuple[Person, NameShown]]:
        known = {user_id: stores.people.get(user_id) for user_id in wanted}
        return {
            user_id: (person, stores.people.name_shown(user_id))
            for user_id, person in known.items()
            if person is not None
        }

    chosen = await deps.read(read)
    found = {}
    for user_id, (person, shown) in chosen.items():
        is_here = shown is NameShown.WHILE_HERE and await here(deps, user_id) is not None
        found[user_id] = name_beside(person, shown, is_here=is_here)
    return {user_id: name for user_id, name in found.items() if name}


async def everybody(client: AsyncWebClient) -> AsyncIterator[Mapping[str, Any]]:
    """Give all accounts Slack knows but apps, as `users.list` has them: those of people who are gone too.

    When Slack is asked too often, it is asked again as soon as it says.
    """
    cursor = ""
    for _ in range(_MOST_PAGES):
        page = await _page(client, cursor)
        for user in page.get("members") or ():
            if not user.get("is_bot") and user["id"] != _SLACKBOT:
                yield user
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


async def slack_user(deps: Deps, user_id: str) -> Mapping[str, Any] | None:
    """Give what Slack says of this account, as `users.info` has it; None when Slack doesn't show it."""
    try:
        answer = await deps.client.users_info(user=user_id)
    except SlackApiError as error:
        if error.response.get("error") in {"user_not_found", "user_not_visible"}:
            return None
        raise
    found: Mapping[str, Any] = answer["user"]
    return found


async def _page(client: AsyncWebClient, cursor: str) -> Mapping[str, Any]:
    pauses = 0
    while True:
        try:
            answer = await client.users_list(limit=_PAGE, cursor=cursor or None)
        except SlackApiError as error:
            if error.response.get("error") != "ratelimited" or pauses == _MOST_PAUSES:
                raise
            pauses += 1
            await asyncio.sleep(float(error.response.headers.get("Retry-After", 1)))
        else:
            return dict(answer.data) if isinstance(answer.data, Mapping) else {}
