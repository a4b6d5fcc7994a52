from community.communities import Aim, Member, NewCommunity
from community.teams import NewTeam
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import MINUTE, NOON


def new(label: str) -> NewTeam:
    return NewTeam(label.casefold(), label, "U1", NOON)


def community(name: str, channel_id: str) -> NewCommunity:
    return NewCommunity(name, name, "", Aim.BOTH, name, channel_id, True, "U1", NOON, "UTC")


async def test_a_team_of_a_name_that_is_there_already_is_given_instead(database: Database) -> None:
    def work(stores: Stores) -> bool:
        return stores.teams.add(new("Kestrel")).id == stores.teams.add(new("KESTREL")).id

    assert await database.write("T1", work)
    assert [team.label for team in await database.read("T1", lambda stores: stores.teams.all())] == ["Kestrel"]


async def test_teams_are_given_by_label_and_found_by_name_and_id(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        heron, auk = stores.teams.add(new("heron")), stores.teams.add(new("Auk"))
        return [
            [team.label for team in stores.teams.all()],
            stores.teams.named("heron") == heron,
            stores.teams.some([auk.id, 404]) == {auk.id: auk},
            stores.teams.get(404),
        ]

    assert await database.write("T1", work) == [["Auk", "heron"], True, True, None]


async def test_a_person_is_in_one_team_or_none(database: Database) -> None:
    def work(stores: Stores) -> list[object]:
        heron, auk = stores.teams.add(new("Heron")), stores.teams.add(new("Auk"))
        stores.teams.put("U2", heron.id, now=NOON)
        stores.teams.put("U1", heron.id, now=NOON + MINUTE)
        before = (list(stores.teams.members(heron.id)), stores.teams.sizes() == {heron.id: 2})
        stores.teams.put("U1", auk.id, now=NOON)
        stores.teams.put("U2", None, now=NOON)
        return [before, stores.teams.of("U1") == auk, stores.teams.of("U2"), stores.teams.sizes() == {auk.id: 1}]

    assert await database.write("T1", work) == [(["U2", "U1"], True), True, None, True]


async def test_the_teams_of_a_communitys_members_are_represented_in_it(database: Database) -> None:
    def work(stores: Stores) -> bool:
        heron, auk = stores.teams.add(new("Heron")), stores.teams.add(new("Auk"))
        for user_id, team_id in (("U1", heron.id), ("U2", heron.id), ("U3", auk.id)):
            stores.teams.put(user_id, team_id, now=NOON)
        here, there = stores.communities.add(community("ux", "C1")), stores.communities.add(community("qa", "C2"))
        for user_id in ("U1", "U2", "U9"):
            stores.members.add(Member(here.id, user_id, NOON))
        stores.members.add(Member(there.id, "U3", NOON))
        return stores.teams.represented(here.id) == {heron.id: 2} and stores.teams.represented(404) == {}

    assert await database.write("T1", work)
