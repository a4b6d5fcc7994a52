"""Travels, from the words that are there at once to the picture that follows."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest

from community.communities import Aim, NewCommunity
from community.lessons import Lesson, NewLesson, NoSuchLesson
from community.relearning import NewHint, Verdict
from community.spread import Adoption, Answer, Share
from community.teams import NewTeam
from handlers.answers import Say
from handlers.drawn import Drawn
from handlers.features import TABLE
from handlers.travels import Travels
from pictures.values import Node, Path, Shape
from storage.database import Database
from storage.stores import Stores
from tests.handlers.acting import direct_messages
from tests.handlers.following_up import Bench, command, deps, follow, refuse, said
from tests.handlers.room import MONDAY, Room, room_of

KESTREL, HERON, WREN = 1, 2, 3


class Broken(Bench):
    async def do(self, work: Callable[..., Any], *given: object) -> Any:
        raise RuntimeError("the workshop is closed")


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with room_of(sqlite_database, TABLE) as made:
        await made.write(_teams)
        yield made


def _teams(stores: Stores) -> None:
    for label, people in (("Kestrel", 5), ("Heron", 5), ("Wren", 4)):
        team = stores.teams.add(NewTeam(label.casefold(), label, "U0LEA", MONDAY))
        for person in range(people):
            stores.teams.put(f"U{label}{person}", team.id, now=MONDAY)
    stores.communities.add(
        NewCommunity(
            "contract-testing",
            "Contract testing",
            "",
            Aim.BOTH,
            "cop-contract-testing",
            "C0COP",
            is_linked=False,
            started_by="U0LEA",
            started_at=MONDAY,
            zone="Europe/Berlin",
        )
    )


def learn(stores: Stores, title: str = "Publish first", *, team_id: int | None = KESTREL, **more: Any) -> Lesson:
    fields: dict[str, Any] = {
        "learnt": title,
        "author_id": "U0BEN",
        "author_name": "Ben",
        "captured_by": "U0BEN",
        "captured_at": MONDAY - timedelta(days=30),
        "said_at": MONDAY,
        "source": None,
        "team_id": team_id,
    }
    return stores.lessons.add(NewLesson(title=title, **(fields | more)))


def answer(stores: Stores, number: int, team_id: int, given: Answer, *, days_ago: int, said: str = "") -> None:
    stores.spread.answer(Adoption(number, team_id, given, said, "U0MIA", MONDAY - timedelta(days=days_ago)))


async def travelled(room: Room) -> Lesson:
    """Let lesson #1 be shared, tried and adapted, improved as #2."""

    def work(stores: Stores) -> Lesson:
        lesson = learn(stores)
        stores.spread.share(Share(lesson.number, 1, "U0BEN", MONDAY - timedelta(days=28), "C0COP", "1.2"))
        answer(stores, lesson.number, WREN, Answer.ADAPTED, days_ago=20, said="only we do that")
        answer(stores, lesson.number, HERON, Answer.ADAPTED, days_ago=10, said="nightly only")
        learn(stores, "Publish nightly", team_id=HERON, builds_on=lesson.number)
        return lesson

    return await room.write(work)


async def ask(room: Room, rest: str, *, travels: Travels | None = None, workshop: Bench | None = None) -> Say:
    asked = command(room, "/lesson", f"travels {rest}")
    told = await (travels or Travels()).tell(asked, deps(room, workshop))
    assert isinstance(told, Say)
    return told


async def test_the_way_of_a_lesson_is_told_in_words_at_once(room: Room) -> None:
    await travelled(room)

    told = said(await ask(room, "#1"))

    assert "Learnt by team Kestrel" in told
    assert "• Shared to Contract testing" in told
    assert "• Smaller teams adapted it" in told
    assert "• Heron adapted it" in told
    assert "“nightly only”" in told
    assert "• Improved as #2 *Publish nightly*" in told
    assert "It reached a second team after 10 days." in told
    assert "Teams of which I know fewer than 5 people have no name here." in told
    assert "Wren" not in told
    assert "only we do that" not in told


async def test_its_picture_follows_where_only_the_asker_sees_it(room: Room) -> None:
    await travelled(room)

    await follow(await ask(room, "1", workshop=Bench()))

    [message] = direct_messages(room, "ana")
    [file] = [room.workspace.files[one] for one in message.files]
    assert (file.name, file.title, file.mimetype) == ("lesson-1.png", "The way of lesson #1", "image/png")
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert len(file.content) < 300_000
    assert file.alt_text.startswith(
        "The way of lesson #1 Publish first from Kestrel: adapted by Heron on 20 March 2026; adapted by smaller teams"
    )
    assert "Wren" not in file.alt_text


async def test_what_was_drawn_once_is_not_drawn_again(room: Room) -> None:
    await travelled(room)
    bench, travels = Bench(), Travels()

    for _ in range(2):
        await follow(await ask(room, "1", travels=travels, workshop=bench))

    assert bench.drawn == 1
    assert len(direct_messages(room, "ana")) == 2


async def test_a_lesson_that_went_nowhere_has_words_and_no_picture(room: Room) -> None:
    await room.write(learn)

    told = await ask(room, "1", workshop=Bench())

    assert "It has not gone further yet" in said(told)
    assert told.then is None


async def test_without_a_workshop_there_are_words_alone(room: Room) -> None:
    await travelled(room)

    told = await ask(room, "1")

    assert told.then is None
    assert "picture" not in said(told)


@pytest.mark.parametrize("method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_picture_that_slack_does_not_take_is_said_calmly(room: Room, method: str) -> None:
    await travelled(room)
    await refuse(room, method, "internal_error")

    await follow(await ask(room, "1", workshop=Bench()))

    [message] = direct_messages(room, "ana")
    assert "I could not hand you the picture of lesson #1" in message.text
    assert message.files == []


async def test_a_picture_that_can_not_be_drawn_is_said_too(room: Room) -> None:
    await travelled(room)

    with pytest.raises(RuntimeError, match="closed"):
        await follow(await ask(room, "1", workshop=Broken()))

    assert "I could not hand you the picture" in direct_messages(room, "ana")[0].text


@pytest.mark.parametrize(
    ("asked", "answered"), [("contract", "“contract” is none"), ("-1", "is none"), ("1 2", "none")]
)
async def test_what_is_no_number_is_asked_for(room: Room, asked: str, answered: str) -> None:
    assert answered in said(await ask(room, asked))


async def test_an_unknown_lesson_is_told_as_everywhere(room: Room) -> None:
    with pytest.raises(NoSuchLesson):
        await ask(room, "77")


async def test_a_lesson_of_a_closed_room_is_told_to_its_members_in_words_and_to_nobody_else(room: Room) -> None:
    nest = room.channel("nest").id

    def work(stores: Stores) -> None:
        lesson = learn(stores, "Secret seeds", closed_in=nest)
        answer(stores, lesson.number, HERON, Answer.ADOPTED, days_ago=3)

    await room.write(work)
    told = await ask(room, "1", workshop=Bench())
    assert "Secret seeds" in said(told)
    assert "spread.share" not in str(told.message.blocks)
    assert told.then is None

    room.channel("nest").members.remove(room.person("ana"))
    with pytest.raises(NoSuchLesson):
        await ask(room, "1", workshop=Bench())
    everything = await ask(room, "", workshop=Bench())
    assert "Secret seeds" not in said(everything)
    assert everything.then is None


async def many(room: Room, count: int = 5) -> None:
    """Let so many lessons be adopted, one stay, and as many relearnings be seen."""

    def work(stores: Stores) -> None:
        for number in range(1, count + 1):
            learn(stores, f"Lesson {number}")
            answer(stores, number, HERON, Answer.ADOPTED, days_ago=30 - number * 2)
            hint = stores.hints.add(NewHint(number=number, user_id="U0MIA", shown_at=MONDAY, closeness=0.9))
            stores.hints.answer(hint.id, Verdict.SAME if number % 2 else Verdict.BUILDS_ON, now=MONDAY)
        learn(stores, "Nobody knows this yet")

    await room.write(work)


async def test_how_all_lessons_travel_is_told_in_words_at_once(room: Room) -> None:
    await many(room)

    told = await ask(room, "", workshop=Bench())

    text = said(told)
    assert "Days from capture to the second team (median)*: 2026 Q1: 6" in text
    assert "Lessons that another team took up*: 2026 Q1: 5" in text
    assert "*Most adopted*" in text
    assert "*#5 Lesson 5* · used by 1 team besides its own" in text
    assert "*#6 Nobody knows this yet*" in text
    assert "3 of the 5 times" in text
    assert "spread.share" in str(told.message.blocks)


async def test_little_is_no_statistic(room: Room) -> None:
    await many(room, 4)

    text = said(await ask(room, ""))

    assert "too few to say" in text
    assert "fewer than 5 times seen so far" in text
    assert "2026 Q1: 6" not in text


async def test_nothing_yet_is_told_without_a_picture(room: Room) -> None:
    told = await ask(room, "", workshop=Bench())

    assert told.then is None
    assert "none yet" in said(told)


async def test_slacks_own_charts_and_the_picture_of_all_places_follow(room: Room) -> None:
    await many(room)

    await follow(await ask(room, "", workshop=Bench()))

    charts, ring = direct_messages(room, "ana")
    assert [block["type"] for block in charts.blocks] == ["data_visualization", "data_visualization"]
    assert charts.blocks[0]["chart"]["series"][0]["data"] == [{"label": "2026 Q1", "value": 6.0}]
    assert "2026 Q1: 6" in charts.text
    [file] = [room.workspace.files[one] for one in ring.files]
    assert file.alt_text.startswith("A ring of 2 teams and communities with arrows")
    assert "Most lessons went from Kestrel to Heron: 5." in file.alt_text


async def test_where_charts_are_not_taken_a_picture_is_sent_and_it_is_remembered_for_a_day(room: Room) -> None:
    await many(room)
    travels = Travels()
    await refuse(room, "chat.postMessage", "invalid_blocks")

    await follow(await ask(room, "", travels=travels, workshop=Bench()))

    names = [[room.workspace.files[one].name for one in message.files] for message in direct_messages(room, "ana")]
    assert names == [["lessons-by-quarter.png"], ["lessons.png"]]
    alt = next(file.alt_text for file in room.workspace.files.values() if file.name == "lessons-by-quarter.png")
    assert "Days from capture to the second team (median): 2026 Q1: 6" in alt
    await follow(await ask(room, "", travels=travels, workshop=Bench()))
    assert not any(message.blocks for message in direct_messages(room, "ana"))
    room.wait(timedelta(days=1))
    await follow(await ask(room, "", travels=travels, workshop=Bench()))
    assert sum(bool(message.blocks) for message in direct_messages(room, "ana")) == 1


async def test_charts_come_without_a_workshop_too(room: Room) -> None:
    await many(room)

    await follow(await ask(room, ""))

    [charts] = direct_messages(room, "ana")
    assert charts.blocks[0]["type"] == "data_visualization"


async def test_a_button_tells_of_one_lesson_or_of_all(room: Room) -> None:
    await travelled(room)

    one = await room.click("ana", "travels.show", 1)
    all_of_them = await room.click("ana", "travels.show")

    assert isinstance(one, Say)
    assert isinstance(all_of_them, Say)
    assert "Learnt by team Kestrel" in said(one)
    assert "How lessons travel here" in said(all_of_them)


def path(name: str) -> Path:
    return Path(name, Node(name, Shape.TEAM), "", ())


async def test_the_pictures_unused_for_longest_make_room(room: Room) -> None:
    bench = Bench()
    size = len(await Drawn().png(path("a"), bench))
    drawn = Drawn(most_bytes=size * 2 + size // 2)
    bench.drawn = 0

    for name in ("a", "b", "a", "c", "a", "b"):
        await drawn.png(path(name), bench)

    assert bench.drawn == 4


async def test_nothing_is_drawn_without_a_workshop() -> None:
    with pytest.raises(ValueError, match="workshop"):
        await Drawn().png(path("a"), None)
