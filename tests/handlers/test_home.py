"""The App Home: what is there for a person, and a first step for who comes first."""

import pytest

from community.home import Place, Tab
from tests.handlers.world import World, said


async def tab(world: World, user: str, name: str) -> str:
    """Open the Home, go to a tab and give all its words."""
    await world.home(user)
    await world.click(user, f"home.{name}")
    return await shown(world, user)


async def shown(world: World, user: str) -> str:
    return said((await world.control.state())["homes"][world.user_id(user)])


async def test_the_first_visit_says_what_this_is_and_how_to_begin(world: World) -> None:
    home = await world.home("ana")

    assert "Good to see you" in home
    assert ":bulb:" in home
    assert "Start the first one" in home
    assert home.count("What can I do here?") == 1
    assert "Plan a meetup" not in home  # there is nobody yet to meet
    assert "Nothing is planned at the moment" in await tab(world, "ana", "coming_up")
    assert "No lesson yet" in await tab(world, "ana", "lessons")


async def test_mine_are_in_one_tab_and_the_others_in_another(world: World) -> None:
    await world.start("Contract testing", user="ana")
    await world.start("Load testing", user="ben")

    mine, others = await world.home("ana"), await tab(world, "ana", "discover")

    assert "*Contract testing*" in mine
    assert "*Load testing*" not in mine
    assert "*Load testing*" in others
    assert others.index("*Load testing*") < others.index("*Contract testing*")


async def test_joining_from_home_shows_the_community_among_yours(world: World) -> None:
    community_id = await world.start()
    await world.home("ben")

    await world.click("ben", "community.join.home")

    state = await world.control.state()
    assert "Your communities" in str(state["homes"][world.user_id("ben")])
    assert await world.members_of(community_id) == {"ana", "ben"}


async def test_joining_from_what_was_found_in_the_home_greets_and_shows_it_among_yours(world: World) -> None:
    community_id = await world.start()
    await tab(world, "ben", "discover")
    await world.click("ben", "home.find", value="contract")

    await world.click("ben", "community.join.home")

    assert "You are in *Contract testing*" in await world.shown("ben")
    assert await world.members_of(community_id) == {"ana", "ben"}
    assert "you are in it" in await shown(world, "ben")


async def test_joining_twice_from_an_old_home_is_told_in_a_window(world: World) -> None:
    community_id = await world.start()
    await world.home("ben")
    await world.command("ben", "/community join contract testing")

    await world.click("ben", "community.join.home")

    assert "You are in *Contract testing* already" in await world.shown("ben")
    assert await world.members_of(community_id) == {"ana", "ben"}


async def test_leaving_in_the_window_that_home_opened_brings_home_up_to_date(world: World) -> None:
    await world.start()
    await world.home("ana")
    await world.click("ana", "community.about")
    assert "Leave" in await world.shown("ana")

    await world.click_in_modal("ana", "community.leave")

    assert "You have left *Contract testing*" in await world.shown("ana")
    assert "Good to see you" in await shown(world, "ana")


async def test_a_community_can_be_started_from_home(world: World) -> None:
    await world.home("ana")
    await world.click("ana", "community.start", value=None)

    await world.submit("ana", topic="Load testing")

    assert await world.topics() == ["Load testing"]


async def test_what_was_learnt_and_what_is_coming_is_seen(world: World) -> None:
    ts = (await world.control.post("message", user="ben", channel="birds", text="Ducks sleep with one eye open."))["ts"]
    await world.control.post("react", user="ana", channel="birds", ts=ts, name="bulb")
    await world.settle()

    home = await tab(world, "caro", "lessons")

    assert "💡 *#1 Ducks sleep with one eye open" in home


async def test_nothing_of_a_closed_room_is_in_a_home_which_slack_shows_again_without_asking(world: World) -> None:
    await world.command("ben", "/community capture on", channel="nest")
    ts = (await world.control.post("message", user="ben", channel="nest", text="Owls sleep by day."))["ts"]
    await world.control.post("react", user="ben", channel="nest", ts=ts, name="bulb")
    await world.settle()

    assert "Owls" in await world.command("ben", "/lesson owls")
    assert "Owls" not in await tab(world, "ben", "lessons")


async def test_a_home_slack_does_not_take_leaves_nothing_open(world: World) -> None:
    await world.control.post("fault", method="views.publish", error="not_enabled", times=1)

    await world.control.post("home", user="ana")
    await world.settle()

    assert "Good to see you" in await world.home("ana")


async def test_who_opens_home_is_known_by_their_new_name_from_then_on(world: World) -> None:
    await world.home("ana")
    world.sandbox.workspace.users[world.user_id("ana")].display_name = "Ana Maria"

    await world.home("ana")

    known = await world.read(lambda stores: stores.people.get(world.user_id("ana")))
    assert known is not None
    assert known.name == "Ana Maria"


async def test_a_person_finds_their_home_where_they_left_it(world: World) -> None:
    await tab(world, "ana", "coming_up")

    home = await world.home("ana")

    assert "Nothing is planned at the moment" in home
    place = await world.read(lambda stores: stores.home.place(world.user_id("ana")))
    assert place == Place(Tab.COMING_UP)


async def test_lessons_are_found_in_the_home_and_all_are_shown_again(world: World) -> None:
    for text in ("Ducks sleep in turns.", "Owls see by night."):
        ts = (await world.control.post("message", user="ben", channel="birds", text=text))["ts"]
        await world.control.post("react", user="ana", channel="birds", ts=ts, name="bulb")
        await world.settle()
    await tab(world, "caro", "lessons")

    await world.click("caro", "home.find", value="owls")

    assert "Owls see by night" in await shown(world, "caro")
    assert "Ducks" not in await shown(world, "caro")
    await world.click("caro", "home.lessons", value=None)
    assert "Ducks sleep in turns" in await shown(world, "caro")


async def test_pages_are_turned(world: World) -> None:
    for number in range(12):
        ts = (await world.control.post("message", user="ben", channel="birds", text=f"Bird number {number} sings."))[
            "ts"
        ]
        await world.control.post("react", user="ana", channel="birds", ts=ts, name="bulb")
    await world.settle()
    first = await tab(world, "ana", "lessons")

    await world.click("ana", "home.page.on")

    second = await shown(world, "ana")
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "Bird number 0 sings" in second
    assert "Bird number 0 sings" not in first


@pytest.mark.parametrize(
    ("language", "short", "long"),
    [("de", "30.03.2026 at 23:00", "Montag, 30. März 2026"), ("fr", "30 mars 2026 at 23:00", "lundi 30 mars 2026")],
)
async def test_dates_are_written_in_the_language_one_chose(world: World, language: str, short: str, long: str) -> None:
    await world.start("Contract testing", user="ana")
    await world.command("ana", "/meetup plan Which pacts hurt?", channel="cop-contract-testing")
    await world.submit("ana", date="2026-03-30", time="23:00")
    await world.control.post("close", user="ana", all=True)
    await tab(world, "ana", "settings")

    await world.click("ana", "home.dates", value=language)

    assert short in await tab(world, "ana", "coming_up")
    assert long in await world.command("ana", "/meetup", channel="birds")
    assert "<!date^" in await world.command("ben", "/meetup", channel="birds")


async def test_what_is_kept_about_oneself_is_one_click_away(world: World) -> None:
    settings = await tab(world, "ben", "settings")
    assert "Your zone is" in settings
    assert "what admins chose" in settings.casefold()

    for action_id, words in (
        ("privacy.show", "stands beside the lessons"),
        ("forget.show", "keep"),
        ("export.show", "lesson"),
        ("settings.show", "What is so for everybody"),
    ):
        await world.click("ben", action_id)
        assert words in await world.shown("ben")
        await world.control.post("close", user="ben", all=True)


async def test_an_admin_finds_the_settings_for_everybody_in_the_home(world: World) -> None:
    assert "You are an admin of this workspace" in await tab(world, "ana", "settings")
    assert "You are an admin" not in await tab(world, "ben", "settings")
