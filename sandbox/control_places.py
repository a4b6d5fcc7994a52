"""What happens to channels and accounts in the control API."""

from typing import Any

from sandbox.control_input import Act, Fields
from sandbox.models import Channel, User
from sandbox.refusals import RefusedError
from sandbox.workspace import Workspace


class PlacesActs:
    """One method an address of `/control/`; `acts` names them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.acts: dict[str, Act] = {
            "join": self._join,
            "leave": self._leave,
            "archive": self._archive,
            "unarchive": self._unarchive,
            "rename": self._rename,
            "make_private": self._make_private,
            "make_public": self._make_public,
            "share_channel": self._share_channel,
            "delete_channel": self._delete_channel,
            "change_channel_id": self._change_channel_id,
            "deactivate": self._deactivate,
            "reactivate": self._reactivate,
            "change_name": self._change_name,
            "canvas": self._canvas,
            "workspace": self._permissions,
        }

    async def _join(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel = fields.channel(user)
        fields.check_all_read()
        self._workspace.join(user.id, channel.id)
        return {"channel": channel.id}

    async def _leave(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel = fields.channel(user)
        fields.check_all_read()
        self._workspace.leave(user.id, channel.id)
        return {"channel": channel.id}

    async def _archive(self, fields: Fields) -> dict[str, Any]:
        user, channel = self._keeper(fields)
        fields.check_all_read()
        self._workspace.archive(user.id, channel.id)
        return {"channel": channel.id}

    async def _unarchive(self, fields: Fields) -> dict[str, Any]:
        user, channel = self._keeper(fields)
        fields.check_all_read()
        self._workspace.unarchive(user.id, channel.id)
        return {"channel": channel.id}

    async def _rename(self, fields: Fields) -> dict[str, Any]:
        user, channel = self._keeper(fields)
        name = fields.text("name").removeprefix("#")
        fields.check_all_read()
        self._workspace.rename(user.id, channel.id, name)
        return {"channel": channel.id}

    async def _make_private(self, fields: Fields) -> dict[str, Any]:
        user, channel = self._keeper(fields)
        fields.check_all_read()
        self._workspace.make_private(user.id, channel.id)
        return {"channel": channel.id}

    async def _make_public(self, fields: Fields) -> dict[str, Any]:
        user, channel = self._keeper(fields)
        fields.check_all_read()
        self._workspace.make_public(user.id, channel.id)
        return {"channel": channel.id}

    async def _share_channel(self, fields: Fields) -> dict[str, Any]:
        channel, is_over = fields.channel(None), fields.flag("remove")
        fields.check_all_read()
        self._workspace.share(channel.id, is_shared=not is_over)
        return {"channel": channel.id}

    async def _delete_channel(self, fields: Fields) -> dict[str, Any]:
        user, channel = self._keeper(fields)
        fields.check_all_read()
        self._workspace.delete_channel(user.id, channel.id)
        return {"channel": channel.id}

    async def _change_channel_id(self, fields: Fields) -> dict[str, Any]:
        channel = fields.channel(None)
        fields.check_all_read()
        return {"channel": self._workspace.change_id(channel.id).id}

    def _keeper(self, fields: Fields) -> tuple[User, Channel]:
        """Give who does it: the one named, or else someone in the channel, its creator and admins first."""
        user = fields.optional_user()
        channel = fields.channel(user)
        if user is not None:
            return user, channel
        active = [u for u in self._workspace.users.values() if not u.deleted and not u.is_bot]
        known = [u for u in active if u.id in channel.members] or active
        if not known:
            raise RefusedError("There is nobody to do it.")
        return min(known, key=lambda u: (u.id != channel.creator, not u.is_admin)), channel

    async def _deactivate(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        fields.check_all_read()
        self._workspace.deactivate(user.id)
        return {"user": user.id}

    async def _reactivate(self, fields: Fields) -> dict[str, Any]:
        user = self._person(fields.text("user"))
        fields.check_all_read()
        self._workspace.reactivate(user.id)
        return {"user": user.id}

    async def _change_name(self, fields: Fields) -> dict[str, Any]:
        user, name = fields.user(), fields.text("name")
        fields.check_all_read()
        self._workspace.change_name(user.id, name)
        return {"user": user.id}

    def _person(self, name: str) -> User:
        found = self._workspace.find_user(name)
        if found is None:
            raise RefusedError(f"Nobody is called {name!r}.", status=404)
        return found

    async def _permissions(self, fields: Fields) -> dict[str, Any]:
        restricted, plan = fields.any("channel_creation_restricted"), fields.any("plan")
        fields.check_all_read()
        if not (isinstance(restricted, bool) or (restricted is None and plan is not None)):
            raise RefusedError(f'"channel_creation_restricted" is true or false, got {restricted!r}.')
        if plan not in {None, "free", "paid"}:
            raise RefusedError(f'"plan" is free or paid, got {plan!r}.')
        if restricted is not None:
            self._workspace.channel_creation_restricted = restricted
        self._workspace.plan = plan or self._workspace.plan
        return {
            "channel_creation_restricted": self._workspace.channel_creation_restricted,
            "plan": self._workspace.plan,
        }

    async def _canvas(self, fields: Fields) -> dict[str, Any]:
        """Let a person write the canvas of their channel, or throw it away."""
        user = fields.user()
        channel = fields.channel(user)
        text, is_gone = fields.optional_text("text"), fields.flag("remove")
        fields.check_all_read()
        self._workspace.require_member(user.id, channel.id)
        canvas = self._workspace.canvas_of(channel.id)
        if is_gone:
            self._workspace.delete_canvas(channel.id)
        elif canvas is None:
            self._workspace.create_canvas(user.id, channel.id, markdown=text or "")
        else:
            self._workspace.edit_canvas(canvas, markdown=text or "")
        return {"channel": channel.id}
