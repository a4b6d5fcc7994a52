"""Canvases: the one of a channel is made and edited; standalone ones and their sections are not known here."""

from typing import Any

from sandbox.canvases import MAX_MARKDOWN
from sandbox.models import Canvas, SlackError
from sandbox.web_api.arguments import invalid_arguments
from sandbox.web_api.call import Call, Method

# docs.slack.dev/reference/methods/canvases.edit, "Content operations".
_OPERATIONS = {"insert_after", "insert_before", "insert_at_start", "insert_at_end", "replace", "delete", "rename"}
_OF_A_SECTION = {"insert_after", "insert_before", "delete"}


def create(call: Call) -> dict[str, Any]:
    """Make a channel's canvas.

    The method's page has no error for a channel the app is not in; its own `channel_canvas_creation_failed` is used.
    """
    workspace = call.workspace
    channel = workspace.channels.get(call.arguments.text("channel_id"))
    markdown = _markdown(call.arguments.object("document_content", error="invalid_arguments"))
    if (
        channel is None
        or channel.is_im
        or channel.is_mpim
        or channel.is_archived
        or call.user_id not in channel.members
    ):
        raise SlackError("channel_canvas_creation_failed")
    canvas = workspace.create_canvas(
        call.user_id, channel.id, markdown=markdown or "", title=call.arguments.text("title")
    )
    return {"canvas_id": canvas.id}


def edit(call: Call) -> dict[str, Any]:
    """Change a canvas by one operation, which is all that a call takes at the moment."""
    canvas = _writable(call)
    changes = call.arguments.objects("changes", error="invalid_arguments") or []
    if len(changes) != 1:
        raise invalid_arguments("only one operation per call is supported [json-pointer:/changes]")
    _change(call, canvas, changes[0])
    return {}


def _writable(call: Call) -> Canvas:
    workspace = call.workspace
    canvas = workspace.canvases.get(call.arguments.text("canvas_id"))
    channel = workspace.channels.get(canvas.channel_id) if canvas else None
    if canvas is None or channel is None or not workspace.can_see(call.user_id, channel):
        raise SlackError("canvas_not_found")
    if call.user_id not in channel.members or channel.is_archived:
        raise SlackError("restricted_action")
    return canvas


def _change(call: Call, canvas: Canvas, change: dict[str, Any]) -> None:
    operation = change.get("operation")
    if operation not in _OPERATIONS:
        raise invalid_arguments("unknown operation [json-pointer:/changes/0/operation]")
    content = "title_content" if operation == "rename" else "document_content"
    if unknown := change.keys() - {"operation", "section_id", content}:
        raise invalid_arguments(f"unknown property {min(unknown)} [json-pointer:/changes/0]")
    if operation in _OF_A_SECTION or change.get("section_id"):
        raise SlackError("canvas_editing_failed")  # the sections of a canvas are not known here
    written = _markdown(change.get(content))
    if written is None:
        raise invalid_arguments(f"missing required field: {content} [json-pointer:/changes/0]")
    match operation:
        case "rename":
            call.workspace.edit_canvas(canvas, title=written)
        case "replace":
            call.workspace.edit_canvas(canvas, markdown=written)
        case "insert_at_start":
            call.workspace.edit_canvas(canvas, markdown=f"{written}\n{canvas.markdown}")
        case _:
            call.workspace.edit_canvas(canvas, markdown=f"{canvas.markdown}\n{written}")


def _markdown(content: object) -> str | None:
    """Give what a `document_content` says, None when there is none; markdown is the only type there is."""
    if content is None:
        return None
    if not isinstance(content, dict) or content.keys() != {"type", "markdown"} or content["type"] != "markdown":
        raise invalid_arguments(
            "a document_content has the type markdown and a markdown [json-pointer:/document_content]"
        )
    if not isinstance(content["markdown"], str) or len(content["markdown"]) > MAX_MARKDOWN:
        raise invalid_arguments("markdown is a text of at most 1 MiB [json-pointer:/document_content/markdown]")
    return content["markdown"]


METHODS: dict[str, Method] = {"conversations.canvases.create": create, "canvases.edit": edit}
