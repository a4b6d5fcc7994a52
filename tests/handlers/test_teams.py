import pytest

from community import teams
from community.teams import GoneTeam, NamelessTeam, Team
from handlers.answers import Errors, Update
from handlers.payloads import pack
from storage.stores import Stores
from tests.handlers.acting import shown, typed
from tests.handlers.room import Room
from tests.handlers.spreading import element, in_team, learnt, lesson, said_by, view, words


async def team_of(room: Room, name: str) -> str | None:
    found = await room.read(lambda stores: stores.teams.of(room.person(name)))
    return found.label if found is not None else None


async def labels(room: Room) -> list[str]:
    return [team.label for team in await room.read(lambda stores: stores.teams.all())]


async def test_a_typed_name_is_the_persons_team_however_it_is_written(room: Room) -> None:
    told = shown(await typed(room, "ana", "/community team Kestrel"))
    again = shown(await typed(room, "ben", "/community team team KESTREL"))

    assert "You are in team *Kestrel*." in told
    assert "*Kestrel*" in again
    assert (await team_of(room, "ana"), await team_of(room, "ben")) == ("Kestrel", "Kestrel")
    assert await labels(room) == ["Kestrel"]


async def test_a_near_name_asks_first_and_starts_another_only_when_told_so(room: Room) -> None:
    kestrel = await in_team(room, "ana", "Kestrel")

    told = shown(await typed(room, "ben", "/community team Kestrl"))

    assert "Did you mean one of these?" in told
    assert await team_of(room, "ben") is None
    assert await labels(room) == ["Kestrel"]
    await room.click("ben", "team.join", kestrel.id)
    assert await team_of(room, "ben") == "Kestrel"
    await room.click("caro", "team.start", "Kestrl")
    assert await labels(room) == ["Kestrel", "Kestrl"]


async def test_a_name_without_a_letter_is_refused(room: Room) -> None:
    with pytest.raises(NamelessTeam, match="needs a letter"):
        await typed(room, "ana", "/community team 🐦")

    assert await labels(room) == []


async def test_changing_ones_team_leaves_what_the_first_said_with_it(room: Room) -> None:
    await in_team(room, "ana", "Kestrel")
    await in_team(room, "ben", "Wren")
    await learnt(room, by="ben")
    await room.click("ana", "spread.adopted", 1)

    told = shown(await typed(room, "ana", "/community team Heron"))

    assert "What you said for Kestrel stays with Kestrel." in told
    assert await said_by(room) == {"Kestrel": "adopted"}


async def test_what_a_person_learnt_before_they_named_a_team_is_the_first_teams(room: Room) -> None:
    await learnt(room, by="ben")
    assert (await lesson(room)).team_id is None

    kestrel = await in_team(room, "ben", "Kestrel")
    await in_team(room, "ben", "Heron")

    assert (await lesson(room)).team_id == kestrel.id


async def test_the_window_shows_the_team_and_offers_the_others(room: Room) -> None:
    kestrel = await in_team(room, "ana", "Kestrel")
    await in_team(room, "ben", "Heron")

    opened = await typed(room, "ana", "/community team")

    assert "You are in team *Kestrel*." in words(opened)
    offered = element(opened, "team")
    assert [option["text"]["text"] for option in offered["options"]] == ["Heron", "Kestrel"]
    assert offered["initial_option"]["value"] == str(kestrel.id)


async def test_the_first_team_ever_is_typed(room: Room) -> None:
    opened = await room.click("ana", "team.say")
    assert [block["block_id"] for block in view(opened)["blocks"] if "block_id" in block] == ["label"]

    told = words(await room.submit("ana", "team.say", label="Team Kestrel"))

    assert "You are in team *Kestrel*." in told


async def test_the_window_wants_a_choice_or_a_name(room: Room) -> None:
    await in_team(room, "ben", "Heron")

    nothing = await room.submit("ana", "team.say", team="", label="")
    nameless = await room.submit("ana", "team.say", label="!!")

    assert isinstance(nothing, Errors)
    assert nothing.by_block == {"label": "Choose your team above, or type its name here."}
    assert isinstance(nameless, Errors)
    assert await team_of(room, "ana") is None


async def test_a_near_name_in_the_window_is_asked_about_in_a_second_one(room: Room) -> None:
    heron = await in_team(room, "ben", "Heron")
    waiting = pack(waiting="7 trying")

    asked = await room.submit("ana", "team.say", waiting, label="Herron")

    assert isinstance(asked, Update)
    assert "None of these: Herron" in words(asked)
    metadata = view(asked)["private_metadata"]
    await room.submit("ana", "team.near", metadata, which=str(heron.id))
    assert await team_of(room, "ana") == "Heron"
    await room.submit("caro", "team.near", metadata, which="new")
    assert await team_of(room, "caro") == "Herron"


async def test_an_answer_that_waited_is_kept_with_the_team(room: Room) -> None:
    await in_team(room, "ben", "Kestrel")
    await learnt(room, by="ben")
    opened = await room.click("ana", "team.say", "1 adopted")

    told = words(await room.submit("ana", "team.say", view(opened)["private_metadata"], label="Heron"))

    assert "Team Heron uses" in told
    assert await said_by(room) == {"Heron": "adopted"}


async def test_leaving_takes_one_click_and_no_reason(room: Room) -> None:
    await in_team(room, "ana", "Kestrel")

    first = words(await room.click("ana", "team.leave"))
    second = words(await room.click("ana", "team.leave"))

    assert "You are in no team now." in first
    assert "You are in no team here" in second
    assert await team_of(room, "ana") is None


async def test_a_team_that_is_gone_is_told_so(room: Room) -> None:
    with pytest.raises(GoneTeam):
        await room.click("ana", "team.join", 404)


async def test_five_hundred_teams_fit_into_the_window(room: Room) -> None:
    def work(stores: Stores) -> list[Team]:
        return [teams.start(stores, f"Team {number} of many", by="U1", now=room.clock.now()) for number in range(600)]

    await room.write(work)
    mine = await in_team(room, "ana", "Zebra")

    offered = element(await typed(room, "ana", "/community team"), "team")

    assert [len(group["options"]) for group in offered["option_groups"]] == [100] * 5
    assert offered["option_groups"][0]["options"][0]["value"] == str(mine.id)
