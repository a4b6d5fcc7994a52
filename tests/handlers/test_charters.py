"""Charters: begun with a template, kept in the canvas or the pinned welcome, changed by any member, never lost."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from community.charters import Canvas
from community.people import NameShown
from storage.stores import Stores
from tests.handlers.world import World

COP = "cop-contract-testing"
FIRST = {"purpose": "Fewer surprises", "for_whom": "Everyone who calls another team's service", "meets": "Fridays"}


async def canvas(world: World, channel: str = COP) -> str | None:
    """Give what a channel's canvas says; None when it has none."""
    found = await world.channel(channel)
    assert found is not None
    return found["canvas"]["markdown"] if found["canvas"] else None


async def free(world: World) -> None:
    await world.control.post("workspace", plan="free")


async def change(world: World, user: str, **values: str) -> dict[str, Any]:
    """Open the charter of the one community and change it."""
    await world.command(user, "/community charter contract testing")
    await world.click(user, "charter.write", channel="birds")
    return await world.submit(user, **values)


async def versions(world: World, community_id: int) -> list[tuple[int, str]]:
    found = await world.read(lambda stores: stores.charters.versions(community_id))
    return [(one.version, one.purpose) for one in found]


async def kept_canvas(world: World, community_id: int) -> Canvas | None:
    return await world.read(lambda stores: stores.charters.canvas(community_id))


async def test_a_template_fills_the_form_and_keeps_what_was_typed(world: World) -> None:
    await world.command("ana", "/community start", channel="quiet")
    view = await world.view("ana")
    assert view is not None

    await world.click(
        "ana",
        "community.template",
        view_id=view["id"],
        value="test",
        values={"purpose": {"purpose": "Our own words"}},
    )

    shown = await world.shown("ana")
    assert "Our own words" in shown
    assert "Every second week for 45 minutes" in shown
    assert "Two teams try it first." in shown
    await world.submit("ana")
    community = await world.read(lambda stores: stores.communities.named("test"))
    assert community is not None
    assert (community.topic, community.purpose) == ("Test", "Our own words")
    written = await world.read(lambda stores: stores.charters.now(community.id))
    assert written is not None
    assert (written.template, written.meets[:17]) == ("test", "Every second week")


async def test_another_template_takes_the_place_of_the_first_and_the_topic_may_change_still(world: World) -> None:
    await world.command("ana", "/community start", channel="quiet")
    await world.click_in_modal("ana", "community.template", "Test")
    await world.click_in_modal("ana", "community.template", "User experience")
    view = await world.view("ana")
    assert view is not None
    assert "Every second week for 45 minutes" not in await world.shown("ana")

    topic = next(block["block_id"] for block in view["blocks"] if block["block_id"].endswith("topic"))
    await world.control.post("submit", user="ana", view_id=view["id"], values={topic: {"topic": "Screens"}})
    await world.settle()

    assert await world.topics() == ["Screens"]


async def test_a_topic_alone_starts_a_community_without_a_charter_and_its_welcome_invites_to_write_one(
    world: World,
) -> None:
    community_id = await world.start()

    [welcome] = await world.posted(COP)
    assert "It has no charter yet." in welcome
    assert "Write the charter" in welcome
    assert await canvas(world) is None
    assert await versions(world, community_id) == []
    assert "It has no charter yet" in await world.command("ana", "/community about contract testing")
    assert "Its members can write one." in await world.command("ben", "/community charter contract testing")


async def test_on_a_paid_plan_the_charter_stands_in_the_canvas_and_the_welcome_points_to_it(world: World) -> None:
    community_id = await world.start(**FIRST)

    assert await canvas(world) == (
        "# Charter of Contract testing\n"
        "* **What it is for:** Fewer surprises\n"
        "* **Learning or agreement:** We come together for learning from each other.\n"
        "* **For whom:** Everyone who calls another team's service\n"
        "* **When we meet:** Fridays\n"
        "---\n"
        "Any member changes it with `/community charter` in this channel, and earlier versions are kept. "
        "That change replaces what somebody wrote on this page by hand."
    )
    [welcome] = await world.posted(COP)
    assert "Its charter stands in this channel's canvas." in welcome
    assert "Fridays" not in welcome
    assert await versions(world, community_id) == [(1, "Fewer surprises")]


async def test_on_a_free_plan_it_stands_in_the_one_pinned_welcome(world: World) -> None:
    await free(world)

    community_id = await world.start(**FIRST)

    channel = await world.channel(COP)
    assert channel is not None
    [welcome] = await world.posted(COP)
    assert "*When we meet:* Fridays" in welcome
    assert "Charter" in welcome
    assert (len(channel["pins"]), channel["canvas"]) == (1, None)
    assert await kept_canvas(world, community_id) == Canvas(
        community_id, None, "team_tier_cannot_create_channel_canvases"
    )


@pytest.mark.parametrize(
    "error", ["restricted_action", "canvas_disabled_user_team", "missing_scope", "free_team_canvas_tab_already_exists"]
)
async def test_whatever_keeps_a_canvas_from_being_made_leaves_the_charter_in_the_welcome(
    world: World, error: str
) -> None:
    await world.control.post("fault", method="conversations.canvases.create", error=error, when="before", times=1)

    await world.start(**FIRST)

    [welcome] = await world.posted(COP)
    assert "*When we meet:* Fridays" in welcome


async def test_any_member_changes_it_and_canvas_and_welcome_follow_in_place(world: World) -> None:
    community_id = await world.start(**FIRST)
    await world.command("ben", "/community join contract testing")

    answer = await change(world, "ben", meets="Thursdays", decides="Two teams try it first")

    assert answer is not None
    assert "The charter of *Contract testing* is kept." in await world.shown("ben")
    text = await canvas(world)
    assert text is not None
    assert "* **When we meet:** Thursdays\n* **How we decide what to propose:** Two teams try it first" in text
    assert len(await world.posted(COP)) == 1
    assert await versions(world, community_id) == [(2, "Fewer surprises"), (1, "Fewer surprises")]
    shown = await world.command("caro", "/community charter contract testing")
    assert "*When we meet:* Thursdays" in shown
    assert "Last changed by ben" in shown
    assert "Change it" not in shown
    assert "Join it" in shown


async def test_on_a_free_plan_a_change_updates_the_pinned_welcome(world: World) -> None:
    await free(world)
    await world.start(**FIRST)

    await change(world, "ana", meets="Thursdays")

    [welcome] = await world.posted(COP)
    assert "*When we meet:* Thursdays" in welcome


async def test_once_the_plan_allows_it_the_next_change_goes_into_a_canvas(world: World) -> None:
    await free(world)
    await world.start(**FIRST)
    await world.control.post("workspace", plan="paid")

    await change(world, "ana", meets="Thursdays")

    text = await canvas(world)
    assert text is not None
    assert "Thursdays" in text
    assert "Its charter stands in this channel's canvas." in (await world.posted(COP))[0]


async def test_a_canvas_that_people_wrote_is_left_alone(world: World) -> None:
    await world.control.post("canvas", user="caro", channel="birds", text="Our own page")
    await world.command("ana", "/community start Contract testing", channel="birds")

    await world.submit("ana", where=world.channel_id("birds"), **FIRST)
    await world.control.post("close", user="ana", all=True)
    await change(world, "ana", meets="Thursdays")

    assert await canvas(world, "birds") == "Our own page"
    [welcome] = await world.posted("birds")
    assert "*When we meet:* Thursdays" in welcome


async def test_the_empty_canvas_that_comes_with_a_new_channel_takes_the_charter(world: World) -> None:
    world.sandbox.workspace.has_empty_canvases = True

    await world.start(**FIRST)

    text = await canvas(world)
    assert text is not None
    assert "* **When we meet:** Fridays" in text
    assert "Its charter stands in this channel's canvas." in (await world.posted(COP))[0]
    await change(world, "ana", meets="Thursdays")
    assert "Thursdays" in str(await canvas(world))


async def test_an_empty_canvas_in_a_channel_that_people_made_stays_theirs(world: World) -> None:
    await world.control.post("canvas", user="caro", channel="birds", text="")
    await world.command("ana", "/community start Contract testing", channel="birds")

    await world.submit("ana", where=world.channel_id("birds"), **FIRST)

    assert await canvas(world, "birds") == ""
    assert "*When we meet:* Fridays" in (await world.posted("birds"))[0]


async def test_a_canvas_that_people_threw_away_is_not_made_again(world: World) -> None:
    await world.start(**FIRST)
    await world.control.post("canvas", user="ana", channel=COP, remove=True)

    await change(world, "ana", meets="Thursdays")
    [welcome] = await world.posted(COP)
    assert "*When we meet:* Thursdays" in welcome
    await world.control.post("close", user="ana", all=True)
    await change(world, "ana", meets="Mondays")

    assert await canvas(world) is None
    assert "*When we meet:* Mondays" in (await world.posted(COP))[0]


async def test_a_canvas_that_did_not_follow_once_is_true_again_after_the_next_change(world: World) -> None:
    await world.start(**FIRST)
    await world.control.post("fault", method="canvases.edit", error="canvas_editing_failed", when="before", times=1)
    await change(world, "ana", meets="Thursdays")
    assert "*When we meet:* Thursdays" in (await world.posted(COP))[0]
    await world.control.post("close", user="ana", all=True)

    await change(world, "ana", meets="Mondays")

    text = await canvas(world)
    assert text is not None
    assert "Mondays" in text
    assert "Its charter stands in this channel's canvas." in (await world.posted(COP))[0]


async def test_a_canvas_whose_making_was_not_answered_is_not_made_twice(world: World) -> None:
    await world.control.post(
        "fault", method="conversations.canvases.create", error="fatal_error", when="after", times=1
    )

    await world.start(**FIRST)

    await world.until(lambda: len(world.sandbox.workspace.canvases) == 1)
    assert "*When we meet:* Fridays" in (await world.posted(COP))[0]


async def test_a_deleted_welcome_is_posted_again_when_the_charter_would_stand_nowhere(world: World) -> None:
    await free(world)
    await world.start(**FIRST)
    [first] = [message for message in (await world.channel(COP) or {})["messages"] if message.get("blocks")]
    world.sandbox.workspace.delete(world.sandbox.workspace.bot_user_id, world.channel_id(COP), first["ts"])

    await change(world, "ana", meets="Thursdays")

    [welcome] = await world.posted(COP)
    assert "*When we meet:* Thursdays" in welcome
    channel = await world.channel(COP)
    assert channel is not None
    assert len(channel["pins"]) == 1


async def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(world: World) -> None:
    community_id = await world.start(**FIRST)
    await world.command("ben", "/community join contract testing")
    for user in ("ana", "ben"):
        await world.command(user, "/community charter contract testing")
        await world.click(user, "charter.write", channel="birds")
    await world.submit("ana", meets="Thursdays")

    await world.submit("ben", meets="Mondays", decides="We toss a coin")

    shown = await world.shown("ben")
    assert "Somebody changed the charter while you were writing." in shown
    assert "*When we meet:* Thursdays" in shown
    assert await versions(world, community_id) == [(2, "Fewer surprises"), (1, "Fewer surprises")]
    view = await world.view("ben")
    assert view is not None
    typed = {name: next(iter(value.values())).get("value") for name, value in view["state"]["values"].items()}
    assert (typed["meets"], typed["decides"]) == ("Mondays", "We toss a coin")

    await world.submit("ben")

    text = await canvas(world)
    assert text is not None
    assert "Mondays\n* **How we decide what to propose:** We toss a coin" in text
    assert len(await versions(world, community_id)) == 3


async def test_two_first_charters_at_once_make_one_canvas_that_says_the_last(world: World) -> None:
    community_id = await world.start()
    await world.command("ben", "/community join contract testing")
    for user in ("ana", "ben"):
        await world.command(user, "/community charter contract testing")
        await world.click(user, "charter.write", channel="birds")
    views = [await world.view(user) for user in ("ana", "ben")]

    await asyncio.gather(
        *(
            world.control.post("submit", user=user, view_id=view["id"], values={"purpose": {"purpose": f"Of {user}"}})
            for user, view in zip(("ana", "ben"), views, strict=True)
            if view is not None
        )
    )
    await world.settle()

    [(version, purpose)] = await versions(world, community_id)
    text = await canvas(world)
    assert text is not None
    assert version == 1
    assert f"* **What it is for:** {purpose}" in text


async def test_an_earlier_version_is_seen_and_brought_back(world: World) -> None:
    community_id = await world.start(**FIRST)
    await change(world, "ana", meets="Thursdays")
    await world.control.post("close", user="ana", all=True)
    await world.command("ana", "/community charter contract testing")

    await world.click("ana", "charter.versions", channel="birds")
    told = await world.told("ana")
    assert "*When we meet:* Fridays" in told
    assert "ana changed when it meets." in told
    await world.click("ana", "charter.bring_back", value=f"{community_id} 1", channel="birds")

    text = await canvas(world)
    assert text is not None
    assert "Fridays" in text
    assert [version for version, _ in await versions(world, community_id)] == [3, 2, 1]


async def test_who_is_no_member_reads_it_and_changes_nothing(world: World) -> None:
    community_id = await world.start(**FIRST)
    await world.command("ben", "/community join contract testing")
    await world.command("ben", "/community charter contract testing")
    await world.click("ben", "charter.write", channel="birds")
    await world.command("ben", "/community leave contract testing")

    await world.submit("ben", meets="Never")

    shown = await world.shown("ben")
    assert "The charter of *Contract testing* is written by its members, and you are not in it." in shown
    assert "Join it" in shown
    assert await versions(world, community_id) == [(1, "Fewer surprises")]


async def test_an_empty_charter_is_told_beside_the_field_and_the_same_one_is_no_change(world: World) -> None:
    community_id = await world.start(**FIRST)

    answer = await change(world, "ana", purpose="", for_whom="", meets="")
    assert "A charter needs at least one line." in str(answer)
    await world.control.post("close", user="ana", all=True)
    await change(world, "ana")

    assert "It says so already. Nothing was changed." in await world.shown("ana")
    assert await versions(world, community_id) == [(1, "Fewer surprises")]


async def test_what_a_template_says_at_length_is_seen_whole(world: World) -> None:
    await world.command("ana", "/community start", channel="quiet")
    await world.click_in_modal("ana", "community.template", "Scrum Masters")

    view = await world.view("ana")
    assert view is not None
    inputs = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    has_lines = {one["action_id"]: one.get("multiline", False) for one in inputs if one["type"] == "plain_text_input"}
    assert has_lines == {
        "topic": False,
        "purpose": True,
        "for_whom": True,
        "meets": True,
        "decides": True,
        "channel_name": False,
    }


async def test_a_template_fills_a_charter_that_is_written_later(world: World) -> None:
    community_id = await world.start()
    await world.command("ana", "/community charter contract testing")
    await world.click("ana", "charter.write", channel="birds")

    await world.click_in_modal("ana", "charter.template", "A component")
    await world.submit("ana")

    written = await world.read(lambda stores: stores.charters.now(community_id))
    assert written is not None
    assert (written.template, written.decides[:14]) == ("component", "Mentors teach,")
    assert await world.topics() == ["Contract testing"]


async def test_what_people_wrote_does_nothing_in_the_canvas(world: World) -> None:
    evil = "![](@U0EVIL) [free money](https://evil.example) <https://evil.example|x> @channel\n# Heading\n* item"
    await world.start(purpose=evil, meets="[a]: https://evil.example")

    text = await canvas(world)
    assert text is not None
    assert "](" not in text
    assert "]:" not in text
    assert "<h" not in text
    assert "@channel" not in text
    assert "(@U0" not in text
    assert [line[:1] for line in text.split("\n")] == ["#", "*", "*", "*", "-", "A"]


async def test_a_community_that_starts_again_gets_a_canvas_in_its_new_channel(world: World) -> None:
    community_id = await world.start(**FIRST)
    world.sandbox.workspace.delete_channel(world.user_id("ana"), world.channel_id(COP))
    await world.settle()

    await world.start(purpose="A second try")

    text = await canvas(world)
    assert text is not None
    assert "A second try" in text
    assert await versions(world, community_id) == [(2, "A second try"), (1, "Fewer surprises")]


async def test_a_community_that_rests_keeps_its_charter_and_takes_no_change(world: World) -> None:
    community_id = await world.start(**FIRST)
    await world.command("ana", "/community charter contract testing")
    await world.control.post("archive", user="ana", channel=COP)
    await world.settle()

    await world.click("ana", "charter.write", channel="birds")

    assert "*Contract testing* rests" in await world.told("ana")
    assert "*When we meet:* Fridays" in await world.command("ana", "/community charter contract testing")
    assert await versions(world, community_id) == [(1, "Fewer surprises")]


async def test_who_wants_no_name_beside_what_they_wrote_has_none_in_a_charters_history(world: World) -> None:
    await world.start(**FIRST)
    await change(world, "ana", meets="Mondays")
    ana = world.user_id("ana")

    def hide(stores: Stores) -> None:
        stores.people.choose_name_shown(ana, NameShown.NEVER, now=datetime(2026, 3, 30, tzinfo=UTC))

    await world.database.write(world.sandbox.workspace.team_id, hide)

    now = await world.command("ana", "/community charter contract testing")
    await world.click("ana", "charter.versions", channel="birds")
    before = await world.told("ana")

    assert "Last changed by someone" in now
    assert "when someone changed when it meets" in before
