"""`/community reach`: which teams are where, whom a community might invite, and never how many people."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.communities import Aim, Member, NewCommunity, State
from community.lessons import NewLesson
from community.spread import Adoption, Answer
from community.teams import NewTeam
from handlers.features import TABLE
from handlers.reach import Reaches
from storage.database import Database
from storage.stores import Stores
from tests.handlers.acting import direct_messages
from tests.handlers.following_up import Bench, click, command, deps, follow, refuse, said
from tests.handlers.room import MONDAY, Room, room_of

HERON, KESTREL, WREN, ROBIN = 1, 2, 3, 4
PACTS, UX = 1, 2


@pytest.fixture
async def room(sqlite_database: Database) -> AsyncIterator[Room]:
    async with room_of(sqlite_database, TABLE) as made:
        await made.write(fill)
        yield made


def fill(stores: Stores) -> None:
    """Heron and Kestrel with five people, Wren and Robin with two; Heron and Wren are in Pacts, nobody in UX."""
    for topic in ("Pacts", "UX"):
        name = topic.casefold()
        stores.communities.add(
            NewCommunity(name, topic, "", Aim.BOTH, f"cop-{name}", f"C0{name}", False, "U1", MONDAY, "UTC")
        )
    for label, people in (("Heron", 5), ("Kestrel", 5), ("Wren", 2), ("Robin", 2)):
        team = stores.teams.add(NewTeam(label.casefold(), label, "U1", MONDAY))
        for person in range(people):
            stores.teams.put(f"U{label}{person}", team.id, now=MONDAY)
    for user_id in ("UHeron1", "UHeron2", "UWren1"):
        stores.members.add(Member(PACTS, user_id, MONDAY))


def learn(
    stores: Stores, title: str, *, community_id: int | None = PACTS, team_id: int | None = None, **more: Any
) -> int:
    at = MONDAY - timedelta(days=9)
    fields: dict[str, Any] = {
        "title": title,
        "learnt": "",
        "author_id": "U1",
        "author_name": "Lea",
        "captured_by": "U1",
        "captured_at": at,
        "said_at": at,
        "source": None,
    }
    return stores.lessons.add(NewLesson(**fields | more, community_id=community_id, team_id=team_id)).number


async def ask(room: Room, rest: str = "", *, reaches: Reaches | None = None, workshop: Bench | None = None) -> Any:
    return await (reaches or Reaches()).tell(command(room, "/community", f"reach {rest}"), deps(room, workshop))


async def test_all_communities_are_told_with_their_teams_and_small_ones_have_no_name(room: Room) -> None:
    told = said(await ask(room))

    assert "• *Pacts*: Heron and 1 smaller team" in told
    assert "• *UX*: no team yet" in told
    assert "Wren" not in told
    assert "Robin" not in told
    assert "Teams of which I know fewer than 5 people have no name here." in told


async def test_the_matrix_follows_as_a_picture_with_alternative_text(room: Room) -> None:
    await follow(await ask(room, workshop=Bench()))

    [message] = direct_messages(room, "ana")
    [file] = [room.workspace.files[one] for one in message.files]
    assert (file.name, file.title) == ("reach.png", "Which teams are in which community")
    assert file.content is not None
    assert file.content.startswith(b"\x89PNG")
    assert file.alt_text.startswith("A table of 2 teams and 2 communities, filled where a team has members. ")
    assert "Pacts: Heron, 1 smaller team; UX: no team yet." in file.alt_text


async def test_a_picture_that_slack_does_not_take_is_said_calmly(room: Room) -> None:
    await refuse(room, "files.completeUploadExternal", "internal_error")

    await follow(await ask(room, workshop=Bench()))

    assert "I could not hand you the picture of teams and communities" in direct_messages(room, "ana")[0].text


async def test_without_anything_that_draws_it_is_words_alone(room: Room) -> None:
    answer = await ask(room)

    assert answer.then is None
    assert "A picture" not in said(answer)


async def test_many_communities_come_in_pages(room: Room) -> None:
    def work(stores: Stores) -> None:
        for number in range(30):
            stores.communities.add(
                NewCommunity(f"t{number}", f"T{number}", "", Aim.BOTH, f"t{number}", None, False, "U1", MONDAY, "UTC")
            )
        for community_id in range(3, 33):
            community = stores.communities.get(community_id)
            assert community is not None
            stores.communities.update(replace(community, state=State.OPEN))

    await room.write(work)

    first = await ask(room)
    assert "page 1 of 3" in said(first)
    second = await TABLE.actions["reach.page.on"](click(room, "reach.page.on", "2"), deps(room))
    assert "page 3 of 3" in str(second)
    assert "UX" in str(second)
    assert "UX" not in said(first)


async def test_one_community_is_told_whom_it_might_invite_and_why(room: Room) -> None:
    def work(stores: Stores) -> None:
        number = learn(stores, "Publish pacts first")
        stores.spread.answer(Adoption(number, KESTREL, Answer.ADAPTED, "", "U1", MONDAY))
        learn(stores, "Pacts in the nightly", community_id=UX, team_id=ROBIN)
        learn(stores, "Paint the radiator", community_id=UX, team_id=ROBIN)

    await room.write(work)

    told = said(await ask(room, "pacts"))

    assert "*Pacts* has people from Heron and Wren." in told
    assert "They come from few teams. These may like to hear of it:" in told
    assert "*Kestrel* took up #1 Publish pacts first from here" in told
    assert "*Robin* learnt #2 Pacts in the nightly" in told
    assert "radiator" not in told


async def test_what_was_learnt_in_a_closed_room_is_no_reason_that_is_told(room: Room) -> None:
    await room.write(lambda stores: learn(stores, "Secret pacts", team_id=ROBIN, community_id=None, closed_in="G1"))

    told = said(await ask(room, "pacts"))

    assert "Secret" not in told
    assert "Robin" not in told
    assert "I know no other team that took up a lesson of it" in told


async def test_words_to_pass_on_name_the_team_and_write_to_nobody(room: Room) -> None:
    def work(stores: Stores) -> None:
        number = learn(stores, "Publish pacts first")
        stores.spread.answer(Adoption(number, KESTREL, Answer.ADOPTED, "", "U1", MONDAY))

    await room.write(work)

    told = said(await TABLE.actions["reach.words"](click(room, "reach.words", f"{PACTS} {KESTREL}"), deps(room)))

    assert "Tell somebody in Kestrel in your own words" in told
    assert "You took up “Publish pacts first”" in told
    assert "/community join pacts" in told
    assert direct_messages(room, "ana") == []


async def test_a_team_that_is_in_it_by_now_needs_no_invitation(room: Room) -> None:
    told = await TABLE.actions["reach.words"](click(room, "reach.words", f"{PACTS} {HERON}"), deps(room))

    assert "there is nobody left to invite there" in said(told)


async def test_a_community_that_rests_invites_nobody(room: Room) -> None:
    def work(stores: Stores) -> None:
        number = learn(stores, "Publish pacts first")
        stores.spread.answer(Adoption(number, KESTREL, Answer.ADOPTED, "", "U1", MONDAY))
        community = stores.communities.get(PACTS)
        assert community is not None
        stores.communities.update(replace(community, state=State.RESTING))

    await room.write(work)

    assert "Kestrel" not in said(await ask(room, "pacts"))


async def test_a_button_leads_to_one_or_to_all(room: Room) -> None:
    one = await TABLE.actions["reach.show"](click(room, "reach.show", str(UX)), deps(room))
    all_of_them = await TABLE.actions["reach.show"](click(room, "reach.show"), deps(room))

    assert "*UX* has nobody yet who said which team they work in." in said(one)
    assert "Which teams are in which community" in said(all_of_them)
