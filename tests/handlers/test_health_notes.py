import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from community.health_notes import NotAmongThem, NotYourNote
from community.people import NameShown
from handlers.answers import Replace
from handlers.payloads import pack
from storage.database import Database
from tests.handlers.acting import shown, typed
from tests.handlers.mentored import described, ledger_of, mentoring
from tests.handlers.room import Room
from tests.handlers.spreading import element, view, words


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    """Ana and Ben are in the ledger's community; Caro is not."""
    async with ledger_of(sqlite_database) as made:
        yield made


async def write(room: Room, name: str, mood: str = "healthy", said: str = "") -> str:
    room.wait(timedelta(days=1))
    return words(await room.submit(name, "health.write", pack(component_id=1), mood=mood, words=said))


async def notes(room: Room) -> list[tuple[str, str]]:
    return [(note.mood, note.words) for note in await room.read(lambda stores: stores.health_notes.of(1, limit=99))]


async def test_a_member_of_its_community_says_how_it_is_doing(room: Room) -> None:
    opened = await room.click("ben", "health.write", 1)
    assert [one["text"]["text"] for one in element(opened, "mood")["options"]] == [
        "🟢 Healthy",
        "🟠 Wants care",
        "🔴 Hurts",
    ]

    told = await write(room, "ben", "hurts", "Nobody dares to touch the rounding.")

    assert "Your note on *Ledger* stands." in told
    assert "🔴 Hurts" in told
    assert ">Nobody dares to touch the rounding." in told
    on_it = shown(await typed(room, "caro", "/community component ledger"))
    assert re.search(r"🔴 Hurts · <!date\^\d+\^\{date_short_pretty\}\|31 Mar 2026>, Ben: Nobody dares", on_it)


async def test_a_mentor_who_is_not_in_the_community_may_too(room: Room) -> None:
    await mentoring(room, "caro")

    await write(room, "caro", "wants care")

    assert await notes(room) == [("wants care", "")]


async def test_others_are_told_kindly_and_nothing_is_kept(room: Room) -> None:
    with pytest.raises(NotAmongThem, match="come from its mentors and the members of its community, so nothing was"):
        await room.click("caro", "health.write", 1)
    with pytest.raises(NotAmongThem):
        await write(room, "caro", "hurts", "forged")

    assert await notes(room) == []
    assert "health.write" not in shown(await typed(room, "caro", "/community component ledger"))


async def test_where_no_community_cares_only_mentors_leave_notes(room: Room) -> None:
    till = await described(room, "Till")

    with pytest.raises(NotAmongThem, match="come from its mentors, so nothing was kept"):
        await room.click("ana", "health.write", till.id)


async def test_the_notes_stand_newest_first_in_pages(room: Room) -> None:
    for number in range(7):
        await write(room, "ben", said=f"Note {number}")

    first = words(await room.click("caro", "health.all", "1 0"))
    turned = await room.click("caro", "health.page.on", "1 1")

    assert re.findall(r">Note (\d)", first) == ["6", "5", "4", "3", "2"]
    assert "Page 1 of 2" in first
    assert isinstance(turned, Replace)
    assert re.findall(r">Note (\d)", words(turned)) == ["1", "0"]
    assert "health.page.back" in words(turned)
    assert re.findall(r">Note (\d)", words(await room.click("caro", "health.page.back", "1 99"))) == ["1", "0"]


async def test_only_its_author_corrects_a_note_or_takes_it_back(room: Room) -> None:
    await write(room, "ben", "hurts", "The rounding")

    for action_id in ("health.correct", "health.take_back"):
        with pytest.raises(NotYourNote, match="Only who wrote a note can correct it or take it back"):
            await room.click("ana", action_id, 1)
    with pytest.raises(NotYourNote):
        await room.submit("ana", "health.correct", pack(note_id=1), mood="healthy", words="forged")
    assert await notes(room) == [("hurts", "The rounding")]
    assert "health.correct" not in words(await room.click("ana", "health.all", "1 0"))

    opened = await room.click("ben", "health.correct", 1)
    assert element(opened, "words")["initial_value"] == "The rounding"
    assert element(opened, "mood")["initial_option"]["value"] == "hurts"
    metadata = view(opened)["private_metadata"]
    told = words(await room.submit("ben", "health.correct", metadata, mood="wants care", words="The rounding, a bit"))
    assert "(corrected since)" in told
    assert await notes(room) == [("wants care", "The rounding, a bit")]

    gone = await room.click("ben", "health.take_back", 1)
    assert isinstance(gone, Replace)
    assert "Your note on *Ledger* is gone." in words(gone)
    assert await notes(room) == []


@pytest.mark.parametrize(
    ("chosen", "is_here", "is_named"),
    [
        (NameShown.ALWAYS, True, True),
        (NameShown.ALWAYS, False, True),
        (NameShown.WHILE_HERE, True, True),
        (NameShown.WHILE_HERE, False, False),
        (NameShown.NEVER, True, False),
    ],
)
async def test_the_authors_name_stands_there_as_they_chose(
    room: Room, chosen: NameShown, is_here: bool, is_named: bool
) -> None:
    await write(room, "ben", "hurts", "The rounding")
    await room.write(lambda stores: stores.people.choose_name_shown(room.person("ben"), chosen, now=room.clock.now()))
    room.workspace.users[room.person("ben")].deleted = not is_here

    told = words(await room.click("caro", "health.all", "1 0"))

    assert ">The rounding" in told
    assert ("Ben" in told) is is_named
