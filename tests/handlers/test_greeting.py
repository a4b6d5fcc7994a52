"""Greeting who joins, alone and once, however they come; and leaving, which nobody but the leaver hears of."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from community.communities import Member
from community.lessons import Lesson, NewLesson
from community.meetups import NewMeetup
from community.people import Person
from community.spread import Adoption, Answer, NewProposal, Position
from community.teams import NewTeam
from storage.stores import Stores
from tests import some
from tests.handlers.world import World

COP = "cop-contract-testing"
FIRST = "One thing to begin with"


async def write(world: World, work: Callable[[Stores], Any]) -> Any:
    return await world.database.write(world.sandbox.workspace.team_id, work)


async def crowd(world: World, community_id: int, people: int = 6) -> None:
    """Let so many people of the teams Kestrel and Heron be in a community."""

    def fill(stores: Stores) -> None:
        teams = [stores.teams.add(NewTeam(name, name.title(), "U1", some.NOW)) for name in ("kestrel", "heron")]
        for number in range(people):
            stores.people.save(Person(f"UCROWD{number}", f"Crowd {number}", "UTC"), now=some.NOW)
            stores.members.add(Member(community_id, f"UCROWD{number}", some.NOW))
            stores.teams.put(f"UCROWD{number}", teams[number % 2].id, now=some.NOW)

    await write(world, fill)


async def learn(world: World, community_id: int, title: str, *, adopters: int = 0, closed_in: str | None = None) -> int:
    """Keep a lesson of a community that so many teams use; give its number."""

    def keep(stores: Stores) -> int:
        lesson: Lesson = stores.lessons.add(
            NewLesson(
                title=title,
                learnt=title,
                author_id="U0LEA",
                author_name="Lea",
                captured_by="U0LEA",
                captured_at=some.NOW,
                said_at=some.NOW,
                source=None,
                community_id=community_id,
                closed_in=closed_in,
            )
        )
        for team in range(adopters):
            stores.spread.answer(Adoption(lesson.number, 100 + team, Answer.ADOPTED, "", "U0LEA", some.NOW))
        return lesson.number

    number: int = await write(world, keep)
    return number


async def in_team(world: World, user: str, name: str = "wren") -> int:
    """Let a person be in a team, and give its id."""

    def put(stores: Stores) -> int:
        team = stores.teams.add(NewTeam(name, name.title(), "U1", some.NOW))
        stores.teams.put(world.user_id(user), team.id, now=some.NOW)
        return team.id

    team_id: int = await write(world, put)
    return team_id


async def join(world: World, user: str = "ben") -> str:
    return await world.command(user, "/community join contract testing")


async def test_who_joins_by_a_word_is_greeted_in_the_answer_and_nowhere_else(world: World) -> None:
    await world.start()
    before = await world.posted(COP)

    answer = await join(world)

    assert "You are in *Contract testing*" in answer
    assert FIRST in answer
    assert "Leave again" in answer
    assert world.direct("ben") == []
    assert await world.posted(COP) == before


async def test_the_greeting_tells_who_is_here_the_best_lessons_and_the_next_meetup(world: World) -> None:
    community_id = await world.start()
    await crowd(world, community_id)
    ana = world.user_id("ana")
    await write(world, lambda stores: stores.seats.take(community_id, ana, now=some.NOW))
    for title, adopters in (("Old and unused", 0), ("Two teams use it", 2), ("Nobody yet", 0), ("One uses it", 1)):
        await learn(world, community_id, title, adopters=adopters)
    now = world.sandbox.workspace.now()

    def plan(stores: Stores) -> None:
        stores.meetups.add(
            NewMeetup("Which pacts hurt?", "C1", community_id, now + timedelta(days=2), "UTC", 45, "", "U0LEA", now)
        )

    await write(world, plan)

    answer = await join(world)

    assert "8 people are here, from teams Heron and Kestrel. ana coordinates it." in answer
    shown = [answer.index(title) for title in ("Two teams use it", "One uses it", "Nobody yet")]
    assert shown == sorted(shown)
    assert "Old and unused" not in answer
    assert "used by 2 teams" in answer
    assert "🗓 Next: Which pacts hurt?" in answer
    assert "I'm coming" in answer


async def test_among_few_people_neither_numbers_nor_teams_are_told_but_who_coordinates_is(world: World) -> None:
    community_id = await world.start()
    await in_team(world, "ana", "kestrel")
    ana = world.user_id("ana")
    await write(world, lambda stores: stores.seats.take(community_id, ana, now=some.NOW))

    answer = await join(world)

    assert "ana coordinates it." in answer
    assert "Kestrel" not in answer
    assert "people are here" not in answer


async def test_names_mention_nobody(world: World) -> None:
    community_id = await world.start()
    await crowd(world, community_id)
    await write(world, lambda stores: stores.people.save(Person("UCROWD0", "<!channel> @here", "UTC"), now=some.NOW))
    await write(world, lambda stores: stores.seats.take(community_id, "UCROWD0", now=some.NOW))

    answer = await join(world)

    assert "<!channel" not in answer
    assert "@here" not in answer


async def test_the_first_thing_is_to_say_ones_team(world: World) -> None:
    await world.start()

    assert "Say which team you work in" in await join(world)


async def test_who_said_their_team_is_asked_about_what_is_proposed(world: World) -> None:
    community_id = await world.start()
    number = await learn(world, community_id, "Publish pacts")
    await in_team(world, "ben")
    await write(
        world,
        lambda stores: stores.spread.propose(NewProposal(number, community_id, "Let us", "U0LEA", some.NOW, "C1")),
    )

    answer = await join(world)

    assert "Say what your team thinks of what is proposed here: *Publish pacts*." in answer
    assert "Our team says …" in answer


async def test_whose_team_spoke_already_is_shown_a_lesson_to_try_and_then_the_templates_step(world: World) -> None:
    community_id = await world.start()
    number = await learn(world, community_id, "Publish pacts")
    team_id = await in_team(world, "ben")

    def speak(stores: Stores) -> None:
        proposal = stores.spread.propose(NewProposal(number, community_id, "Let us", "U0LEA", some.NOW, "C1"))
        stores.spread.take_position(Position(proposal.id, team_id, "Yes", "U0BEN", some.NOW))

    await write(world, speak)
    assert "Ask your team whether *Publish pacts* would help you too." in await join(world)

    await write(
        world, lambda stores: stores.spread.answer(Adoption(number, team_id, Answer.TRYING, "", "U1", some.NOW))
    )
    await in_team(world, "caro")

    assert "Say hello in the channel, and which question brought you here." in await join(world, "caro")


async def test_a_community_begun_with_a_template_greets_with_its_first_step(world: World) -> None:
    await world.command("ana", "/community start Contract testing", channel="quiet")
    await world.click_in_modal("ana", "community.template", "Scrum Masters")
    await world.submit("ana")
    await in_team(world, "ben")

    assert "Bring one situation you would like others to look at with you." in await join(world)


async def test_a_closed_rooms_lesson_greets_only_who_is_in_the_room(world: World) -> None:
    community_id = await world.start()
    nest = world.channel_id("nest")
    await learn(world, community_id, "Said in the nest", closed_in=nest)
    await in_team(world, "ben")
    await in_team(world, "caro")
    inside = {name for name in ("ben", "caro") if name in await world.members("nest")}

    answers = {user: await join(world, user) for user in ("ben", "caro")}

    assert {user for user, answer in answers.items() if "Said in the nest" in answer} == inside
    assert len(inside) == 1


async def test_who_joins_the_channel_in_slack_is_greeted_directly_and_alone(world: World) -> None:
    community_id = await world.start()
    before = await world.posted(COP)

    await world.control.post("join", user="ben", channel=COP)
    await world.settle()

    [greeted] = world.direct("ben")
    assert greeted.startswith("👋 Welcome to *Contract testing*.")
    assert FIRST in greeted
    assert "Leave again" in greeted
    assert await world.posted(COP) == before
    assert world.direct("ana") == []
    assert await world.members_of(community_id) == {"ana", "ben"}


async def test_a_direct_greeting_has_nothing_of_a_closed_room_in_it_since_it_stays(world: World) -> None:
    community_id = await world.start()
    await learn(world, community_id, "Said in the nest", closed_in=world.channel_id("nest"))

    for user in ("ben", "caro"):
        await world.control.post("join", user=user, channel=COP)
    await world.settle()

    assert [message for user in ("ben", "caro") for message in world.direct(user) if "nest" in message] == []
    assert [len(world.direct(user)) for user in ("ben", "caro")] == [1, 1]


async def test_who_joins_from_the_home_is_greeted_in_a_window(world: World) -> None:
    await world.start()
    await world.home("ben")

    await world.click("ben", "community.join.home")

    assert FIRST in await world.shown("ben")


async def test_who_joins_from_the_list_is_greeted_above_it(world: World) -> None:
    await world.start()
    await world.command("ben", "/community")

    await world.click("ben", "community.join.listed", channel="birds")

    told = await world.told("ben")
    assert told.index("You are in *Contract testing*") < told.index(FIRST) < told.index("*Your communities*")


async def test_who_started_it_is_not_greeted_in_their_own_house(world: World) -> None:
    await world.start()
    await world.command("ana", "/community leave contract testing")

    assert FIRST not in await world.command("ana", "/community join contract testing")
    assert world.direct("ana") == []


WAYS = ("word", "channel", "button")


@pytest.mark.parametrize("order", list(permutations(WAYS)), ids=" ".join)
async def test_rejoining_greets_no_second_time_in_whatever_order_they_come(
    world: World, order: tuple[str, ...]
) -> None:
    await world.start()
    greeted = []

    for way in order:
        if way == "channel":
            world.sandbox.workspace.leave(world.user_id("ben"), world.channel_id(COP))
            await world.settle()
            earlier = len(world.direct("ben"))
            await world.control.post("join", user="ben", channel=COP)
            await world.settle()
            greeted.append(len(world.direct("ben")) > earlier)
        elif way == "word":
            greeted.append(FIRST in await join(world))
        else:
            await world.command("ben", "/community about contract testing")
            await world.click("ben", "community.join", channel="birds")
            greeted.append(FIRST in await world.told("ben"))
        await world.command("ben", "/community leave contract testing")

    assert greeted == [True, False, False]
    assert len(world.direct("ben")) == (order[0] == "channel")


async def test_an_event_that_comes_again_and_again_greets_once(world: World) -> None:
    await world.start()
    await world.control.post("join", user="ben", channel=COP)
    await world.settle()
    events = [entry for entry in await world.control.log() if "member_joined_channel" in str(entry["request"])]
    payload = events[-1]["request"].get("payload") or events[-1]["request"]["body"]
    assert payload["event"]["user"] == world.user_id("ben")

    await world.control.post("redeliver", event_id=payload["event_id"])
    world.sandbox.deliveries.deliver_event({**payload, "event_id": "EvAGAIN"})
    await world.command("ben", "/community leave contract testing")
    world.sandbox.deliveries.deliver_event({**payload, "event_id": "EvLATER"})
    await world.settle()

    assert len(world.direct("ben")) == 1


async def test_a_word_and_the_channel_at_the_same_moment_greet_once(world: World) -> None:
    await world.start()

    answer, _ = await asyncio.gather(
        world.command("ben", "/community join contract testing"),
        world.control.post("join", user="ben", channel=COP),
    )
    await world.settle()

    assert (FIRST in answer) + len(world.direct("ben")) == 1


async def test_a_refused_join_greets_nobody_and_leaves_the_greeting_for_later(world: World) -> None:
    await world.start()
    await world.control.post("archive", user="ana", channel=COP)
    await world.settle()
    assert FIRST not in await join(world)
    await world.control.post("unarchive", user="ana", channel=COP)
    await world.settle()

    assert FIRST in await join(world)


async def test_apps_are_not_greeted(world: World) -> None:
    await world.start()

    assert world.direct("yokoten") == []


@asynccontextmanager
async def nobody_hears(world: World, leaver: str) -> AsyncIterator[None]:
    """Hold that nobody but who leaves is told, shown or sent anything, and that the channel's posts are the same."""

    async def heard() -> dict[str, Any]:
        state = await world.control.state()
        own = {world.user_id(leaver), world.sandbox.workspace.bot_user_id}
        messages = {
            room["id"]: [(one["user"], one["ts"], one["text"], one.get("blocks")) for one in room["messages"]]
            for room in state["channels"]
            if not (room["is_im"] and world.user_id(leaver) in room["members"])
        }
        of_bot = {
            room: [one for one in said if one[0] == world.sandbox.workspace.bot_user_id]
            for room, said in messages.items()
        }
        alone = {user: shown for user, shown in state["ephemerals"].items() if user not in own}
        homes = {user: home for user, home in state["homes"].items() if user not in own}
        return {"messages": of_bot, "alone": alone, "homes": homes, "sent": await sent(world)}

    before = await heard()
    assert before["sent"], "the log tells nothing, so this would prove nothing"
    yield
    assert await heard() == before


async def sent(world: World) -> list[dict[str, Any]]:
    """Give every call to Slack that shows somebody something, but answers to who acts."""
    shows = ("chat.", "conversations.invite", "conversations.kick", "canvases.", "files.")
    entries = await world.control.log()
    return [entry for entry in entries if entry["direction"] == "from_bot" and str(entry["name"]).startswith(shows)]


async def prepared(world: World) -> int:
    """Let ben be in a community with ana, caro and a charter, and let ana have her Home open."""
    community_id = await world.start(purpose="Fewer surprises")
    for user in ("ben", "caro"):
        await join(world, user)
    await world.home("ana")
    return community_id


LEAVING = ("command", "button", "home", "channel", "removed")


@pytest.mark.parametrize("way", LEAVING)
async def test_leaving_is_silent_in_every_way(world: World, way: str) -> None:
    community_id = await prepared(world)
    if way == "button":
        await world.command("ben", "/community about contract testing")
    if way == "home":
        await world.home("ben")

    async with nobody_hears(world, "ben"):
        match way:
            case "command":
                assert "You have left" in await world.command("ben", "/community leave contract testing")
            case "button":
                await world.click("ben", "community.leave", channel="birds")
            case "home":
                home = (await world.control.state())["homes"][world.user_id("ben")]
                await world.click("ben", "community.about", view_id=home["id"])
                await world.click_in_modal("ben", "community.leave")
            case "channel":
                await world.control.post("leave", user="ben", channel=COP)
            case _:
                ana, ben = world.user_id("ana"), world.user_id("ben")
                world.sandbox.workspace.kick(ana, world.channel_id(COP), ben)
        await world.settle()

    assert await world.members_of(community_id) == {"ana", "caro"}


async def test_a_coordinator_who_leaves_is_not_announced_either(world: World) -> None:
    community_id = await prepared(world)
    ben = world.user_id("ben")
    await write(world, lambda stores: stores.seats.take(community_id, ben, now=some.NOW))

    async with nobody_hears(world, "ben"):
        await world.command("ben", "/community leave contract testing")
        await world.control.post("leave", user="ben", channel=COP)
        await world.settle()

    assert await world.members_of(community_id) == {"ana", "caro"}
