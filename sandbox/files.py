"""Uploads in Slack's three steps: ask for an address, send the bytes there, complete."""

import mimetypes
from collections.abc import Sequence
from typing import Any

from sandbox.messages import Messages
from sandbox.models import File, Message, SlackError

# docs.slack.dev/messaging/working-with-files: 1 GB a file; a local process keeps them in memory, so less here.
MAX_BYTES = 50 * 1024 * 1024


class Files(Messages):
    """The files of a workspace."""

    def begin_upload(self, user_id: str, *, name: str, size: int, alt_text: str = "") -> File:
        """Announce a file; its `ticket` is the secret part of the upload's address."""
        if not name or size <= 0 or size > MAX_BYTES:
            raise SlackError("invalid_arguments")
        file = File(
            id=self.ids.make("F"),
            user_id=user_id,
            name=name,
            size=size,
            created=self.seconds(),
            ticket=self.ids.letters(24),
            alt_text=alt_text,
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        )
        self.files[file.id] = file
        return file

    def receive_upload(self, ticket: str, content: bytes) -> File:
        """Take the bytes sent to an upload's address; they must be as many as announced."""
        file = next((f for f in self.files.values() if f.ticket == ticket), None)
        if file is None or file.content is not None:
            raise SlackError("file_not_found")
        if len(content) != file.size:
            raise SlackError("file_size_mismatch")
        file.content = content
        return file

    def take_upload(self, user_id: str, *, name: str, content: bytes) -> File:
        """Take a file that a person chose in a modal: it is theirs, and shared with nobody but the app it is for."""
        file = self.begin_upload(user_id, name=name, size=len(content))
        file.content, file.is_complete, file.title = content, True, name
        return file

    def delete_file(self, user_id: str, file_id: str) -> None:
        """Delete a file; `cant_delete_file` for one that somebody else uploaded.

        Source: docs.slack.dev/reference/methods/files.delete: "Authenticated user does not have permission to delete
        this file."
        """
        file = self.files.get(file_id)
        if file is None or not file.is_complete:
            raise SlackError("file_not_found")
        if file.user_id != user_id:
            raise SlackError("cant_delete_file")
        del self.files[file_id]

    def complete_upload(
        self,
        user_id: str,
        files: Sequence[tuple[str, str | None]],
        *,
        channel_id: str | None = None,
        text: str = "",
        thread_ts: str | None = None,
        blocks: list[dict[str, Any]] | None = None,
    ) -> Message | None:
        """Finish uploads (id and title each) and share them in a channel, all in one message; None if not shared."""
        found = []
        for file_id, title in files:
            file = self.files.get(file_id)
            if file is None or file.user_id != user_id or file.content is None or file.is_complete:
                raise SlackError("file_not_found")
            found.append((file, title))
        if channel_id is not None:
            channel = self.require_member(user_id, channel_id)
            if thread_ts is not None:
                self.thread_of(channel, thread_ts)
        message = None
        for file, title in found:
            file.is_complete, file.title = True, title or file.name
        if channel_id is not None:
            message = self.post(
                user_id,
                channel_id,
                text=text,
                blocks=blocks,
                thread_ts=thread_ts,
                files=[file.id for file, _ in found],
            )
            for file, _ in found:
                file.shares.setdefault(channel_id, []).append(message.ts)
                self.tell("file_shared", file_id=file.id, channel_id=channel_id, user_id=user_id)
        return message
