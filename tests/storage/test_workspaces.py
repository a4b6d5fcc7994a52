"""Up to when a workspace's events have been seen."""

from storage.database import Database
from tests.storage.times import HOUR, NOON


async def test_a_new_workspace_has_seen_nothing(database: Database) -> None:
    assert await database.read("T1", lambda stores: stores.workspaces.seen_at()) is None


async def test_what_was_seen_last_is_remembered_for_each_workspace(database: Database) -> None:
    await database.write("T1", lambda stores: stores.workspaces.saw(NOON))
    await database.write("T1", lambda stores: stores.workspaces.saw(NOON + HOUR))
    await database.write("T2", lambda stores: stores.workspaces.saw(NOON))

    seen = [await database.read(team, lambda stores: stores.workspaces.seen_at()) for team in ("T1", "T2")]

    assert seen == [NOON + HOUR, NOON]
