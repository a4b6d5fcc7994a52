"""Opening a Slack export as a workspace."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.export import ExportError, open_export
from sandbox.workspace import Workspace

REAL = Path(__file__).parents[1] / "data" / "slack-export"


def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def write_export(folder: Path, **files: object) -> Path:
    """Write a small export; `general__2026-01-02` stands for `general/2026-01-02.json`."""
    content: dict[str, object] = {
        "users": [{"id": "U1", "name": "ana", "team_id": "T1", "profile": {"email": "ana@example.org"}}],
        "channels": [{"id": "C1", "name": "general", "is_general": True, "members": ["U1"]}],
    } | files
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in content.items():
        path = folder / f"{name.replace('__', '/')}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return folder


def zip_of(folder: Path, target: Path, *, prefix: str = "") -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*.json")):
            archive.write(path, prefix + path.relative_to(folder).as_posix())
    return target


def said(workspace: Workspace, channel: str) -> list[str]:
    found = workspace.find_channel(channel)
    assert found is not None
    return [message.text for message in found.messages.values()]


def test_the_real_export_opens_whole() -> None:
    workspace = open_export(REAL, now)

    messages = [m for c in workspace.channels.values() for m in c.messages.values()]
    assert workspace.team_id == "T061A2UFL"
    assert len(workspace.channels) == 16
    assert len([user for user in workspace.users.values() if not user.is_bot]) == 71
    assert len(messages) == 1382
    assert len([m for m in messages if m.reactions]) == 89
    assert len([m for m in messages if m.files]) == 67
    assert sum(c.is_archived for c in workspace.channels.values()) == 9


def test_the_bot_is_in_general_which_comes_first_and_nowhere_else() -> None:
    workspace = open_export(REAL, now)

    assert [c.name for c in workspace.channels.values() if workspace.bot_user_id in c.members] == ["general"]
    assert next(iter(workspace.channels.values())).name == "general"


def test_people_keep_their_names_zones_and_whether_they_left() -> None:
    workspace = open_export(REAL, now)

    ada = workspace.users["U0CBK5KAT"]
    assert (ada.name, ada.real_name, ada.display_name, ada.tz) == ("ada.ash", "Ada Ash", "Ada", "America/Chicago")
    assert workspace.users["U0DS03NHG"].deleted


def test_a_zip_opens_as_its_folder_does_with_or_without_a_folder_around_it(tmp_path: Path) -> None:
    folder = open_export(REAL, now, seed="x")

    bare = open_export(zip_of(REAL, tmp_path / "bare.zip"), now, seed="x")
    wrapped = open_export(zip_of(REAL, tmp_path / "wrapped.zip", prefix="My export/"), now, seed="x")

    assert bare.channels == folder.channels
    assert wrapped.channels == folder.channels


def test_threads_reactions_edits_and_pins_are_kept(tmp_path: Path) -> None:
    first = {"ts": "1700000000.000100", "thread_ts": "1700000000.000100", "user": "U1", "text": "Why is it red?"}
    reply = {
        "ts": "1700000060.000200",
        "thread_ts": "1700000000.000100",
        "user": "U1",
        "text": "The cache.",
        "edited": {"user": "U1", "ts": "1700000070.000000"},
        "reactions": [{"name": "tada", "users": ["U1"], "count": 1}],
    }
    channel = {"id": "C1", "name": "general", "members": ["U1"], "pins": [{"id": "1700000000.000100", "user": "U1"}]}
    folder = write_export(tmp_path / "e", channels=[channel], **{"general__2023-11-14": [reply, first]})

    general = open_export(folder, now).channels["C1"]

    assert list(general.messages) == ["1700000000.000100", "1700000060.000200"]
    assert [m.text for m in general.replies("1700000000.000100")] == ["The cache."]
    assert not general.messages["1700000000.000100"].is_reply
    kept = general.messages["1700000060.000200"]
    assert kept.edited_ts == "1700000070.000000"
    assert [(r.name, r.users) for r in kept.reactions] == [("tada", ["U1"])]
    assert general.pins == ["1700000000.000100"]


def test_private_channels_stay_private_and_direct_messages_are_left_out(tmp_path: Path) -> None:
    folder = write_export(
        tmp_path / "e",
        groups=[{"id": "G1", "name": "secret", "members": ["U1"]}],
        dms=[{"id": "D1", "members": ["U1"]}],
        D1__2023=[{"ts": "1700000000.000100", "user": "U1", "text": "psst"}],
    )

    workspace = open_export(folder, now)

    assert workspace.channels["G1"].is_private
    assert "D1" not in workspace.channels


def test_a_message_of_an_integration_gets_an_author(tmp_path: Path) -> None:
    by_bot = {"ts": "1700000000.000100", "bot_id": "B9", "username": "github", "text": "merged"}
    folder = write_export(tmp_path / "e", **{"general__2023-11-14": [by_bot]})

    workspace = open_export(folder, now)

    message = workspace.channels["C1"].messages["1700000000.000100"]
    assert workspace.users[message.user].name == "github"
    assert workspace.users[message.user].is_bot


def test_odd_values_of_old_exports_do_no_harm(tmp_path: Path) -> None:
    odd = [
        {"ts": "not a time", "user": "U1", "text": "left out"},
        {"ts": "1700000000.000100", "user": "U1", "text": None, "reactions": None, "files": [None, {}, {"id": 7}]},
        {"ts": "1700000000.000100", "user": "U1", "text": "the same ts again"},
        "no object",
    ]
    users = [{"id": "U1", "name": "ana", "tz": "Mars/Olympus", "profile": None}, {"name": "no id"}, 7]
    folder = write_export(tmp_path / "e", users=users, **{"general__2023-11-14": odd})

    workspace = open_export(folder, now)

    assert said(workspace, "general") == [""]
    assert workspace.users["U1"].tz == "Etc/UTC"


def test_the_first_channel_takes_the_bot_if_there_is_no_general(tmp_path: Path) -> None:
    channels = [{"id": "C1", "name": "attic", "is_archived": True}, {"id": "C2", "name": "kitchen"}]
    folder = write_export(tmp_path / "e", channels=channels)

    workspace = open_export(folder, now)

    assert workspace.general.name == "kitchen"
    assert workspace.bot_user_id in workspace.general.members


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"users": "{"}, "users.json is not JSON"),
        ({"users": {"a": 1}}, "users.json should hold a list"),
        ({"channels": []}, "no public channel"),
        ({"general__2023": "[" * 100_000}, "general/2023.json is not JSON"),
    ],
)
def test_a_broken_export_is_refused_with_the_file_that_is_wrong(
    tmp_path: Path, files: dict[str, object], sentence: str
) -> None:
    folder = write_export(tmp_path / "e", **files)

    with pytest.raises(ExportError, match=sentence):
        open_export(folder, now)


def test_what_is_no_export_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("hello", encoding="utf-8")

    with pytest.raises(ExportError, match=r"has no users\.json"):
        open_export(tmp_path / "empty", now)
    with pytest.raises(ExportError, match="neither a folder nor a zip"):
        open_export(tmp_path / "note.txt", now)
    with pytest.raises(ExportError, match="there is no export at"):
        open_export(tmp_path / "nowhere", now)


@pytest.mark.parametrize("name", ["../users.json", "a/../../b.json", "/etc/cron.json", "..\\b.json"])
def test_a_zip_that_leads_out_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    hostile = zip_of(write_export(tmp_path / "e"), tmp_path / "hostile.zip")
    with zipfile.ZipFile(hostile, "a") as archive:
        archive.writestr(name, "[]")

    with pytest.raises(ExportError, match="leads out of it"):
        open_export(hostile, now)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = zip_of(write_export(tmp_path / "e"), tmp_path / "bomb.zip")
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("general/2023-01-01.json", "w", force_zip64=True) as day,
    ):
        for _ in range(201):
            day.write(b" " * 2**20)

    with pytest.raises(ExportError, match="unpacks to more than"):
        open_export(bomb, now)


def test_a_folder_with_a_link_to_elsewhere_is_refused(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "e", general__2023=[])
    (tmp_path / "secret.json").write_text("[]", encoding="utf-8")
    (folder / "general" / "2024.json").symlink_to(tmp_path / "secret.json")

    with pytest.raises(ExportError, match="leads out of the export's folder"):
        open_export(folder, now)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    whole = zip_of(write_export(tmp_path / "e"), tmp_path / "whole.zip")
    content = bytearray(whole.read_bytes())
    content[60:120] = b"\x00" * 60
    whole.write_bytes(bytes(content))

    with pytest.raises(ExportError):
        open_export(whole, now)
