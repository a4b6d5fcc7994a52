"""Canvases of channels: one a channel, where the workspace's plan has them."""

from sandbox.channels import Channels
from sandbox.models import Canvas, SlackError

# docs.slack.dev/reference/methods/conversations.canvases.create, `document_content`: 1 MiB of markdown.
MAX_MARKDOWN = 1_048_576


class Canvases(Channels):
    """What the app and people do with the canvas of a channel."""

    def canvas_of(self, channel_id: str) -> Canvas | None:
        """Give the channel's canvas."""
        return next((canvas for canvas in self.canvases.values() if canvas.channel_id == channel_id), None)

    def create_canvas(self, user_id: str, channel_id: str, *, markdown: str = "", title: str = "") -> Canvas:
        """Make a channel's canvas.

        docs.slack.dev/reference/methods/conversations.canvases.create, "Errors": a channel has one, and free
        workspaces have none here, which is the stricter of what the page and the plans' own pages say.
        """
        if self.plan == "free":
            raise SlackError("team_tier_cannot_create_channel_canvases")
        if self.canvas_of(channel_id) is not None:
            raise SlackError("channel_canvas_already_exists")
        canvas = Canvas(self.ids.make("F"), channel_id, user_id, title=title, markdown=markdown)
        self.canvases[canvas.id] = canvas
        self.tell("canvas_changed", channel_id=channel_id)
        return canvas

    def edit_canvas(self, canvas: Canvas, *, markdown: str | None = None, title: str | None = None) -> None:
        """Let a canvas say something else."""
        if markdown is not None and len(markdown) > MAX_MARKDOWN:
            raise SlackError("canvas_too_large")
        canvas.markdown = canvas.markdown if markdown is None else markdown
        canvas.title = canvas.title if title is None else title
        self.tell("canvas_changed", channel_id=canvas.channel_id)

    def delete_canvas(self, channel_id: str) -> None:
        """Throw a channel's canvas away."""
        canvas = self.canvas_of(channel_id)
        if canvas is None:
            raise SlackError("canvas_not_found")
        del self.canvases[canvas.id]
        self.tell("canvas_changed", channel_id=channel_id)
