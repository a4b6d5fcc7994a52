"""Who is a person: apps join channels too, and an app is nobody's colleague."""

from slack_sdk.errors import SlackApiError

from community.people import Person
from handlers import reading
from handlers.deps import Deps


async def joining(deps: Deps, user_id: str) -> Person | None:
    """Give who joined a channel, None when it is an app or nobody Slack shows."""
    known = await deps.read(lambda stores: stores.people.get(user_id))
    if known is not None:
        return known
    try:
        answer = await deps.client.users_info(user=user_id)
    except SlackApiError as error:
        if error.response.get("error") in {"user_not_found", "user_not_visible"}:
            return None
        raise
    if answer["user"].get("is_bot") or user_id == deps.bot_user_id:
        return None
    return await reading.person(deps, user_id)
