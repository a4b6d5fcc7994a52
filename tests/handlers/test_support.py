from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from community.home import Place, Tab
from community.money import Money
from community.people import Person
from community.support import Ask, Help, State
from handlers import support
from handlers.at_home import Visitor
from storage.stores import Stores
from tests.handlers.world import World, said, world_of
from tests.sandbox.running import MONDAY


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    async with world_of(sqlite_url, tmp_path) as made:
        yield made


async def ask(world: World) -> Ask:
    found = await world.read(lambda stores: stores.support.get(1))
    assert found is not None
    return found


async def given(world: World) -> dict[str, Help]:
    found = await world.read(lambda stores: stores.support.help_for(1))
    return {world.sandbox.workspace.users[one.user_id].name: one for one in found}


async def supporters(world: World, channel: str = "general") -> None:
    """Let an admin have chosen where those are who can help."""

    def choose(stores: Stores) -> None:
        settings = replace(stores.settings.get(), supporters_channel=world.channel_id(channel))
        stores.settings.save(settings, by=world.user_id("ana"), now=world.sandbox.clock.now())

    await world.database.write(world.sandbox.workspace.team_id, choose)


async def asked(world: World, **values: str) -> None:
    """Let Ana ask for 500 euros for a licence, or for what is given."""
    await world.command("ana", "/community ask Contract testing", channel="quiet")
    given = {"kind": "money", "purpose": "A licence for the pact broker", "amount": "500", "currency": "EUR"}
    answer = await world.submit("ana", **(given | values))
    assert "errors" not in str(answer.get("response_action")), answer
    await world.control.post("close", user="ana", all=True)


async def cards(world: World, channel: str) -> list[str]:
    return [one for one in await world.posted(channel) if "asks for" in one or "asked for" in one]


async def help_with(world: World, user: str, **values: str) -> None:
    await world.click(user, "support.help", value="1", channel="cop-contract-testing", ts=(await ask(world)).own_ts)
    answer = await world.submit(user, **values)
    assert "errors" not in str(answer.get("response_action")), answer
    await world.control.post("close", user=user, all=True)


async def test_an_ask_stands_where_supporters_are_and_in_the_communitys_own_channel(world: World) -> None:
    await world.start()
    await supporters(world)

    await asked(world, by="2026-12-01")

    for channel in ("general", "cop-contract-testing"):
        [card] = await cards(world, channel)
        assert "*Contract testing* asks for money, EUR 500.00" in card
        assert ">A licence for the pact broker" in card
        assert "Asked by ana · would help until 1 December 2026" in card
        assert "I can help" in card
    kept = await ask(world)
    assert (kept.amount, kept.by, kept.state) == (Money(50000, "EUR"), date(2026, 12, 1), State.OPEN)


async def test_without_a_supporters_channel_it_stands_in_the_own_one_and_says_how_to_choose_one(world: World) -> None:
    await world.start()

    await world.command("ana", "/community ask Contract testing", channel="quiet")
    await world.submit("ana", kind="room", purpose="A quiet room on Thursdays")

    assert "a workspace admin can choose one with `/community settings`" in await world.shown("ana")
    assert len(await cards(world, "cop-contract-testing")) == 1
    assert await cards(world, "general") == []


async def test_who_asked_is_told_when_slack_takes_nothing_in_the_supporters_channel(world: World) -> None:
    await world.start()
    await supporters(world)
    world.sandbox.workspace.channels[world.channel_id("general")].is_archived = True

    await asked(world)

    [told] = world.direct("ana")
    assert "Slack did not let me say so in" in told
    assert "It stands in" in told
    assert len(await cards(world, "cop-contract-testing")) == 1


async def test_several_give_parts_and_the_sums_stand_a_currency_each(world: World) -> None:
    await world.start()
    await asked(world)

    await help_with(world, "ben", words="From our training budget", amount="0.10", currency="EUR")
    await help_with(world, "caro", words="And from ours", amount="0,20", currency="EUR")
    await help_with(world, "ana", words="A voucher", amount="5000", currency="JPY")

    [card] = await cards(world, "cop-contract-testing")
    assert "*Given so far:* EUR 0.30 and JPY 5,000" in card
    assert "ben: EUR 0.10 · From our training budget" in card
    thread = [one for one in await world.posted("cop-contract-testing") if one.startswith("🤝")]
    assert [one.splitlines()[0] for one in thread] == [
        "🤝 ben: EUR 0.10 · From our training budget",
        "🤝 caro: EUR 0.20 · And from ours",
        "🤝 ana: JPY 5,000 · A voucher",
    ]
    channel = await world.channel("cop-contract-testing")
    assert channel is not None
    kept = await ask(world)
    below = [one for one in channel["messages"] if one.get("thread_ts") == kept.own_ts and one["ts"] != kept.own_ts]
    assert len(below) == 3


async def test_saying_the_same_twice_tells_the_community_once_and_other_words_replace_the_first(world: World) -> None:
    await world.start()
    await asked(world)

    for _ in range(2):
        await help_with(world, "ben", words="Fifty", amount="50", currency="EUR")
    await help_with(world, "ben", words="Sixty", amount="60", currency="EUR")

    assert {name: one.amount for name, one in (await given(world)).items()} == {"ben": Money(6000, "EUR")}
    assert len([one for one in await world.posted("cop-contract-testing") if one.startswith("🤝")]) == 2


async def test_who_helps_can_take_it_back_and_the_card_forgets_them(world: World) -> None:
    await world.start()
    await asked(world)
    await help_with(world, "ben", words="Fifty", amount="50", currency="EUR")
    where = {"channel": "cop-contract-testing", "ts": (await ask(world)).own_ts}

    await world.click("ben", "support.menu", value="support.take_back 1", **where)

    assert "It is taken back" in await world.told("ben")
    assert await given(world) == {}
    assert "ben" not in (await cards(world, "cop-contract-testing"))[0]
    await world.click("ben", "support.menu", value="support.take_back 1", **where)
    assert "You had said nothing there" in await world.told("ben")


async def test_what_does_not_fit_stays_in_the_window_and_nothing_is_asked(world: World) -> None:
    await world.start()
    await world.command("ana", "/community ask Contract testing", channel="quiet")
    fitting = {"kind": "money", "purpose": "A licence", "amount": "500", "currency": "EUR"}

    for wrong, block, why in (
        ({"amount": "1.234"}, "amount", "can be read in two ways"),
        ({"amount": "1e15"}, "amount", "I can't read"),
        ({"amount": ""}, "amount", "How much would help?"),
        ({"kind": "room", "amount": "500"}, "amount", "An amount belongs to money"),
        ({"kind": "money", "by": "2020-01-01"}, "by", "That day is over"),
        ({"purpose": "  "}, "purpose", "A few words"),
    ):
        answer = await world.submit("ana", **(fitting | wrong))
        assert why in answer["errors"][block]

    assert await world.read(lambda stores: stores.support.get(1)) is None
    assert await cards(world, "cop-contract-testing") == []


async def test_only_members_ask_and_the_others_are_invited_in(world: World) -> None:
    await world.start()

    told = await world.command("ben", "/community ask Contract testing", channel="quiet")

    assert "its members say. Nothing was changed. Would you like to join it?" in told
    assert await world.view("ben") is None


async def test_a_member_tells_what_became_of_it_and_makes_it_a_lesson(world: World) -> None:
    await world.start()
    await asked(world)
    await help_with(world, "ben", words="All of it", amount="500", currency="EUR")
    await world.command("caro", "/community join Contract testing", channel="general")

    where = {"channel": "cop-contract-testing", "ts": (await ask(world)).own_ts}
    await world.click("caro", "support.menu", value="support.tell 1", **where)
    await world.submit(
        "caro", outcome="A year of the broker", amount="480.50", currency="EUR", learnt="A broker pays off in a month"
    )

    assert "what became of it is told" in await world.shown("caro")
    shown = await world.command("ana", "/community support", channel="quiet")
    assert "✅ *Contract testing* had asked for money, EUR 500.00" in shown
    assert "*Spent:* EUR 480.50" in shown
    assert "*Learnt:* A broker pays off in a month" in shown
    await world.click_in_modal("caro", "support.lesson")
    view = await world.view("caro")
    assert view is not None
    assert view["callback_id"] == "lesson.add"
    assert "A broker pays off in a month" in await world.shown("caro")


async def test_somebody_outside_can_neither_withdraw_an_ask_nor_tell_for_it(world: World) -> None:
    await world.start()
    await asked(world)
    where = {"channel": "cop-contract-testing", "ts": (await ask(world)).own_ts}

    await world.click("ben", "support.menu", value="support.withdraw 1", **where)
    refused = await world.told("ben")
    await world.click("ben", "support.menu", value="support.tell 1", **where)

    assert "its members say" in refused
    assert await world.view("ben") is None
    assert (await ask(world)).state is State.OPEN


async def test_a_withdrawn_ask_is_shown_nowhere_and_takes_no_help(world: World) -> None:
    await world.start()
    await asked(world)
    where = {"channel": "cop-contract-testing", "ts": (await ask(world)).own_ts}
    await world.click("ben", "support.help", value="1", **where)

    await world.click("ana", "support.menu", value="support.withdraw 1", **where)
    await world.submit("ben", words="Fifty", amount="50", currency="EUR")

    assert "That ask was withdrawn meanwhile" in await world.shown("ben")
    assert await given(world) == {}
    assert "no longer asks for money" in (await world.posted("cop-contract-testing"))[-1]
    assert "asked for nothing so far" in await world.command("ben", "/community support", channel="quiet")


async def test_who_is_forgotten_stands_on_no_card_any_more_and_what_they_gave_does(world: World) -> None:
    await world.start()
    await asked(world)
    await help_with(world, "ben", words="Fifty", amount="50", currency="EUR")

    await world.command("ben", "/lesson forget-me")
    await world.click("ben", "forget.choose")
    await world.submit("ben", what="words")

    [card] = await cards(world, "cop-contract-testing")
    assert "Somebody: EUR 50.00" in card
    assert "ben" not in card
    assert "Fifty" not in card


async def test_the_home_shows_what_ones_own_communities_ask_for_and_nothing_of_others(world: World) -> None:
    await world.start()
    await asked(world)

    async def home(name: str) -> str:
        visitor = Visitor(Person(world.user_id(name), name, "UTC"), Place(Tab.MINE), MONDAY, "bulb")
        return said(await world.read(lambda stores: support.at_home(stores, visitor)))

    assert "asks for money, EUR 500.00: A licence for the pact broker" in await home("ana")
    assert await home("ben") == ""


async def test_open_asks_come_first_and_pages_turn(world: World) -> None:
    await world.start()
    for number in range(1, 8):
        await asked(world, kind="time", purpose=f"Purpose {number}", amount="", currency="EUR")
    await world.database.write(
        world.sandbox.workspace.team_id,
        lambda stores: stores.support.update(replace(_get(stores, 7), state=State.DONE, outcome="An afternoon")),
    )

    first = await world.command("ben", "/community support Contract testing", channel="quiet")
    await world.click("ben", "support.more")

    assert [number for number in range(1, 8) if f"Purpose {number}" in first] == [2, 3, 4, 5, 6]
    told = await world.told("ben")
    assert [number for number in range(1, 8) if f"Purpose {number}" in told] == [1, 7]


def _get(stores: Stores, ask_id: int) -> Ask:
    found = stores.support.get(ask_id)
    assert found is not None
    return found
