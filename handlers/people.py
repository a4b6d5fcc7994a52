"""Who somebody is, asked anew where nobody waits: names and zones change, and apps are no people."""

from slack_sdk.errors import SlackApiError

from community.people import Person
from handlers import reading
from handlers.deps import Deps


async def met(deps: Deps, user_id: str) -> Person | None:
    """Ask Slack who this is; None when it is an app, or nobody Slack shows. The caller saves the person."""
    try:
        answer = await deps.client.users_info(user=user_id)
    except SlackApiError as error:
        if error.response.get("error") in {"user_not_found", "user_not_visible"}:
            return None
        raise
    user = answer["user"]
    return None if user.get("is_bot") else reading.as_person(user)
