"""What people do in the control API: write, react, and ask the app with commands, clicks and forms."""

from collections.abc import Mapping
from typing import Any

from sandbox.clicks import Clicks
from sandbox.commands import Commands
from sandbox.control_input import Act, Fields
from sandbox.events import Events
from sandbox.manifest import Manifest
from sandbox.models import Channel, User
from sandbox.refusals import RefusedError
from sandbox.submissions import Submissions
from sandbox.workspace import Workspace


class PeopleActs:
    """One method an address of `/control/`; `acts` names them."""

    def __init__(
        self,
        workspace: Workspace,
        manifest: Manifest,
        events: Events,
        *,
        commands: Commands,
        clicks: Clicks,
        submissions: Submissions,
    ) -> None:
        self._workspace = workspace
        self._manifest = manifest
        self._events = events
        self._commands = commands
        self._clicks = clicks
        self._submissions = submissions
        self.acts: dict[str, Act] = {
            "message": self._message,
            "edit": self._edit,
            "delete": self._delete,
            "react": self._react,
            "command": self._command,
            "shortcut": self._shortcut,
            "click": self._click,
            "suggest": self._suggest,
            "submit": self._submit,
            "upload": self._upload,
            "close": self._close,
            "home": self._home,
        }

    async def _message(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, text, thread_ts = fields.channel(user), fields.text("text"), fields.optional_text("thread_ts")
        is_broadcast = fields.flag("broadcast")
        fields.check_all_read()
        self._check_messages_tab(channel)
        message = self._workspace.post(user.id, channel.id, text=text, thread_ts=thread_ts, is_broadcast=is_broadcast)
        return {"ts": message.ts, "channel": channel.id}

    def _check_messages_tab(self, channel: Channel) -> None:
        manifest = self._manifest
        is_open = manifest.has_messages_tab and not manifest.is_messages_tab_read_only
        if channel.is_im and self._workspace.bot_user_id in channel.members and not is_open:
            raise RefusedError("Sending messages to this app has been turned off.")

    async def _edit(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, ts, text = fields.channel(user), fields.text("ts"), fields.text("text")
        fields.check_all_read()
        return {"ts": self._workspace.edit(user.id, channel.id, ts, text=text).ts}

    async def _delete(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, ts = fields.channel(user), fields.text("ts")
        fields.check_all_read()
        self._workspace.delete(user.id, channel.id, ts)
        return {"ts": ts}

    async def _react(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, ts, name, remove = fields.channel(user), fields.text("ts"), fields.text("name"), fields.flag("remove")
        fields.check_all_read()
        do = self._workspace.unreact if remove else self._workspace.react
        do(user.id, channel.id, ts, name)
        return {"ts": ts}

    async def _command(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, name, text = fields.channel(user), fields.text("command"), fields.optional_text("text") or ""
        fields.check_all_read()
        return await self._commands.command(user, channel, name, text)

    async def _shortcut(self, fields: Fields) -> dict[str, Any]:
        user, callback_id = fields.user(), fields.text("callback_id")
        channel, ts = fields.optional_channel(user), fields.optional_text("ts")
        fields.check_all_read()
        if channel is None and ts is None:
            return await self._commands.global_shortcut(user, callback_id)
        if channel is None or ts is None:
            raise RefusedError('A shortcut on a message needs both "channel" and "ts".')
        message = self._workspace.message(channel.id, ts)
        return await self._commands.message_shortcut(user, callback_id, channel, message)

    async def _click(self, fields: Fields) -> dict[str, Any]:
        user, action_id, value = fields.user(), fields.text("action_id"), fields.any("value")
        place, values = _place(fields, user), _values(fields)
        fields.check_all_read()
        return await self._clicks.click(user, action_id, value, values=values, **place)

    async def _suggest(self, fields: Fields) -> dict[str, Any]:
        user, action_id, value = fields.user(), fields.text("action_id"), fields.optional_text("value") or ""
        place = _place(fields, user)
        fields.check_all_read()
        return {"options": await self._clicks.suggest(user, action_id, value, **place)}

    async def _submit(self, fields: Fields) -> dict[str, Any]:
        user, view_id, values = fields.user(), fields.text("view_id"), _values(fields)
        fields.check_all_read()
        return await self._submissions.submit(user, view_id, values)

    async def _upload(self, fields: Fields) -> dict[str, Any]:
        """Upload a text file for a modal that asks for one; its id is what the input then holds."""
        user, name, text = fields.user(), fields.text("name"), fields.text("text")
        fields.check_all_read()
        return {"file": self._workspace.take_upload(user.id, name=name, content=text.encode()).id}

    async def _close(self, fields: Fields) -> dict[str, Any]:
        user, view_id, is_whole_stack = fields.user(), fields.optional_text("view_id"), fields.flag("all")
        fields.check_all_read()
        if view_id is None:
            stack = self._workspace.views.get(user.id)
            if not stack:
                raise RefusedError("This person has no modal open.", status=404)
            view_id = stack[-1].id
        return await self._submissions.close(user, view_id, is_whole_stack=is_whole_stack)

    async def _home(self, fields: Fields) -> dict[str, Any]:
        user, tab = fields.user(), fields.optional_text("tab") or "home"
        fields.check_all_read()
        if tab not in ("home", "messages"):
            raise RefusedError(f'"tab" is home or messages, got {tab!r}.')
        if tab == "home" and not self._manifest.has_home_tab:
            raise RefusedError("The app has no Home: home_tab_enabled is not set in its manifest.")
        self._events.home_opened(user.id, tab=tab)
        return {}


def _place(fields: Fields, user: User) -> Mapping[str, Any]:
    return {
        "channel": fields.optional_channel(user),
        "ts": fields.optional_text("ts"),
        "view_id": fields.optional_text("view_id"),
        "block_id": fields.optional_text("block_id"),
    }


def _values(fields: Fields) -> dict[str, dict[str, Any]]:
    """Give what was typed: {block_id: {action_id: value}}."""
    values = fields.any("values") or {}
    if not isinstance(values, dict) or not all(isinstance(actions, dict) for actions in values.values()):
        raise RefusedError('"values" is {block_id: {action_id: value}}.')
    return values
