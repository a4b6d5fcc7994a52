"""The control API: everything a person can do, and everything that can go wrong, as JSON over HTTP.

docs/sandbox.md describes each address; a test holds that page against the table here.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from aiohttp import web

from sandbox import faults
from sandbox.bot_process import BotError, BotProcess
from sandbox.clicks import Clicks
from sandbox.clock import Clock
from sandbox.commands import Commands
from sandbox.control_input import Fields, read_json
from sandbox.control_state import state
from sandbox.delivery import Deliveries, UndeliveredError
from sandbox.events import Events
from sandbox.manifest import Manifest
from sandbox.models import Channel, SlackError, User
from sandbox.refusals import RefusedError, unknown
from sandbox.settling import SETTLE_SECONDS, settle
from sandbox.socket_mode import DISCONNECT_REASONS, SocketMode
from sandbox.submissions import Submissions
from sandbox.traffic import Traffic
from sandbox.workspace import Workspace

Act = Callable[[Fields], Awaitable[dict[str, Any]]]


class Controlled(Protocol):
    """What the control API needs of the sandbox."""

    workspace: Workspace
    manifest: Manifest
    clock: Clock
    traffic: Traffic
    faults: faults.Faults
    events: Events
    deliveries: Deliveries
    commands: Commands
    clicks: Clicks
    submissions: Submissions
    sockets: SocketMode | None
    bot: BotProcess | None


def routes(sandbox: Controlled) -> list[web.RouteDef]:
    """Give every route of the control API."""
    return Control(sandbox).routes()


class Control:
    """One method an address; each reads its fields, acts and gives the answer."""

    def __init__(self, sandbox: Controlled) -> None:
        self._sandbox = sandbox
        self._workspace = sandbox.workspace
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
            "close": self._close,
            "home": self._home,
            "join": self._join,
            "leave": self._leave,
            "archive": self._archive,
            "unarchive": self._unarchive,
            "rename": self._rename,
            "make_private": self._make_private,
            "deactivate": self._deactivate,
            "workspace": self._permissions,
            "clock": self._clock,
            "fault": self._fault,
            "redeliver": self._redeliver,
            "disconnect": self._disconnect,
            "settle": self._settle,
        }

    def routes(self) -> list[web.RouteDef]:
        """Give the routes: a POST for each act, a GET for the state and the log."""
        return [
            *(web.post(f"/control/{name}", self._answering(act)) for name, act in self.acts.items()),
            web.get("/control/state", self._state),
            web.get("/control/log", self._log),
            web.route("*", "/control/{name}", self._unknown),
        ]

    def _answering(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                fields = Fields(self._workspace, await read_json(request))
                return web.json_response(await act(fields))
            except SlackError as error:
                return _refusal(RefusedError.of(error))
            except RefusedError as error:
                return _refusal(error)

        return answer

    async def _unknown(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name in self.acts:
            return _refusal(RefusedError(f"/control/{name} takes POST, not {request.method}.", status=405))
        return _refusal(unknown("control address", name, [*self.acts, "state", "log"]))

    # What people write

    async def _message(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, text, thread_ts = fields.channel(user), fields.text("text"), fields.optional_text("thread_ts")
        is_broadcast = fields.flag("broadcast")
        fields.check_all_read()
        self._check_messages_tab(channel)
        message = self._workspace.post(user.id, channel.id, text=text, thread_ts=thread_ts, is_broadcast=is_broadcast)
        return {"ts": message.ts, "channel": channel.id}

    def _check_messages_tab(self, channel: Channel) -> None:
        manifest = self._sandbox.manifest
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

    # What people ask of the app

    async def _command(self, fields: Fields) -> dict[str, Any]:
        user = fields.user()
        channel, name, text = fields.channel(user), fields.text("command"), fields.optional_text("text") or ""
        fields.check_all_read()
        return await self._sandbox.commands.command(user, channel, name, text)

    async def _shortcut(self, fields: Fields) -> dict[str, Any]:
        user, callback_id = fields.user(), fields.text("callback_id")
        channel, ts = fields.optional_channel(user), fields.optional_text("ts")
        fields.check_all_read()
        if channel is None and ts is None:
            return await self._sandbox.commands.global_shortcut(user, callback_id)
        if channel is None or ts is None:
            raise RefusedError('A shortcut on a message needs both "channel" and "ts".')
        message = self._workspace.message(channel.id, ts)
        return await self._sandbox.commands.message_shortcut(user, callback_id, channel, message)

    async def _click(self, fields: Fields) -> dict[str, Any]:
        user, action_id, value = fields.user(), fields.text("action_id"), fields.any("value")
        place, values = _place(fields, user), _values(fields)
        fields.check_all_read()
        return await self._sandbox.clicks.click(user, action_id, value, values=values, **place)

    async def _suggest(self, fields: Fields) -> dict[str, Any]:
        user, action_id, value = fields.user(), fields.text("action_id"), fields.optional_text("value") or ""
        place = _place(fields, user)
        fields.check_all_read()
        return {"options": await self._sandbox.clicks.suggest(user, action_id, value, **place)}

    async def _submit(self, fields: Fields) -> dict[str, Any]:
        user, view_id, values = fields.user(), fields.text("view_id"), _values(fields)
        fields.check_all_read()
        return await self._sandbox.submissions.submit(user, view_id, values)

    async def _close(self, fields: Fields) -> dict[str, Any]:
        user, view_id, is_whole_stack = fields.user(), fields.optional_text("view_id"), fields.flag("all")
        fields.check_all_read()
        if view_id is None:
            stack = self._workspace.views.get(user.id)
            if not stack:
                raise RefusedError("This person has no modal open.", status=404)
            view_id = stack[-1].id
        return await self._sandbox.submissions.close(user, view_id, is_whole_stack=is_whole_stack)

    async def _home(self, fields: Fields) -> dict[str, Any]:
        user, tab = fields.user(), fields.optional_text("tab") or "home"
        fields.check_all_read()
        if tab not in ("home", "messages"):
            raise RefusedError(f'"tab" is home or messages, got {tab!r}.')
        if tab == "home" and not self._sandbox.manifest.has_home_tab:
            raise RefusedError("The app has no Home: home_tab_enabled is not set in its manifest.")
        self._sandbox.events.home_opened(user.id, tab=tab)
        return {}

    # What happens to channels and people

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

    async def _permissions(self, fields: Fields) -> dict[str, Any]:
        restricted = fields.any("channel_creation_restricted")
        fields.check_all_read()
        if not isinstance(restricted, bool):
            raise RefusedError(f'"channel_creation_restricted" is true or false, got {restricted!r}.')
        self._workspace.channel_creation_restricted = restricted
        return {"channel_creation_restricted": restricted}

    # Time, failures, the wire

    async def _clock(self, fields: Fields) -> dict[str, Any]:
        to, seconds = fields.any("to"), fields.number("advance_seconds")
        fields.check_all_read()
        if (to is None) == (seconds is None):
            raise RefusedError('Give either "to" (a time with a zone) or "advance_seconds".')
        try:
            if seconds is not None:
                now = self._sandbox.clock.advance(timedelta(seconds=seconds))
            else:
                now = self._sandbox.clock.move_to(_moment(to))
        except (ValueError, TypeError, OverflowError) as error:
            raise RefusedError(f"The clock can't go there: {error}.") from error
        if self._sandbox.bot is not None:
            try:
                await self._sandbox.bot.follow(now)
            except BotError as error:
                raise RefusedError(f"The clock is moved, but {error}.", status=502, now=now.isoformat()) from error
        return {"now": self._workspace.now().isoformat()}

    async def _fault(self, fields: Fields) -> dict[str, Any]:
        content = fields.rest()
        if content.get("clear") is True:
            self._sandbox.faults.clear()
            return {"planned": 0}
        try:
            self._sandbox.faults.plan(faults.parse(content))
        except ValueError as error:
            raise RefusedError(f"That is no fault: {error}.") from error
        return {"planned": len(self._sandbox.faults.pending())}

    async def _redeliver(self, fields: Fields) -> dict[str, Any]:
        event_id = fields.text("event_id")
        fields.check_all_read()
        try:
            await self._sandbox.deliveries.redeliver(event_id)
        except KeyError as error:
            raise unknown("event with the id", event_id, self._sandbox.deliveries.known_events) from error
        except UndeliveredError as failure:
            raise RefusedError(f"The app did not acknowledge {event_id}: {failure.reason}.", status=504) from failure
        return {"event_id": event_id}

    async def _disconnect(self, fields: Fields) -> dict[str, Any]:
        reason = fields.optional_text("reason") or "refresh_requested"
        fields.check_all_read()
        if reason not in DISCONNECT_REASONS:
            raise RefusedError(f'"reason" is one of {", ".join(DISCONNECT_REASONS)}, got {reason!r}.')
        if self._sandbox.sockets is None:
            raise RefusedError("The app is reached over HTTP; there is no socket to disconnect.")
        return {"disconnected": await self._sandbox.sockets.disconnect(reason)}

    async def _settle(self, fields: Fields) -> dict[str, Any]:
        within = fields.number("timeout_seconds")
        fields.check_all_read()
        within = SETTLE_SECONDS if within is None else within
        still_open = await settle(self._sandbox.deliveries, self._sandbox.bot, within=within)
        if still_open:
            sentence = f"After {within:g} seconds there is still something open: {'; '.join(still_open)}."
            raise RefusedError(sentence, status=504, open=still_open)
        return {"settled": True}

    # What can be seen

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(state(self._workspace))

    async def _log(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        if not after.isdigit():
            return _refusal(RefusedError(f'"after" is the number of an entry, got {after!r}.'))
        exchanges = self._sandbox.traffic.exchanges(after=int(after))
        return web.json_response({"entries": [exchange.as_json() for exchange in exchanges]})


def _refusal(error: RefusedError) -> web.Response:
    return web.json_response({"error": str(error), **error.details}, status=error.status)


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


def _moment(given: object) -> datetime:
    if isinstance(given, int | float) and not isinstance(given, bool):
        return datetime.fromtimestamp(given, UTC)
    if not isinstance(given, str):
        raise TypeError(f"a time is a text like 2026-03-30T09:00:00+02:00, got {given!r}")
    return datetime.fromisoformat(given)
