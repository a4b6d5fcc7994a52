"""The `yokoten` command."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from community.delivery import Delivery
from storage.database import Database
from storage.inbox import Event
from tests.bot.processes import ended, finished, start
from tests.bot.running import NOON

pytestmark = pytest.mark.process


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["run"],
        ["local"],
        ["init-db"],
        ["inbox"],
        ["inbox", "replay"],
        ["outbox"],
        ["outbox", "replay"],
        ["import", "lessons"],
        ["import", "slack-export"],
        ["import", "roster"],
        ["export", "lessons"],
        ["forget"],
    ],
)
async def test_every_command_explains_itself(tmp_path: Path, command: list[str]) -> None:
    code, out, _ = await finished(tmp_path, *command, "--help")

    assert code == 0
    assert "Usage:" in out
    assert "--child" not in out


async def test_it_says_its_version(tmp_path: Path) -> None:
    code, out, _ = await finished(tmp_path, "--version")

    assert code == 0
    assert re.fullmatch(r"yokoten \d+\.\d+\.\d+\n", out)


async def test_a_mistyped_command_is_wrong_use(tmp_path: Path) -> None:
    code, _, err = await finished(tmp_path, "rnu")

    assert code == 2
    assert "run" in err


async def test_init_db_makes_the_database(tmp_path: Path) -> None:
    code, out, _ = await finished(tmp_path, "init-db")

    assert (code, out) == (0, "The database is ready.\n")
    assert (tmp_path / "data" / "yokoten.db").exists()


async def test_what_was_set_aside_is_listed_and_replayed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    database = await Database(url).open()
    await database.keep("T1", Event("Ev1", "C1", {"event": {"type": "reaction_added", "text": "secret"}}, NOON))
    await database.write(
        "T1", lambda stores: stores.inbox.claim(worker="w", now=NOON, lease=timedelta(hours=1), limit=1)
    )
    await database.write("T1", lambda stores: stores.inbox.set_aside("Ev1", error="RuntimeError: it is broken"))
    await database.close()

    _, listed, _ = await finished(tmp_path, "inbox", "--workspace", "T1", DATABASE_URL=url)
    code, replayed, _ = await finished(tmp_path, "inbox", "replay", "Ev1", "--workspace", "T1", DATABASE_URL=url)
    again, _, refusal = await finished(tmp_path, "inbox", "replay", "Ev1", "--workspace", "T1", DATABASE_URL=url)
    _, empty, _ = await finished(tmp_path, "inbox", "--workspace", "T1", DATABASE_URL=url)

    assert "Ev1  reaction_added  1 tries  2026-03-30 12:00  RuntimeError: it is broken" in listed
    assert "secret" not in listed
    assert (code, replayed) == (0, "Ev1 is handled once more when the bot runs.\n")
    assert (again, refusal) == (1, "No event Ev1 was set aside; `yokoten inbox` lists those that were.\n")
    assert empty == "No event was set aside.\n"


async def test_what_was_parked_is_listed_and_replayed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    database = await Database(url).open()
    delivery = Delivery("chat.postMessage", {"channel": "C1", "text": "secret"}, "C1")
    await database.write("T1", lambda stores: stores.outbox.put(delivery, now=NOON))
    await database.write(
        "T1", lambda stores: stores.outbox.claim(sender="s", now=NOON, lease=timedelta(hours=1), limit=1)
    )
    await database.write("T1", lambda stores: stores.outbox.park(1, error="it cannot be told", now=NOON))
    await database.close()

    _, listed, _ = await finished(tmp_path, "outbox", "--workspace", "T1", DATABASE_URL=url)
    code, replayed, _ = await finished(tmp_path, "outbox", "replay", "1", "--workspace", "T1", DATABASE_URL=url)
    again, _, refusal = await finished(tmp_path, "outbox", "replay", "1", "--workspace", "T1", DATABASE_URL=url)

    assert "1  chat.postMessage  C1  1 tries  2026-03-30 12:00  it cannot be told" in listed
    assert "secret" not in listed
    assert (code, replayed) == (0, "Delivery 1 is sent once more when the bot runs.\n")
    assert (again, refusal[:9]) == (1, "No delive")


async def test_whose_inbox_is_meant_must_be_known(tmp_path: Path) -> None:
    code, _, err = await finished(tmp_path, "inbox")

    assert code == 1
    assert err.splitlines() == ["Which workspace is meant? Set SLACK_BOT_TOKEN, or name the workspace: --workspace T…"]


async def test_a_database_of_another_kind_is_one_sentence(tmp_path: Path) -> None:
    code, _, err = await finished(tmp_path, "init-db", DATABASE_URL="mysql://u:secret@host/x")

    assert code == 2
    assert len(err.splitlines()) == 1


async def test_an_export_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    code, _, err = await finished(tmp_path, "local", "--workspace-only", "--port", "0", "--export", "nowhere")

    assert code == 1
    assert err.splitlines() == ["there is no export at nowhere; give the folder or the zip that Slack made"]


async def test_addresses_of_a_bot_need_a_workspace_alone(tmp_path: Path) -> None:
    code, _, err = await finished(tmp_path, "local", "--bot-url", "http://127.0.0.1:3000")

    assert code == 2
    assert err.startswith("--bot-url and --events-url go with --workspace-only")


async def test_a_workspace_alone_prints_what_a_bot_needs(tmp_path: Path) -> None:
    async with ended(await start(tmp_path, "local", "--workspace-only", "--port", "0")) as workspace:
        assert workspace.stdout is not None
        lines = [(await workspace.stdout.readline()).decode().strip() for _ in range(7)]
        workspace.terminate()
        code = await workspace.wait()

    settings = dict(line.split("=", 1) for line in lines if "=" in line)
    assert code == 0
    assert sorted(settings) == [
        "SLACK_API_URL",
        "SLACK_APP_TOKEN",
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "TRANSPORT",
    ]
    assert settings["SLACK_API_URL"].startswith("http://127.0.0.1:")
    assert json.dumps(settings["TRANSPORT"]) == '"socket"'
