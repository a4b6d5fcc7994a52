"""Who somebody is, asked anew where nobody waits: names and zones change, and apps are no people."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from community.people import Person
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
