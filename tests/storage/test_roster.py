from dataclasses import replace
from datetime import date, timedelta

from community.profiles import Invitation, Profile
from community.roster import COACH, Fact, Kind, Listed
from storage.database import Database
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, NOON

CLP = Fact(Kind.CERTIFICATION, "CLP", date(2024, 3, 1))
SHOWN = replace(CLP, shown_since=NOON)


async def test_a_person_on_the_roster_is_given_back_as_they_were_put(database: Database) -> None:
    group = Fact(Kind.PRODUCT_GROUP, "Payments", said="Billing", is_hidden=True, shown_since=NOON)
    listed = Listed("U1", NOON, (SHOWN, group), team="Kestrel", told_at=NOON + HOUR)

    await database.write("T1", lambda stores: stores.roster.put(replace(listed, facts=(CLP,), team="Heron")))
    await database.write("T1", lambda stores: stores.roster.put(listed))

    assert await database.read("T1", lambda stores: stores.roster.of("U1")) == listed
    assert await database.read("T1", lambda stores: stores.roster.of("U2")) is None


async def test_coaches_are_those_whom_others_may_see_as_such(database: Database) -> None:
    coach = Fact(Kind.CERTIFICATION, "certified less coach", shown_since=NOON)

    def fill(stores: Stores) -> None:
        for user_id, fact in {
            "U1": coach,
            "U2": replace(coach, shown_since=None),  # was not told, or has their time to hide
            "U3": replace(coach, is_hidden=True),
            "U4": replace(coach, said=""),  # says that they are none
            "U5": replace(CLP, said=COACH, shown_since=NOON),  # says that it is more by now, which no list says
            "U6": coach,
            "U7": SHOWN,
        }.items():
            stores.roster.put(Listed(user_id, NOON, (fact,), told_at=NOON))
        stores.profiles.save(Profile("U6", is_hidden=True), now=NOON)

    await database.write("T1", fill)

    assert await database.read("T1", lambda stores: stores.roster.coaches()) == ["U1"]


async def test_what_is_told_and_who_it_is_told_of_leaves_out_the_hidden(database: Database) -> None:
    def fill(stores: Stores) -> None:
        stores.roster.put(Listed("U1", NOON, (SHOWN,), told_at=NOON))
        stores.roster.put(Listed("U2", NOON, (replace(SHOWN, what="CLE"),), told_at=NOON))
        stores.roster.put(Listed("U3", NOON, (replace(SHOWN, is_hidden=True),), told_at=NOON))
        stores.profiles.save(Profile("U2", is_hidden=True), now=NOON)

    await database.write("T1", fill)

    assert await database.read("T1", lambda stores: stores.roster.told()) == {Kind.CERTIFICATION: {"CLP"}}
    assert await database.read("T1", lambda stores: stores.roster.who(["CLP", "CLE", ""], limit=9)) == ["U1"]


async def test_people_are_to_be_told_once_and_to_be_shown_once_their_time_is_over(database: Database) -> None:
    def fill(stores: Stores) -> None:
        stores.roster.put(Listed("U1", NOON, (CLP,)))
        stores.roster.put(Listed("U2", NOON - HOUR, (CLP,)))
        stores.roster.put(Listed("U3", NOON, (CLP,), told_at=NOON - 8 * DAY))
        stores.roster.put(Listed("U4", NOON, (CLP,), told_at=NOON - 6 * DAY))
        stores.roster.put(Listed("U5", NOON, (SHOWN,), told_at=NOON - 8 * DAY))

    await database.write("T1", fill)

    untold = await database.read("T1", lambda stores: stores.roster.untold(limit=9))
    unshown = await database.read(
        "T1", lambda stores: stores.roster.unshown(told_before=NOON - timedelta(days=7), limit=9)
    )
    assert [listed.user_id for listed in untold] == ["U2", "U1"]
    assert [listed.user_id for listed in unshown] == ["U3"]


async def test_who_was_left_out_is_known_again_by_their_id_alone(database: Database) -> None:
    await database.write("T1", lambda stores: stores.roster.put(Listed("U1", NOON, (SHOWN,))))
    await database.write("T1", lambda stores: stores.roster.leave_out("U1", now=NOON))

    assert await database.read("T1", lambda stores: stores.roster.of("U1")) is None
    assert await database.read("T1", lambda stores: stores.roster.left_out(["U1", "U2"])) == {"U1"}
    await database.write("T1", lambda stores: stores.roster.let_in("U1"))
    assert await database.read("T1", lambda stores: stores.roster.left_out(["U1", "U2"])) == set()


async def test_what_people_say_of_themselves_is_kept_in_their_order_and_found_by_its_words(database: Database) -> None:
    ana = Profile("U1", knows=("Rust", "Pact", "Accessibility"), learns=("Go",))

    def fill(stores: Stores) -> None:
        stores.profiles.save(Profile("U1", knows=("Cobol",)), now=NOON)
        stores.profiles.save(ana, now=NOON)
        stores.profiles.save(Profile("U2", learns=("Pact",)), now=NOON)
        stores.profiles.save(Profile("U3", knows=("Pact", "Cobol"), is_hidden=True), now=NOON)

    await database.write("T1", fill)

    assert await database.read("T1", lambda stores: stores.profiles.of("U1")) == ana
    assert await database.read("T1", lambda stores: stores.profiles.of("U9")) == Profile("U9")
    assert await database.read("T1", lambda stores: stores.profiles.words()) == {"Rust", "Pact", "Accessibility", "Go"}
    assert await database.read("T1", lambda stores: stores.profiles.who(["Pact"], limit=9)) == ["U1", "U2"]
    assert await database.read("T1", lambda stores: stores.profiles.hidden()) == {"U3"}


async def test_a_person_is_asked_once_to_a_community(database: Database) -> None:
    asked = Invitation(1, "U2", "U1", NOON)

    first = await database.write("T1", lambda stores: stores.profiles.invite(asked))
    again = await database.write("T1", lambda stores: stores.profiles.invite(replace(asked, invited_by="U3")))
    await database.write("T1", lambda stores: stores.profiles.answer(1, "U2", has_joined=False))
    await database.write(
        "T1", lambda stores: stores.profiles.invite(replace(asked, community_id=2, invited_at=NOON - DAY))
    )

    assert (first, again) == (True, False)
    kept = await database.read("T1", lambda stores: stores.profiles.invitation(1, "U2"))
    assert kept == replace(asked, has_joined=False)
    assert await database.read("T1", lambda stores: stores.profiles.invited(1)) == {"U2"}
    assert await database.read("T1", lambda stores: stores.profiles.invited_since(NOON - DAY)) == {"U2": 2}
    assert await database.read("T1", lambda stores: stores.profiles.invited_since(NOON)) == {"U2": 1}
