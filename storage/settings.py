"""What the admins of a workspace chose."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from community.settings import MayCreate
from community.settings import Settings as Chosen
from storage.rows import Row, columns, table, values


class SettingRow(Row, table=True):
    """What was chosen in one workspace."""

    __tablename__ = "setting"

    capture_emoji: str | None
    channel_prefix: str | None
    digest_weekday: int | None
    digest_at: str | None
    hub_channel: str | None
    supporters_channel: str | None
    retention_days: int | None
    may_create: str
    may_publish: bool
    hub_digest: bool
    changed_by: str
    changed_at: datetime


setting_table = table(SettingRow)
_CHOSEN = [column for column in columns(setting_table) if not column.name.startswith("changed_")]


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen in one workspace."""

    connection: Connection
    workspace_id: str

    def get(self) -> Chosen:
        """Give what was chosen; where nothing was, nothing."""
        found = self.connection.execute(
            select(*_CHOSEN).where(setting_table.c.workspace_id == self.workspace_id)
        ).one_or_none()
        if found is None:
            return Chosen()
        fields = found._asdict()
        emoji, at = fields["capture_emoji"], fields["digest_at"]
        read = {
            "capture_emoji": tuple(emoji.split()) if emoji else None,
            "digest_at": time.fromisoformat(at) if at else None,
            "may_create": MayCreate(fields["may_create"]),
        }
        return Chosen(**fields | read)

    def chosen_by(self) -> str | None:
        """Give who changed something last; None when nobody did, or they were forgotten."""
        found = self.connection.execute(
            select(setting_table.c.changed_by).where(setting_table.c.workspace_id == self.workspace_id)
        ).scalar_one_or_none()
        return found or None

    def save(self, chosen: Chosen, *, by: str, now: datetime) -> None:
        """Keep what was chosen, in the place of what was before."""
        stored = {
            "capture_emoji": " ".join(chosen.capture_emoji) if chosen.capture_emoji else None,
            "digest_at": chosen.digest_at.isoformat(timespec="minutes") if chosen.digest_at else None,
        }
        fields = values(chosen) | stored | {"changed_by": by, "changed_at": now}
        statement = insert(setting_table).values(workspace_id=self.workspace_id, **fields)
        self.connection.execute(
            statement.on_conflict_do_update(index_elements=list(setting_table.primary_key), set_=fields)
        )
