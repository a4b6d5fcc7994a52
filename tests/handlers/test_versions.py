"""Earlier versions of a lesson, and the parts a person can change by hand."""

from datetime import timedelta
from typing import Any

import pytest

from community.lessons import Kind, Lesson, NoSuchVersion, NotYours
from community.teams import NewTeam
from handlers.answers import Answer, Done, Open, Replace, Say
from handlers.payloads import pack
from tests.handlers.acting import shown
from tests.handlers.room import Room

SAID = "Publish the contract before you deploy. We had two outages."


async def captured(room: Room) -> None:
    """Let Ben say it and Ana mark it; its card is posted."""
    await room.react("ana", room.say("ben", SAID))
    await room.deliver()


async def edit(room: Room, learnt: str, **values: str) -> Answer:
    """Let Ben change what the lesson says; a minute passes."""
    room.wait(timedelta(minutes=1))
    return await room.submit("ben", "lesson.edit", pack(number=1), learnt=learnt, **{"title": "Pacts", **values})


async def now(room: Room) -> Lesson:
    lesson = await room.lesson(1)
    assert lesson is not None
    return lesson


async def test_every_edit_by_hand_keeps_what_was_said_before(room: Room) -> None:
    await captured(room)

    await edit(room, "Publish first.")
    await edit(room, "Publish first, then deploy.")

    answer = await room.click("ben", "lesson.versions", 1)
    assert isinstance(answer, Say)
    said = shown(answer)
    assert said.index("Publish first.") < said.index("We had two outages.")
    assert "Publish first, then deploy." not in said
    assert "when Ben changed it" in said


async def test_earlier_versions_are_offered_to_the_author_once_there_are_some(room: Room) -> None:
    await captured(room)
    assert "lesson.versions" not in shown(await room.command("ben", "1"))

    await edit(room, "Publish first.")

    assert "lesson.versions" in shown(await room.command("ben", "1"))
    assert "lesson.versions" not in shown(await room.command("ana", "1"))


async def test_one_can_be_brought_back_and_what_was_said_meanwhile_becomes_a_version(room: Room) -> None:
    await captured(room)
    await edit(room, "Publish first.")

    answer = await room.click("ben", "lesson.bring_back", "1 1")

    assert isinstance(answer, Replace)
    assert "We had two outages." in shown(answer)
    assert ((await now(room)).learnt, (await now(room)).title) == (SAID, "Publish the contract before you deploy")
    versions = await room.read(lambda stores: stores.versions.of(1))
    assert [version.learnt for version in versions] == ["Publish first.", SAID]
    await room.deliver()
    assert "Publish the contract before you deploy" in str(await room.command("ana", "outages"))


async def test_bringing_back_what_it_says_now_changes_nothing(room: Room) -> None:
    await captured(room)
    await edit(room, "Publish first.")
    await room.click("ben", "lesson.bring_back", "1 1")
    before = await now(room)

    await room.click("ben", "lesson.bring_back", "1 1")

    assert await now(room) == before


@pytest.mark.parametrize("action_id", ["lesson.versions", "lesson.bring_back"])
async def test_nobody_else_sees_or_brings_back_what_the_author_changed(room: Room, action_id: str) -> None:
    await captured(room)
    await edit(room, "Publish first.")
    before = await now(room)

    with pytest.raises(NotYours):
        await room.click("ana", action_id, "1 1" if action_id == "lesson.bring_back" else "1")

    assert await now(room) == before


async def test_a_version_that_never_was_is_refused(room: Room) -> None:
    await captured(room)

    with pytest.raises(NoSuchVersion):
        await room.click("ben", "lesson.bring_back", "1 7")


async def test_many_versions_are_shown_page_by_page(room: Room) -> None:
    await captured(room)
    for number in range(7):
        await edit(room, f"Version number {number}.")

    first = shown(await room.click("ben", "lesson.versions", 1))
    middle = await room.click("ben", "lesson.older", "1 3")
    last = shown(await room.click("ben", "lesson.older", "1 6"))

    assert first.count("lesson.bring_back") == 3
    assert "lesson.newer" not in first
    assert isinstance(middle, Replace)
    assert "lesson.newer" in shown(middle)
    assert last.count("lesson.bring_back") == 1
    assert "We had two outages." in last
    assert "lesson.older" not in last


async def test_submitting_what_it_says_already_keeps_no_version(room: Room) -> None:
    await captured(room)
    await edit(room, "Publish first.")

    answer = await edit(room, "Publish first.")

    assert isinstance(answer, Done)
    assert len(await room.read(lambda stores: stores.versions.of(1))) == 1


async def test_every_part_can_be_changed_and_is_shown(room: Room) -> None:
    await captured(room)
    kestrel = NewTeam("kestrel", "Kestrel", room.person("ben"), room.clock.now())
    team = await room.write(lambda stores: stores.teams.add(kestrel))

    await edit(
        room,
        "Publish first.",
        happened="Two outages",
        to_try="Run can-i-deploy",
        kind="definition of done",
        tags="Pacts, contract testing",
        team=str(team.id),
    )

    lesson = await now(room)
    assert (lesson.happened, lesson.to_try, lesson.kind) == ("Two outages", "Run can-i-deploy", Kind.DEFINITION_OF_DONE)
    assert (lesson.tags, lesson.team_id) == (("pacts", "contract-testing"), team.id)
    said = shown(await room.command("caro", "1"))
    for part in ("Two outages", "Run can-i-deploy", "Definition of Done", "#contract-testing", "(team Kestrel)"):
        assert part in said


async def test_a_window_from_before_that_asks_for_less_takes_nothing_away(room: Room) -> None:
    await captured(room)
    await edit(room, "Publish first.", to_try="Run can-i-deploy", kind="tool", tags="pacts")

    await edit(room, "Publish first!")

    lesson = await now(room)
    assert (lesson.to_try, lesson.kind, lesson.tags) == ("Run can-i-deploy", Kind.TOOL, ("pacts",))


async def test_a_menu_of_many_teams_holds_the_chosen_one(room: Room) -> None:
    await captured(room)

    def many(stores: Any) -> int:
        made = [stores.teams.add(NewTeam(f"t{n:03}", f"T {n:03}", "U1", room.clock.now())) for n in range(130)]
        return int(made[-1].id)

    last = await room.write(many)
    await edit(room, "Publish first.", team=str(last))

    opened = await room.click("ben", "lesson.edit", 1)

    assert isinstance(opened, Open)
    [menu] = [block["element"] for block in opened.modal.payload["blocks"] if block["block_id"] == "team"]
    assert len(menu["options"]) == 100
    assert menu["initial_option"]["value"] == str(last)
