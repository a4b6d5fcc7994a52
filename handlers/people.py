"""Who somebody is, asked anew where nobody waits: names and zones change, and apps are no people."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError

from community.people import NameShown, Person, name_beside
from community.stores import Stores
from handlers import reading
from handlers.deps import Deps


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
