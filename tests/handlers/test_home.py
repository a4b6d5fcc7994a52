"""The App Home: what is there for a person, and a first step for who comes first."""

from tests.handlers.world import World


async def test_the_first_visit_says_what_this_is_and_how_to_begin(world: World) -> None:
    home = await world.home("ana")

    assert "Good to see you" in home
    assert ":bulb:" in home
    assert "Start the first one" in home
    assert "Nothing is planned at the moment" in home
    assert "No lesson yet" in home


async def test_whose_communities_there_are_is_seen_at_once(world: World) -> None:
    await world.start("Contract testing", user="ana")
    await world.start("Load testing", user="ben")

    home = await world.home("ana")

    assert home.index("Your communities") < home.index("*Contract testing*") < home.index("*You could join*")
    assert home.index("*You could join*") < home.index("*Load testing*")


async def test_joining_from_home_shows_the_community_among_yours(world: World) -> None:
    community_id = await world.start()
    await world.home("ben")

    await world.click("ben", "community.join.home")

    state = await world.control.state()
    assert "Your communities" in str(state["homes"][world.user_id("ben")])
    assert await world.members_of(community_id) == {"ana", "ben"}


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
    assert "*You could join*" in str((await world.control.state())["homes"][world.user_id("ana")])


async def test_a_community_can_be_started_from_home(world: World) -> None:
    await world.home("ana")
    await world.click("ana", "community.start", value=None)

    await world.submit("ana", topic="Load testing")

    assert await world.topics() == ["Load testing"]


async def test_what_was_learnt_and_what_is_coming_is_seen(world: World) -> None:
    ts = (await world.control.post("message", user="ben", channel="birds", text="Ducks sleep with one eye open."))["ts"]
    await world.control.post("react", user="ana", channel="birds", ts=ts, name="bulb")
    await world.settle()

    home = await world.home("caro")

    assert "💡 *#1 Ducks sleep with one eye open" in home


async def test_nothing_of_a_closed_room_is_in_a_home_which_slack_shows_again_without_asking(world: World) -> None:
    await world.command("ben", "/community capture on", channel="nest")
    ts = (await world.control.post("message", user="ben", channel="nest", text="Owls sleep by day."))["ts"]
    await world.control.post("react", user="ben", channel="nest", ts=ts, name="bulb")
    await world.settle()

    assert "Owls" in await world.command("ben", "/lesson owls")
    assert "Owls" not in await world.home("ben")


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
