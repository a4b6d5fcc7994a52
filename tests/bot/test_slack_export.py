import json
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.archives import NotImportable
from bot.importing import import_slack_export
from bot.settings import Settings
from bot.slack_export import WRITTEN, Found, open_export, source_at
from community.exchange import Bad
from community.lessons import Lesson, Source
from community.people import NameShown
from community.readers import NO_ROOMS
from community.rooms import Room
from handlers import drafts
from storage.database import Database
from tests.bot.running import NOON
from tests.bot.test_importing import Told

BULB = [{"name": "bulb", "users": ["U2", "U3"], "count": 2}]
PEOPLE = [
    {"id": "U1", "team_id": "T1", "name": "ben", "tz": "Europe/Berlin", "profile": {"display_name": "Ben"}},
    {"id": "U2", "team_id": "T1", "name": "lea", "profile": {"real_name": "Lea Vale"}},
    {"id": "U8", "team_id": "T1", "name": "gone", "deleted": True, "profile": {"display_name": "Gil"}},
    {"id": "U9", "team_id": "T1", "name": "robot", "is_bot": True, "profile": {}},
]
CHANNELS = [
    {"id": "C1", "name": "birds"},
    {"id": "C2", "name": "shared", "is_ext_shared": True},
    {"id": "C3", "name": "nest", "is_private": True},
]


def said(ts: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": "U1", "ts": ts, "text": text, "reactions": BULB, **more}


def export_of(folder: Path, *messages: dict[str, Any], channel: str = "birds", **others: list[dict[str, Any]]) -> Path:
    """Write an export with these messages in a channel."""
    for name, content in {"users.json": PEOPLE, "channels.json": CHANNELS, **others}.items():
        (folder / name).write_text(json.dumps(content))
    (folder / channel).mkdir()
    (folder / channel / "2026-03-30.json").write_text(json.dumps(messages))
    return folder


def marked(folder: Path, *messages: dict[str, Any], channel: str = "birds", domain: str = "") -> list[Found | Bad]:
    return list(open_export(export_of(folder, *messages, channel=channel)).marked(("bulb",), domain=domain))


def only(found: list[Found | Bad]) -> Lesson:
    [one] = found
    assert isinstance(one, Found), one
    return Lesson(**{field.name: getattr(one.lesson, field.name) for field in fields(one.lesson)}, number=1)


def test_what_somebody_wrote_is_the_same_here_and_in_slack() -> None:
    assert WRITTEN == drafts._WRITTEN


def test_a_marked_reply_is_the_lesson_and_its_threads_first_message_what_happened(tmp_path: Path) -> None:
    question = said("1.000001", "Who has flaky tests, <@U2>?", reactions=[])
    reply = said(
        "2.000001", "Freeze the clock. <@U2|x> knows <#C1> &amp; <#C9|secret>.", thread_ts="1.000001", user="U8"
    )

    lesson = only(marked(tmp_path, question, reply, domain="acme"))

    assert lesson.learnt == "Freeze the clock. @Lea Vale knows #birds & a private channel."
    assert lesson.happened == "Who has flaky tests, @Lea Vale?"
    assert (lesson.author_id, lesson.author_name, lesson.captured_by) == ("U8", "Gil", "U2")
    assert lesson.source == Source(
        "C1",
        "2.000001",
        "1.000001",
        "https://acme.slack.com/archives/C1/p2000001?thread_ts=1.000001&cid=C1",
    )


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (said("1.1", "<@U1> joined", subtype="channel_join"), "it is a notice of Slack's"),
        (said("1.1", "", subtype="tombstone"), "it was deleted"),
        (said("1.1", "", files=[{"id": "F1"}]), "it is only a file"),
        (said("1.1", " \u200b "), "it has no words"),
    ],
)
def test_what_slack_would_not_have_captured_is_named_with_the_reason(
    tmp_path: Path, message: dict[str, Any], why: str
) -> None:
    [bad] = marked(tmp_path, message)

    assert isinstance(bad, Bad)
    assert bad.where == "birds/2026-03-30.json 1.1"
    assert bad.why.startswith(why)


def test_marks_of_apps_and_other_emoji_mean_nothing(tmp_path: Path) -> None:
    by_app = said("1.1", "Words", reactions=[{"name": "bulb", "users": ["U9"]}])
    other = said("2.1", "Words", reactions=[{"name": "tada", "users": ["U1"]}])

    assert marked(tmp_path, by_app, other) == []


def test_an_apps_words_carry_its_name(tmp_path: Path) -> None:
    lesson = only(marked(tmp_path, said("1.1", "The build is red.", bot_id="B1", username="CI", user=None)))

    assert (lesson.author_id, lesson.author_name) == (None, "CI")


@pytest.mark.parametrize("channel", ["shared", "nest", "D123"])
def test_closed_rooms_are_not_even_read(tmp_path: Path, channel: str) -> None:
    assert marked(tmp_path, said("1.1", "Secret"), channel=channel) == []


def test_a_damaged_day_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    export = export_of(tmp_path, said("1.1", "Words of a day"))
    (export / "birds" / "2026-03-31.json").write_text("{")

    one, bad = sorted(open_export(export).marked(("bulb",), domain=""), key=lambda found: found.where)

    assert isinstance(one, Found)
    assert (bad.where, isinstance(bad, Bad)) == ("birds/2026-03-31.json", True)


def test_a_zip_is_read_with_or_without_a_folder_around_it(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    export_of(folder, said("1.1", "Words in a zip"))
    for prefix in ("", "Acme export/"):
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as written:
            for path in folder.rglob("*.json"):
                written.write(path, f"{prefix}{path.relative_to(folder)}")

        assert only(list(open_export(tmp_path / "export.zip").marked(("bulb",), domain=""))).title == "Words in a zip"


def test_a_zip_with_a_path_out_of_it_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as written:
        written.writestr("../users.json", "[]")

    with pytest.raises(NotImportable, match="leads out"):
        open_export(tmp_path / "export.zip")


def test_a_zip_that_lies_about_its_size_is_not_unpacked_further_than_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archives.MAX_FILE_BYTES", 1000)
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("channels.json", "[]")
        written.writestr("users.json", b"[" + b" " * 1_000_000 + b"]")

    with pytest.raises(NotImportable, match="unpacks to more"):
        open_export(tmp_path / "export.zip")


@pytest.mark.parametrize("name", ["nowhere", "a.txt", "empty"])
def test_what_is_no_export_is_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "empty").mkdir()

    with pytest.raises(NotImportable):
        open_export(tmp_path / name)


def test_a_permalink_names_its_message() -> None:
    reply = "https://acme.slack.com/archives/C1/p1774857600000100?thread_ts=1774857500.000100&cid=C1"

    assert source_at(reply) == Source("C1", "1774857600.000100", "1774857500.000100", reply)
    assert source_at("https://example.org/archives/C1/p1774857600000100") is None


async def brought(url: str, path: Path, workspace: str = "T1") -> Told:
    told = Told()
    await import_slack_export(
        Settings(database_url=url), workspace, path, domain="", is_dry_run=False, say=told.append, advance=told.bar
    )
    return told


async def kept(url: str, workspace: str = "T1", rooms: frozenset[str] = frozenset()) -> list[Lesson]:
    database = await Database(url).open()
    try:
        return list(await database.read(workspace, lambda stores: stores.lessons.after(0, rooms=rooms, limit=99)))
    finally:
        await database.close()


async def test_twice_adds_nothing_and_names_follow_what_people_chose(database_url: str, tmp_path: Path) -> None:
    export = export_of(tmp_path, said("1.1", "Ben's words"), said("2.1", "Gil's words", user="U8"))
    database = await Database(database_url).open()
    await database.write("T1", lambda stores: stores.people.choose_name_shown("U8", NameShown.WHILE_HERE, now=NOON))
    await database.close()

    first = await brought(database_url, export)
    again = await brought(database_url, export)

    assert first == ["2 lessons were kept (#1 to #2)."]
    assert again == ["0 lessons were kept.", "2 lessons are here already."]
    assert [(one.author_id, one.author_name) for one in await kept(database_url)] == [("U1", "Ben"), ("U8", "")]


async def test_an_export_of_another_workspace_brings_names_and_no_ids(sqlite_url: str, tmp_path: Path) -> None:
    export = export_of(tmp_path, said("1.1", "Ben's words"))

    told = [*await brought(sqlite_url, export, "T2"), *await brought(sqlite_url, export, "T2")]

    assert "1 lesson is here already." in told
    [lesson] = await kept(sqlite_url, "T2")
    assert (lesson.author_id, lesson.author_name, lesson.source) == (None, "Ben", None)
    assert "U2" not in lesson.captured_by


async def test_a_channel_that_was_closed_since_closes_what_is_brought_from_it(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database(sqlite_url).open()
    room = Room(
        channel_id="C1",
        is_closed=True,
        is_shared=False,
        captures=True,
        switched_by=None,
        switched_at=None,
        looked_at=NOON,
    )
    await database.write("T1", lambda stores: stores.rooms.save(room))
    await database.close()

    await brought(sqlite_url, export_of(tmp_path, said("1.1", "Ben's words")))

    assert await kept(sqlite_url, rooms=frozenset(NO_ROOMS)) == []
    assert [one.closed_in for one in await kept(sqlite_url, rooms=frozenset({"C1"}))] == ["C1"]
