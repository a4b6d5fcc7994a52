"""Profiles and people search, over the wire: by people's own wish, by fit, and never who hides."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from community.components import NewComponent
from community.delivery import Delivery, Refused
from community.mentors import Mentor
from community.people import NameShown, Person
from community.profiles import Profile
from community.roster import Fact, Kind, Listed
from storage.people import first_time_table
from storage.stores import Stores
from tests.handlers.acting import shown
from tests.handlers.room import Room
from tests.handlers.world import World, said


async def say(world: World, user: str, *, knows: str = "", learns: str = "", **more: Any) -> None:
    await world.command(user, "/community profile")
    await world.submit(user, knows=knows, learns=learns, **more)
    await world.control.post("close", user=user, all=True)


async def list_(world: World, user: str, *facts: Fact, is_told: bool = True) -> None:
    now = world.sandbox.clock.now()
    listed = Listed(world.user_id(user), now, facts, told_at=now if is_told else None)
    await world.database.write(world.sandbox.workspace.team_id, lambda stores: stores.roster.put(listed))


def clp(world: World, **more: Any) -> Fact:
    return Fact(Kind.CERTIFICATION, "CLP", date(2024, 3, 1), shown_since=world.sandbox.clock.now(), **more)


async def profile(world: World, user: str) -> Profile:
    return await world.read(lambda stores: stores.profiles.of(world.user_id(user)))


async def test_what_a_person_says_of_themselves_finds_them_and_is_shown_to_them_again(world: World) -> None:
    await say(world, "ben", knows="contract testing, Kafka", learns="Rust")

    found = await world.command("ana", "/community people who has done contract tests?")
    learner = await world.command("ana", "/community people rust")
    await world.command("ben", "/community profile")

    assert "Somebody to talk with about *contract tests*:" in found
    assert "*ben*\nknows contract testing" in found
    assert "*ben*\nwould like to learn Rust" in learner
    assert "contract testing, Kafka" in await world.shown("ben")


async def test_who_fits_better_comes_first_then_names_whatever_they_have_more_of(world: World) -> None:
    await say(world, "ben", knows="testing, test automation, load testing, contract law")
    await say(world, "caro", knows="contract testing")

    found = await world.command("ana", "/community people contract testing")

    assert found.index("*caro*") < found.index("*ben*")
    assert found.startswith("A few people to talk with about")


async def test_who_hides_is_found_by_nothing_and_counted_nowhere(world: World) -> None:
    await say(world, "ben", knows="Kafka")
    await list_(world, "ben", clp(world))
    await world.command("ben", "/community profile")
    await world.submit("ben", hidden="hidden")
    assert "Nobody finds you here now" in await world.shown("ben")

    assert "Nobody can be found by *Kafka*" in await world.command("ana", "/community people Kafka")
    assert "Nobody can be found by *CLP*" in await world.command("ana", "/community people CLP")
    start = await world.command("ana", "/community people")
    assert "Kafka" not in start
    assert "CLP" not in start


async def test_who_wrote_a_lesson_is_found_by_it_while_their_name_stands_there(world: World) -> None:
    message = await world.control.post(
        "message", user="ben", channel="birds", text="Freeze the turnstile clock before you test the night fares."
    )
    await world.control.post("react", user="ana", channel="birds", ts=message["ts"], name="bulb")
    await world.settle()

    found = await world.command("ana", "/community people turnstile")
    await world.database.write(
        world.sandbox.workspace.team_id,
        lambda stores: stores.people.choose_name_shown(
            world.user_id("ben"), NameShown.NEVER, now=world.sandbox.clock.now()
        ),
    )
    unnamed = await world.command("ana", "/community people turnstile")

    assert "*ben*\nwrote lesson #1 Freeze the turnstile clock" in found
    assert "*ben*" not in unnamed


async def test_a_mentor_is_found_by_their_component(world: World) -> None:
    now = world.sandbox.clock.now()

    def offer(stores: Stores) -> None:
        ben = world.user_id("ben")
        stores.components.add(
            NewComponent(
                name="billing",
                label="Billing",
                about="",
                link="",
                community_id=None,
                added_by=ben,
                added_at=now,
                changed_by=ben,
                changed_at=now,
            )
        )
        stores.mentors.put(Mentor(1, world.user_id("ben"), "", now, now))
        stores.people.save(Person(world.user_id("ben"), "ben", "UTC"), now=now)

    await world.database.write(world.sandbox.workspace.team_id, offer)

    assert "*ben*\nmentors Billing" in await world.command("ana", "/community people billing")


async def test_what_the_roster_says_is_chosen_and_put_right_by_its_person_alone(world: World) -> None:
    await list_(world, "ben", clp(world), Fact(Kind.PRODUCT_GROUP, "Payments", shown_since=world.sandbox.clock.now()))
    await say(world, "ben", shown=["certification clp"])
    assert "Nobody can be found" in await world.command("ana", "/community people Payments")

    await world.command("ben", "/community profile")
    await world.click_in_modal("ben", "profile.correct", "certification clp")
    assert "The roster says: *CLP 2024*." in await world.shown("ben")
    await world.submit("ben", said="CLE")

    assert "It says *CLE* now" in await world.shown("ben")
    assert "*ben*\nCLE" in await world.command("ana", "/community people CLE")
    assert "Nobody can be found" in await world.command("ana", "/community people CLP")


async def test_a_person_takes_themselves_off_the_roster_and_lets_it_back(world: World) -> None:
    await list_(world, "ben", clp(world))
    await world.command("ben", "/community profile")
    await world.click_in_modal("ben", "profile.off")
    assert "You are off the roster" in await world.shown("ben")
    await world.control.post("close", user="ben", all=True)
    ben = world.user_id("ben")
    assert await world.read(lambda stores: (stores.roster.of(ben), stores.roster.left_out([ben]))) == (None, {ben})

    await world.command("ben", "/community profile")
    await world.click_in_modal("ben", "profile.back")

    assert await world.read(lambda stores: stores.roster.left_out([ben])) == set()


async def test_too_many_interests_are_told_beside_their_field_and_nothing_is_kept(world: World) -> None:
    await world.command("ben", "/community profile")

    answer = await world.submit("ben", knows=",".join(f"word {number}" for number in range(11)), learns="Rust")

    assert answer["errors"] == {"knows": "These are 11, and 10 fit. Nothing was changed: keep those you care most for."}
    assert (await profile(world, "ben")).is_empty


async def test_asking_somebody_opens_a_conversation_of_the_two(world: World) -> None:
    await say(world, "ben", knows="Kafka")
    found = await world.control.post("command", user="ana", channel="birds", command="/community", text="people Kafka")
    assert "knows Kafka" in said(found)

    [ephemeral] = await world.control.ephemerals(world.user_id("ana"))
    await world.click("ana", "people.ask", channel=ephemeral["channel"], ts=ephemeral["ts"])
    await world.settle()

    assert "I am opening a conversation for you with ben about *Kafka*" in await world.told("ana")
    [together] = [one for one in world.sandbox.workspace.channels.values() if one.is_mpim]
    assert {world.user_id("ana"), world.user_id("ben")} <= set(together.members)
    [introduction] = together.messages.values()
    assert introduction.text == "👋 ben, ana has a question about *Kafka* and hopes you know more. ana, what is it?"


async def test_who_asks_the_same_person_again_that_day_is_told_kindly_where_they_can_talk(room: Room) -> None:
    first = shown(await room.click("ana", "people.ask", f"{room.person('ben')} Kafka"))
    second = shown(await room.click("ana", "people.ask", f"{room.person('ben')} Rust"))
    of_another = shown(await room.click("ana", "people.ask", f"{room.person('caro')} Kafka"))
    by_another = shown(await room.click("ben", "people.ask", f"{room.person('ana')} Kafka"))
    openings = await room.waiting()
    room.wait(timedelta(days=1))
    next_day = shown(await room.click("ana", "people.ask", f"{room.person('ben')} Kafka"))

    assert "You have a conversation with Ben already" in second
    assert openings == 3
    for told in (first, of_another, by_another, next_day):
        assert "I am opening a conversation for you" in told


async def test_whom_somebody_asked_is_kept_nowhere_in_words_and_goes_with_who_asked(room: Room) -> None:
    await room.click("ana", "people.ask", f"{room.person('ben')} Kafka")

    def kept(stores: Stores) -> list[str]:
        return [row.what for row in stores.connection.execute(select(first_time_table))]

    before = await room.read(kept)
    await room.write(lambda stores: stores.forgetting.erase(room.person("ana"), with_words=True, now=room.clock.now()))

    assert len(before) == 1
    assert room.person("ben") not in before[0]
    assert await room.read(kept) == []


async def test_where_slack_opened_no_conversation_one_can_ask_again_at_once(room: Room) -> None:
    await room.click("ana", "people.ask", f"{room.person('ben')} Kafka")
    subject = f"{room.person('ana')} {room.person('ben')} Kafka"
    refused = Refused(1, Delivery("conversations.open", {}, "people", subject=subject), "user_not_found")

    await room.write(await room.table.refused["people.opened"](refused, room.deps(), False))

    again = shown(await room.click("ana", "people.ask", f"{room.person('ben')} Kafka"))
    assert "I am opening a conversation for you" in again


async def test_who_has_gone_is_not_found(world: World) -> None:
    await say(world, "ben", knows="Kafka")
    world.sandbox.workspace.deactivate(world.user_id("ben"))
    await world.settle()

    assert "Nobody can be found by *Kafka*" in await world.command("ana", "/community people Kafka")


async def test_who_hid_meanwhile_is_not_asked(world: World) -> None:
    await say(world, "ben", knows="Kafka")
    await world.command("ana", "/community people Kafka")
    await say(world, "ben", hidden="hidden")
    [ephemeral] = await world.control.ephemerals(world.user_id("ana"))

    await world.click("ana", "people.ask", channel=ephemeral["channel"], ts=ephemeral["ts"])

    assert "can't be asked about *Kafka* any more, so nobody was asked" in await world.told("ana")
    assert [one for one in world.sandbox.workspace.channels.values() if one.is_mpim] == []


async def test_the_home_shows_how_one_is_found_and_finds_others(world: World) -> None:
    await say(world, "ben", knows="Kafka")
    await say(world, "ana", knows="Rust")
    await world.home("ben")
    await world.click("ben", "home.people")
    home = said((await world.control.state())["homes"][world.user_id("ben")])
    assert "*You know* Kafka" in home

    await world.click("ben", "people.search")
    await world.submit("ben", words="rust")

    assert "knows Rust" in await world.shown("ben")


async def test_a_profile_goes_when_its_person_is_forgotten(world: World) -> None:
    await say(world, "ben", knows="Kafka")
    await world.command("ben", "/lesson forget-me")
    [ephemeral] = await world.control.ephemerals(world.user_id("ben"))
    assert "said you know or would like to learn" in said(ephemeral)

    await world.click("ben", "forget.choose", channel=ephemeral["channel"], ts=ephemeral["ts"])
    await world.submit("ben", what="words")

    assert (await profile(world, "ben")).is_empty
    assert "Nobody can be found" in await world.command("ana", "/community people Kafka")
