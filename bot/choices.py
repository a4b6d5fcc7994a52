"""What the workspace's admins chose, at hand for every request: read once, and again whenever it may have changed."""

from community.settings import Settings as Chosen
from storage.database import Database


class Choices:
    """What is used: what the admins chose, else what the operator set."""

    def __init__(self, database: Database, *, capture_emoji: tuple[str, ...], channel_prefix: str) -> None:
        self._database = database
        self._own_emoji = capture_emoji
        self._own_prefix = channel_prefix
        self._chosen = Chosen()

    async def refresh(self, workspace_id: str) -> None:
        """Read what was chosen, which another process may have kept."""
        self._chosen = await self._database.read(workspace_id, lambda stores: stores.settings.get())

    @property
    def capture_emoji(self) -> tuple[str, ...]:
        """The emoji that capture a lesson, without colons."""
        return self._chosen.capture_emoji or self._own_emoji

    @property
    def channel_prefix(self) -> str:
        """What the names of new channels begin with."""
        return self._own_prefix if self._chosen.channel_prefix is None else self._chosen.channel_prefix
