"""Messages that only one person sees: shown, replaced, dismissed."""

from typing import Any

from sandbox.models import Ephemeral, SlackError
from sandbox.state import State


class Ephemerals(State):
    """What only one person sees, newest last."""

    def post_ephemeral(
        self,
        user_id: str,
        channel_id: str,
        *,
        text: str = "",
        blocks: list[dict[str, Any]] | None = None,
        thread_ts: str | None = None,
        attachments: list[dict[str, Any]] | None = None,
    ) -> Ephemeral:
        """Show one person a message that nobody else sees, newest last in `ephemerals[user_id]`."""
        if not (text or blocks or attachments):
            raise SlackError("no_text")
        self.user(user_id)
        self.channel(channel_id)
        ephemeral = Ephemeral(
            ts=self.next_ts(),
            user_id=user_id,
            channel_id=channel_id,
            text=text,
            blocks=blocks,
            thread_ts=thread_ts,
            attachments=attachments or [],
        )
        self.ephemerals.setdefault(user_id, []).append(ephemeral)
        self.tell("ephemeral", ephemeral=ephemeral)
        return ephemeral

    def ephemeral(self, user_id: str, ts: str) -> Ephemeral:
        """Give a person's ephemeral of a ts; `message_not_found` otherwise."""
        for ephemeral in self.ephemerals.get(user_id, []):
            if ephemeral.ts == ts:
                return ephemeral
        raise SlackError("message_not_found")

    def replace_ephemeral(
        self, user_id: str, ts: str, *, text: str = "", blocks: list[dict[str, Any]] | None = None
    ) -> Ephemeral:
        """Change what an ephemeral says, as `response_url` with `replace_original` does."""
        if not (text or blocks):
            raise SlackError("no_text")
        ephemeral = self.ephemeral(user_id, ts)
        ephemeral.text, ephemeral.blocks = text, blocks
        self.tell("ephemeral_replaced", ephemeral=ephemeral)
        return ephemeral

    def delete_ephemeral(self, user_id: str, ts: str) -> None:
        """Take an ephemeral away, as `response_url` with `delete_original` or the reader's "Dismiss" does."""
        ephemeral = self.ephemeral(user_id, ts)
        self.ephemerals[user_id].remove(ephemeral)
        self.tell("ephemeral_deleted", ephemeral=ephemeral)
