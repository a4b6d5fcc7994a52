"""Hearing: people talk where a community meets, and only that they did is kept."""

from typing import Any

from sqlalchemy import select

from community.linking import Link
from community.pulse import Week
from storage.inbox import inbox
from tests.handlers.world import World
from tests.sandbox.running import MONDAY


async def say(world: World, user: str, text: str, channel: str, **more: Any) -> str:
    answer = await world.control.post("message", user=user, channel=channel, text=text, **more)
    await world.settle()
    return str(answer["ts"])


async def weeks(world: World, community_id: int) -> list[Week]:
    return list(await world.read(lambda stores: stores.pulse.weeks(community_id, since=MONDAY)))


async def answered(world: World, community_id: int) -> int:
    return await world.read(lambda stores: stores.pulse.answered(community_id, since=MONDAY))


async def start(world: World) -> tuple[int, str]:
    community_id = await world.start()
    await world.command("ben", "/community join contract testing")
    return community_id, "cop-contract-testing"


async def test_messages_are_counted_where_a_community_meets_and_nowhere_else(world: World) -> None:
    community_id, channel = await start(world)

    for user, text in (("ana", "Good morning"), ("ben", "Hello"), ("ana", "Pacts are green again.")):
        await say(world, user, text, channel)
    await say(world, "ana", "Good morning", "birds")

    [week] = await weeks(world, community_id)
    assert (week.messages, week.people) == (3, 2)


async def test_no_word_of_it_is_left_anywhere(world: World) -> None:
    _, channel = await start(world)
    await say(world, "ana", "Zabaglione is served", channel)
    await say(world, "ana", "How do we verify a zabaglione pact in the provider's build?", channel)

    kept = await world.read(lambda stores: str(stores.connection.execute(select(inbox)).all()))

    assert "abaglione" not in kept


async def test_a_question_is_answered_by_somebody_else_in_its_thread(world: World) -> None:
    community_id, channel = await start(world)
    ts = await say(world, "ana", "How do you verify a pact in the provider's build?", channel)
    await say(world, "ana", "Nobody?", channel, thread_ts=ts)
    assert await answered(world, community_id) == 0

    await say(world, "ben", "We do it in the nightly.", channel, thread_ts=ts)

    assert await answered(world, community_id) == 1


async def test_what_asks_for_company_is_no_question_that_is_answered(world: World) -> None:
    community_id, channel = await start(world)
    ts = await say(world, "ana", "Who is up for lunch?", channel)

    await say(world, "ben", "Me", channel, thread_ts=ts)

    assert await answered(world, community_id) == 0


async def test_edits_and_the_bot_itself_are_not_counted(world: World) -> None:
    community_id, channel = await start(world)
    ts = await say(world, "ana", "Good morning", channel)
    await world.control.post("edit", user="ana", channel=channel, ts=ts, text="Good morning, all")
    await world.settle()
    await world.command("ana", "/meetup list", channel=channel)

    [week] = await weeks(world, community_id)
    assert week.messages == 1


async def test_what_is_said_in_a_further_channel_is_said_in_the_community(world: World) -> None:
    community_id, _ = await start(world)
    link = Link(world.channel_id("birds"), community_id, "birds", world.user_id("ana"), MONDAY)
    await world.database.write(world.sandbox.workspace.team_id, lambda stores: stores.linking.put(link))

    await say(world, "ben", "Hello from further away", "birds")

    [week] = await weeks(world, community_id)
    assert week.messages == 1
