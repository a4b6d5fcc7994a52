"""Names beside lessons: as their people chose, whether they are here, gone, or back."""

from datetime import timedelta

import pytest

from handlers.answers import Replace, Say
from tests.handlers.happening import Happening
from tests.handlers.room import Room

LEARNT = "Publish the contract before you deploy."


@pytest.fixture
async def happening(room: Room) -> Happening:
    """Give a room in which Ben learnt something."""
    happening = Happening(room)
    await room.react("ana", room.say("ben", LEARNT))
    await room.deliver()
    happening.take()
    return happening


async def name(room: Room, number: int = 1) -> str:
    found = await room.lesson(number)
    assert found is not None
    return found.author_name


async def card(room: Room) -> str:
    await room.deliver()
    said = room.channel("birds").messages.values()
    return str([one.blocks for one in said if one.user == room.workspace.bot_user_id])


async def test_whoever_asks_is_told_what_is_shown_and_may_choose(room: Room) -> None:
    answer = await room.command("ben", "privacy")

    assert isinstance(answer, Say)
    assert "Your name, *Ben*, stands beside the lessons you learnt" in answer.message.text
    assert "privacy.while_here" in str(answer.message.blocks)
    assert "privacy.never" in str(answer.message.blocks)
    assert "privacy.always" not in str(answer.message.blocks)


async def test_a_name_that_is_not_wanted_goes_from_lessons_and_cards_at_once(room: Room, happening: Happening) -> None:
    assert "Ben" in await card(room)

    answer = await room.click("ben", "privacy.never")

    assert isinstance(answer, Replace)
    assert "without your name" in answer.message.text
    assert await name(room) == ""
    assert "Ben" not in await card(room)


async def test_a_name_that_is_wanted_again_comes_back(room: Room, happening: Happening) -> None:
    await room.click("ben", "privacy.never")

    await room.click("ben", "privacy.always")

    assert await name(room) == "Ben"
    assert "Ben" in await card(room)


async def test_a_lesson_captured_later_has_no_name_either(room: Room, happening: Happening) -> None:
    await room.click("ben", "privacy.never")

    await room.react("ana", room.say("ben", "Cache keys need no dates at all."))

    assert await name(room, 2) == ""


@pytest.mark.parametrize(
    ("choice", "gone", "back"),
    [("privacy.always", "Ben", "Ben"), ("privacy.while_here", "", "Ben"), ("privacy.never", "", "")],
)
async def test_a_lesson_stays_when_its_author_goes_with_or_without_the_name_as_they_chose(
    room: Room, happening: Happening, choice: str, gone: str, back: str
) -> None:
    await room.click("ben", choice)
    ben = room.person("ben")

    room.workspace.deactivate(ben)
    await happening.hear_all()
    lesson = await room.lesson(1)
    assert lesson is not None
    assert (lesson.author_name, lesson.learnt, lesson.withdrawn_at) == (gone, LEARNT, None)
    assert ("Ben" in await card(room)) == bool(gone)

    room.workspace.reactivate(ben)
    await happening.hear_all()
    assert await name(room) == back


async def test_what_somebody_who_went_had_said_is_captured_without_their_name_too(
    room: Room, happening: Happening
) -> None:
    older = room.say("ben", "Cache keys need no dates at all.")
    await room.click("ben", "privacy.while_here")
    room.workspace.deactivate(room.person("ben"))
    await happening.hear_all()

    await room.react("ana", older)

    assert await name(room, 2) == ""


async def test_a_person_with_another_name_has_it_beside_their_lessons(room: Room, happening: Happening) -> None:
    room.workspace.change_name(room.person("ben"), "Benedikta")

    await happening.hear_all()

    assert await name(room) == "Benedikta"
    assert "Benedikta" in await card(room)


async def test_what_changes_nothing_here_is_not_written(room: Room, happening: Happening) -> None:
    room.wait(timedelta(seconds=1))
    room.workspace.change_name(room.person("ben"), "Ben")
    room.workspace.change_name(room.person("caro"), "Somebody never met")
    before = list(room.handled)

    await happening.hear_all()

    assert room.handled == before
    assert await room.read(lambda stores: stores.people.get(room.person("caro"))) is None
