"""Slash commands and shortcuts: from what a person types or picks to what the app answers."""

import re
from typing import Any

from sandbox import payloads
from sandbox.asking import TOKEN, Asker
from sandbox.manifest import Manifest, Shortcut
from sandbox.models import Channel, Message, SlackError, User
from sandbox.refusals import RefusedError, unknown
from sandbox.response_urls import Original, ResponseUrls


class Commands:
    """Runs the commands and shortcuts that the manifest names."""

    def __init__(self, asker: Asker, manifest: Manifest, response_urls: ResponseUrls) -> None:
        self._asker = asker
        self._workspace = asker.workspace
        self._manifest = manifest
        self._response_urls = response_urls

    async def command(self, user: User, channel: Channel, name: str, text: str) -> dict[str, Any]:
        """Type a command in a channel; show what came with the ack and give it as it came (empty when nothing did)."""
        known = {command.name: command for command in self._manifest.commands}
        name = f"/{name.removeprefix('/')}"
        if name not in known:
            raise unknown("command", name, known)
        self._workspace.require_member(user.id, channel.id)
        if known[name].should_escape:
            text = self._escape(text)
        response_url = self._response_urls.issue("commands", user.id, channel.id)
        payload = self._command_payload(user, channel, name, text) | {
            "response_url": response_url,
            "trigger_id": self._workspace.triggers.issue(user.id),
        }
        try:
            ack = await self._asker.ask("slash_commands", payload, what=name)
            if ack:
                self._response_urls.respond(response_url, ack)
        except SlackError as error:
            raise self._failed(user, channel, name, error) from error
        except RefusedError as failure:
            self._workspace.post_ephemeral(user.id, channel.id, text=str(failure))
            raise
        return ack

    async def global_shortcut(self, user: User, callback_id: str) -> dict[str, Any]:
        """Pick a shortcut from the composer's menu; give what came with the ack."""
        shortcut = self._shortcut(callback_id, "global")
        payload = self._asker.interaction("shortcut", user) | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self._workspace.triggers.issue(user.id),
            "action_ts": self._workspace.next_ts(),
        }
        payload["user"] = {"id": user.id, "username": user.name, "team_id": self._workspace.team_id}
        return await self._asker.ask("interactive", payload, what=shortcut.name)

    async def message_shortcut(
        self, user: User, callback_id: str, channel: Channel, message: Message
    ) -> dict[str, Any]:
        """Pick a shortcut from a message's menu; give what came with the ack."""
        shortcut = self._shortcut(callback_id, "message")
        is_apps = message.user == self._workspace.bot_user_id
        original = Original(message.ts, is_ephemeral=False) if is_apps else None
        payload = self._asker.interaction("message_action", user) | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self._workspace.triggers.issue(user.id),
            "action_ts": self._workspace.next_ts(),
            "message_ts": message.ts,
            "message": payloads.message(self._workspace, channel, message),
            "channel": {"id": channel.id, "name": name_for_apps(channel)},
            "response_url": self._response_urls.issue("app", user.id, channel.id, original=original),
        }
        return await self._asker.ask("interactive", payload, what=shortcut.name)

    def _command_payload(self, user: User, channel: Channel, name: str, text: str) -> dict[str, Any]:
        return {
            "token": TOKEN,
            "team_id": self._workspace.team_id,
            "team_domain": self._workspace.domain,
            "channel_id": channel.id,
            "channel_name": name_for_apps(channel),
            "user_id": user.id,
            "user_name": user.name,
            "command": name,
            "text": text.strip(),
            "api_app_id": self._workspace.app_id,
            "is_enterprise_install": "false",
        }

    def _escape(self, text: str) -> str:
        """Turn the #channels and @people of a command's text into ids, as `should_escape` asks for."""

        def channel(match: re.Match[str]) -> str:
            found = self._workspace.find_channel(match[1])
            return f"<#{found.id}|{found.name}>" if found else match[0]

        def person(match: re.Match[str]) -> str:
            found = self._workspace.find_user(match[1])
            return f"<@{found.id}|{found.name}>" if found else match[0]

        return re.sub(r"(?<![\w<])@([\w.-]+)", person, re.sub(r"(?<![\w<])#([\w-]+)", channel, text))

    def _failed(self, user: User, channel: Channel, name: str, error: SlackError) -> RefusedError:
        sentence = f'{name} failed with the error "{error.code}"'
        self._workspace.post_ephemeral(user.id, channel.id, text=sentence)
        return RefusedError(sentence, status=502, code=error.code, **error.details)

    def _shortcut(self, callback_id: str, kind: str) -> Shortcut:
        known = {shortcut.callback_id: shortcut for shortcut in self._manifest.shortcuts if shortcut.kind == kind}
        if callback_id not in known:
            raise unknown(f"{kind} shortcut", callback_id, known)
        return known[callback_id]


def name_for_apps(channel: Channel) -> str:
    """Give a channel's name as interactions carry it: Slack keeps a private channel's name to itself."""
    kinds = {"im": "directmessage", "mpim": "mpdm", "private_channel": "privategroup"}
    return kinds.get(channel.kind, channel.name)
