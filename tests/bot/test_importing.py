import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import lesson_files
from bot.archives import NotImportable
from bot.exporting import export_lessons
from bot.importing import import_lessons
from bot.settings import Settings
from community.communities import Aim, NewCommunity
from community.finding import Sought
from community.lessons import Lesson
from community.readers import NO_ROOMS
from storage.database import Database
from storage.errors import DatabaseInUse
from storage.stores import Stores
from tests.bot.processes import finished
from tests.bot.running import NOON

LONG_AGO = NOON - timedelta(days=9999)
ROWS = """title;learnt;tags;team;community;date
Publish the contract first;We deployed it the other way round for a year.;pacts, ci;Kestrel;Contract testing;2026-01-31
"Freeze the clock";"In the test,
not in the code.";;;;
;;;;;
Bad date;x;;;;soon
Far away;y;;;Gardening;
"""


class Told(list[str]):
    """What was said, and how far the bar came."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[int] = []

    def bar(self, length: int) -> Callable[[int], None]:
        self.steps.append(-length)
        return self.steps.append


def settings(url: str) -> Settings:
    return Settings(database_url=url)


async def brought(url: str, path: Path, *, is_dry_run: bool = False) -> Told:
    told = Told()
    await import_lessons(settings(url), "T1", path, is_dry_run=is_dry_run, say=told.append, advance=told.bar)
    return told


async def kept(url: str) -> list[Lesson]:
    database = await Database(url).open()
    try:
        return list(await database.read("T1", lambda stores: stores.lessons.after(0, rooms=NO_ROOMS, limit=99)))
    finally:
        await database.close()


async def community(url: str) -> int:
    new = NewCommunity(
        name="contract-testing",
        topic="Contract testing",
        purpose="",
        aim=Aim.BOTH,
        channel_name="cop-contract-testing",
        channel_id="C1",
        is_linked=False,
        started_by="U1",
        started_at=NOON,
        zone="UTC",
    )
    database = await Database(url).open()
    try:
        return (await database.write("T1", lambda stores: stores.communities.add(new))).id
    finally:
        await database.close()


async def test_each_row_becomes_a_lesson_and_each_bad_one_is_named(database_url: str, tmp_path: Path) -> None:
    community_id = await community(database_url)
    file = tmp_path / "lessons.csv"
    file.write_bytes(ROWS.replace("\n", "\r\n").encode("utf-8-sig"))

    told = await brought(database_url, file)

    assert told == [
        "3 lessons were kept (#1 to #3).",
        "Not kept, since its date is “soon”; write it like 2026-01-31 or 2026-01-31T09:30: 1 (line 6)",
        "Kept, but in no community, since “Gardening” is not here: 1 (line 7)",
    ]
    assert told.steps == [-3, 3]
    pacts, clock, _ = await kept(database_url)
    assert (pacts.title, pacts.tags, pacts.community_id) == (
        "Publish the contract first",
        ("pacts", "ci"),
        community_id,
    )
    assert pacts.said_at == pacts.captured_at == datetime(2026, 1, 31, tzinfo=UTC)
    assert pacts.team_id is not None
    assert clock.learnt == "In the test,\nnot in the code."
    assert clock.captured_at == lesson_files.changed_at(file)


async def test_what_was_brought_is_found_by_its_words_and_nobody_is_told(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Freeze the clock", "text": "In tests."}))
    await brought(database_url, tmp_path / "a.jsonl")

    def look(stores: Stores) -> tuple[int, int, object]:
        found = stores.lessons.search(Sought(words="clock"), rooms=NO_ROOMS, limit=9)
        return found.total, stores.outbox.count_due(NOON), stores.hints.next_to_look_at(since=LONG_AGO, limit=9)

    database = await Database(database_url).open()
    seen = await database.read("T1", look)
    await database.close()

    assert seen == (1, 0, [])


@pytest.mark.parametrize("form", lesson_files.FORMATS)
async def test_doing_it_twice_adds_nothing_in_whatever_format(sqlite_url: str, tmp_path: Path, form: str) -> None:
    file = tmp_path / "lessons.csv"
    file.write_text(ROWS)
    await brought(sqlite_url, file)
    told = Told()
    await export_lessons(settings(sqlite_url), "T1", tmp_path / "out", form=form, say=told.append)

    again = [*await brought(sqlite_url, file), *await brought(sqlite_url, tmp_path / "out")]

    assert told == [f"3 lessons are in {tmp_path / 'out'}."]
    assert [line for line in again if "kept." in line or "already" in line] == [
        "0 lessons were kept.",
        "3 lessons are here already.",
    ] * 2
    assert len(await kept(sqlite_url)) == 3


async def test_what_was_changed_here_or_taken_back_is_not_brought_again(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "lessons.csv"
    file.write_text(ROWS)
    await brought(sqlite_url, file)
    database = await Database(sqlite_url).open()

    def change(stores: Stores) -> None:
        first, second = (stores.lessons.get(number) for number in (1, 2))
        assert first is not None
        assert second is not None
        stores.versions.keep(first, changed_by="U1", now=NOON)
        stores.lessons.update(replace(first, title="Something else"))
        stores.lessons.update(replace(second, withdrawn_at=NOON))

    await database.write("T1", change)
    await database.close()

    assert (await brought(sqlite_url, file))[1] == "3 lessons are here already."


async def test_a_dry_run_says_the_same_and_writes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "lessons.csv"
    file.write_text(ROWS)

    told = await brought(sqlite_url, file, is_dry_run=True)

    assert told[0] == "3 lessons would be kept."
    assert told[-1] == "Nothing was written. The same without --dry-run does it."
    assert await kept(sqlite_url) == []


async def test_an_exported_lesson_finds_its_message_again_in_an_empty_database(sqlite_url: str, tmp_path: Path) -> None:
    link = "https://acme.slack.com/archives/C1/p1774857600000100"
    rows = [{"key": f"{of}-7", "title": f"Of {of}", "permalink": link} for of in ("T1", "T2")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))

    await brought(sqlite_url, tmp_path / "a.jsonl")

    ours, theirs = await kept(sqlite_url)
    assert ours.source is not None
    assert (ours.source.channel_id, ours.source.ts, ours.source.permalink) == ("C1", "1774857600.000100", link)
    assert theirs.source is None


async def test_what_was_said_in_a_closed_room_is_not_brought_into_the_open(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Secret", "closed_in": "G1"}))

    told = await brought(sqlite_url, tmp_path / "a.jsonl")

    assert told[0] == "0 lessons were kept."
    assert "closed room" in told[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_usual_encodings_are_read(sqlite_url: str, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes("title,learnt\nGrüße,“Schön”\n".encode(encoding))

    await brought(sqlite_url, tmp_path / "a.csv")

    assert [(lesson.title, lesson.learnt) for lesson in await kept(sqlite_url)] == [("Grüße", "“Schön”")]


async def test_a_folder_of_markdown_is_read_and_links_out_of_it_are_not(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    (folder / "how-to").mkdir(parents=True)
    (folder / "how-to" / "freeze-the-clock.md").write_bytes(b"In the test.\r\n\r\nNot in the code.")
    (tmp_path / "secret.md").write_text("# Secret")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / ".hidden.md").write_text("# Hidden")

    told = await brought(sqlite_url, folder)

    [lesson] = await kept(sqlite_url)
    assert (lesson.title, lesson.learnt) == ("freeze the clock", "In the test.\n\nNot in the code.")
    assert told[1] == "Not kept, since link.md leads out of the folder; it is not opened.: 1 (link.md)"


@pytest.mark.parametrize("name", ["nothing.csv", "empty"])
async def test_nothing_to_read_is_one_sentence(sqlite_url: str, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(NotImportable):
        await brought(sqlite_url, tmp_path / name)


async def test_while_the_bot_has_the_file_nothing_is_written(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "lessons.csv"
    file.write_text(ROWS)
    database = await Database(sqlite_url).open()

    with pytest.raises(DatabaseInUse, match="in use by another process"):
        await brought(sqlite_url, file)

    assert (await brought(sqlite_url, file, is_dry_run=True))[0] == "3 lessons would be kept."
    await database.close()


async def test_nothing_that_is_there_is_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "lessons.csv").write_text(ROWS)
    await brought(sqlite_url, tmp_path / "lessons.csv")

    for to, form in ((tmp_path, "markdown"), (tmp_path / "lessons.csv", "csv")):
        with pytest.raises(NotImportable, match="already"):
            await export_lessons(settings(sqlite_url), "T1", to, form=form, say=print)
    with pytest.raises(NotImportable, match="What format"):
        await export_lessons(settings(sqlite_url), "T1", tmp_path / "out.pdf", form="", say=print)
    assert (tmp_path / "lessons.csv").read_text() == ROWS


@pytest.mark.process
async def test_the_commands_do_it(tmp_path: Path) -> None:
    (tmp_path / "lessons.csv").write_text(ROWS)
    code, out, err = await finished(tmp_path, "import", "lessons", "lessons.csv", "--workspace", "T1")
    exported = await finished(tmp_path, "export", "lessons", "--to", "all.jsonl", "--workspace", "T1")
    wrong = await finished(tmp_path, "export", "lessons", "--to", "x", "--format", "pdf", "--workspace", "T1")
    unknown = await finished(tmp_path, "import", "lessons", "lessons.csv")

    assert (code, out.splitlines()[0], err) == (0, "3 lessons were kept (#1 to #3).", "")
    assert exported[:2] == (0, "3 lessons are in all.jsonl.\n")
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == 3
    assert wrong[0] == 2
    assert "use markdown, csv or jsonl" in wrong[2]
    assert (unknown[0], unknown[2]) == (
        1,
        "Which workspace is meant? Set SLACK_BOT_TOKEN, or name the workspace: --workspace T…\n",
    )
