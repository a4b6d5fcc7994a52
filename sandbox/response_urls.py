"""`response_url`: the address with which the app answers a command or a click, five times in thirty minutes.

Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sandbox import block_kit
from sandbox.models import SlackError
from sandbox.workspace import Workspace

PATH = "/hooks"
USES = 5
LIFETIME = timedelta(minutes=30)
# Longer texts are cut: https://docs.slack.dev/reference/methods/chat.postMessage
MAX_TEXT = 40_000


@dataclass(slots=True)
class Original:
    """The message an answer may replace or delete: in the channel, or seen by one person only."""

    ts: str
    is_ephemeral: bool


@dataclass(slots=True)
class _Hook:
    user_id: str
    channel_id: str
    original: Original | None
    born: datetime
    uses: int = 0


class ResponseUrls:
    """Hands out response URLs and posts what the app sends to them. `base_url` is the server's own address."""

    def __init__(self, workspace: Workspace, base_url: Callable[[], str]) -> None:
        self._workspace = workspace
        self._base_url = base_url
        self._hooks: dict[str, _Hook] = {}

    def issue(
        self,
        kind: Literal["commands", "actions", "app"],
        user_id: str,
        channel_id: str,
        *,
        original: Original | None = None,
    ) -> str:
        """Give a fresh address for answers to this person's doing in this channel."""
        now = self._workspace.now()
        # An address is kept well past its life, so that late use is answered "expired_url".
        self._hooks = {path: hook for path, hook in self._hooks.items() if now - hook.born < 4 * LIFETIME}
        secret = f"{self._workspace.ids.hex(12)}/{self._workspace.ids.letters(24)}"
        path = f"{PATH}/{kind}/{self._workspace.team_id}/{secret}"
        self._hooks[path] = _Hook(user_id, channel_id, original, now)
        return f"{self._base_url()}{path}"

    def answer(self, path: str, body: Mapping[str, Any]) -> None:
        """Do what the app sent to the address of this path. Raises SlackError in Slack's words."""
        hook = self._hooks.get(path)
        if hook is None:
            raise SlackError("invalid_url")
        if self._workspace.now() - hook.born > LIFETIME:
            raise SlackError("expired_url")
        if hook.uses >= USES:
            raise SlackError("used_url")
        hook.uses += 1
        self._respond(hook, body)

    def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Do what came with the ack itself, which is no use of the address."""
        self._respond(self._hooks[url.removeprefix(self._base_url())], body)

    def _respond(self, hook: _Hook, body: Mapping[str, Any]) -> None:
        if body.get("delete_original"):
            self._delete(hook)
            return
        message = _message(self._workspace, body)
        if body.get("replace_original") and hook.original is not None:
            self._replace(hook.user_id, hook.channel_id, hook.original, message)
        else:
            hook.original = self._post(hook, body, message)

    def _delete(self, hook: _Hook) -> None:
        if hook.original is None:
            raise SlackError("message_not_found")
        if hook.original.is_ephemeral:
            self._workspace.delete_ephemeral(hook.user_id, hook.original.ts)
        else:
            self._workspace.delete(self._workspace.bot_user_id, hook.channel_id, hook.original.ts)
        hook.original = None

    def _replace(self, user_id: str, channel_id: str, original: Original, message: dict[str, Any]) -> None:
        text, blocks = message["text"], message["blocks"]
        if original.is_ephemeral:
            self._workspace.replace_ephemeral(user_id, original.ts, text=text, blocks=blocks)
        else:
            self._workspace.edit(self._workspace.bot_user_id, channel_id, original.ts, text=text, blocks=blocks)

    def _post(self, hook: _Hook, body: Mapping[str, Any], message: dict[str, Any]) -> Original:
        thread_ts = body.get("thread_ts")
        if body.get("response_type", "ephemeral") != "in_channel":
            shown = self._workspace.post_ephemeral(hook.user_id, hook.channel_id, thread_ts=thread_ts, **message)
            return Original(shown.ts, is_ephemeral=True)
        # Wherever people can call the app it can answer, whether it is in the channel or not.
        channel = self._workspace.channel(hook.channel_id)
        posted = self._workspace.post_here(self._workspace.bot_user_id, channel, thread_ts=thread_ts, **message)
        return Original(posted.ts, is_ephemeral=False)


def _message(workspace: Workspace, body: Mapping[str, Any]) -> dict[str, Any]:
    """Give the content of a message after checking it as `chat.postMessage` would."""
    text, blocks, attachments = body.get("text") or "", body.get("blocks"), body.get("attachments")
    if not isinstance(text, str):
        raise SlackError("invalid_payload")
    if blocks:
        block_kit.check_blocks(blocks)
        blocks = block_kit.with_ids_in_blocks(blocks, workspace.ids)
    if attachments:
        block_kit.check_attachments(attachments)
    return {"text": text[:MAX_TEXT], "blocks": blocks or None, "attachments": attachments or None}
