"""Files: the address to upload to, the completion, and what became of them."""

from typing import Any

from sandbox import block_kit, payloads
from sandbox.models import SlackError
from sandbox.web_api.call import Call, Method

MAX_ALT_TEXT = 1000


def get_upload_url(call: Call) -> dict[str, Any]:
    """Give the address a file's bytes are sent to, and the file's id."""
    alt_text = call.arguments.text("alt_txt")
    if len(alt_text) > MAX_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    upload = call.workspace.begin_upload(
        call.user_id,
        name=call.arguments.text("filename"),
        size=call.arguments.whole("length", 0),
        alt_text=alt_text,
    )
    return {"upload_url": f"{call.base_url()}/upload/{upload.ticket}", "file_id": upload.id}


def complete_upload(call: Call) -> dict[str, Any]:
    """Finish uploads and share them in up to one channel, with a comment or in a thread."""
    files = call.arguments.objects("files", error="invalid_arguments") or []
    asked = [(str(file.get("id", "")), file.get("title")) for file in files]
    if not asked:
        raise SlackError("invalid_arguments")
    channel_id = call.arguments.optional("channel_id") or ",".join(call.arguments.ids("channels")) or None
    if channel_id is not None:
        if "," in channel_id:
            raise SlackError("channels_limit_exceeded")
        call.workspace.require_visible(call.user_id, channel_id)
    blocks = call.arguments.objects("blocks", error="invalid_blocks")
    if blocks:
        block_kit.check_blocks(blocks)
    call.workspace.complete_upload(
        call.user_id,
        asked,
        channel_id=channel_id,
        text=call.arguments.text("initial_comment"),
        thread_ts=call.arguments.ts("thread_ts", error="invalid_arguments"),
        blocks=blocks,
    )
    done = [call.workspace.files[file_id] for file_id, _ in asked]
    return {"files": [payloads.file(call.workspace, upload) for upload in done]}


def info(call: Call) -> dict[str, Any]:
    """Give one file; one that was never completed is not there."""
    upload = call.workspace.files.get(call.arguments.text("file"))
    if upload is None or not upload.is_complete:
        raise SlackError("file_not_found")
    shown = payloads.file(call.workspace, upload) | payloads.file_addresses(call.workspace, upload, call.base_url())
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> dict[str, Any]:
    """Delete a file that the bot uploaded."""
    call.workspace.delete_file(call.user_id, call.arguments.text("file"))
    return {}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
    "files.delete": delete,
}
