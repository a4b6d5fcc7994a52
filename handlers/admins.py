"""Who is an admin of the workspace: Slack's word, asked anew each time it matters."""

from community.settings import ForAdmins, MayCreate
from handlers import people
from handlers.deps import Deps


async def is_admin(deps: Deps, user_id: str) -> bool:
    """Tell whether Slack calls this person an admin or the workspace's owner."""
    user = await people.slack_user(deps, user_id)
    return user is not None and bool(user.get("is_admin") or user.get("is_owner")) and not user.get("deleted")


async def only(deps: Deps, user_id: str) -> None:
    """Raise ForAdmins unless this person is one."""
    if not await is_admin(deps, user_id):
        raise ForAdmins


async def may_create_channels(deps: Deps, user_id: str) -> bool:
    """Tell whether the admins let this person have channels made by the bot."""
    chosen = (await deps.read(lambda stores: stores.settings.get())).may_create
    return chosen is MayCreate.EVERYBODY or (chosen is MayCreate.ADMINS and await is_admin(deps, user_id))
