"""The sweep: what a gap swallowed is found, and nothing else."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import SettableClock
from bot.inbox import lane
from bot.rates import Rates
from bot.sweep import Sweep
from community.lessons import Mark, NewLesson, Source
from sandbox.clock import Clock
from sandbox.server import Sandbox
from storage.database import Database
from storage.inbox import Event
from tests.bot.running import NOON, Stopwatch, client_of, identity_of, standing_clock
from tests.sandbox.running import Control, id_of, sandbox_of

MINUTE = timedelta(minutes=1)
GAP = timedelta(minutes=10)


@dataclass
class Gap:
    """A workspace whose bot was away for the ten minutes before noon."""

    sandbox: Sandbox
    control: Control
    database: Database
    sweep: Sweep
    clock: SettableClock
    watch: Stopwatch
    kept: list[Mapping[str, Any]] = field(default_factory=list)

    async def keep(self, payload: Mapping[str, Any]) -> bool:
        self.kept.append(payload)
        return await self.receive(payload)

    async def receive(self, payload: Mapping[str, Any]) -> bool:
        event = Event(payload["event_id"], lane(payload), payload, NOON)
        return await self.database.keep(self.sandbox.workspace.team_id, event)

    async def say(self, channel: str, text: str, **given: Any) -> str:
        return str((await self.control.post("message", user="ana", channel=channel, text=text, **given))["ts"])

    async def react(self, channel: str, ts: str, *, user: str = "ben", name: str = "bulb") -> None:
        await self.control.post("react", user=user, channel=channel, ts=ts, name=name)

    @property
    def found(self) -> list[tuple[str, str, str]]:
        names = {user.id: user.name for user in self.sandbox.workspace.users.values()}
        events = [payload["event"] for payload in self.kept]
        return [(names[event["user"]], event["reaction"], event["item"]["ts"]) for event in events]


@pytest.fixture
async def gap(sqlite_url: str) -> AsyncIterator[Gap]:
    clock, watch = standing_clock(NOON - GAP), Stopwatch()
    slack_clock = Clock(NOON - GAP)
    async with sandbox_of(clock=slack_clock) as (sandbox, control), client_of(sandbox) as client:
        database = await Database(sqlite_url).open()
        sweep = Sweep(
            database,
            client,
            identity_of(sandbox),
            clock,
            capture_emoji=lambda: ("bulb", "+1"),
            keep=lambda payload: made.keep(payload),  # noqa: PLW0108  # it is made below
            rates=Rates(watch),
            sleep=watch.sleep,
        )
        made = Gap(sandbox, control, database, sweep, clock, watch)
        await sweep.note(is_connected=True)
        clock.set(NOON)
        yield made
        await database.close()


async def test_a_reaction_of_the_gap_is_found(gap: Gap) -> None:
    ts = await gap.say("birds", "Wrens nest low")
    await gap.react("birds", ts)

    count = await gap.sweep.sweep()

    assert count == 1
    assert gap.found == [("ben", "bulb", ts)]
    event = gap.kept[0]["event"]
    assert (event["type"], event["item"]["channel"]) == ("reaction_added", id_of(gap.sandbox, "birds"))


async def test_a_reaction_on_a_reply_is_found(gap: Gap) -> None:
    parent = await gap.say("birds", "Where do wrens nest?")
    reply = await gap.say("birds", "Low", thread_ts=parent)
    await gap.react("birds", reply)

    await gap.sweep.sweep()

    assert gap.found == [("ben", "bulb", reply)]


async def test_several_people_and_other_names_of_the_emoji_are_found(gap: Gap) -> None:
    ts = await gap.say("birds", "Wrens nest low")
    await gap.react("birds", ts, user="ben")
    await gap.react("birds", ts, user="caro", name="thumbsup")

    await gap.sweep.sweep()

    assert sorted(person for person, _, _ in gap.found) == ["ben", "caro"]


async def test_other_emoji_are_of_no_concern(gap: Gap) -> None:
    await gap.react("birds", await gap.say("birds", "Hello"), name="wave")

    assert await gap.sweep.sweep() == 0


async def test_a_private_channel_is_not_read(gap: Gap) -> None:
    said = await gap.control.post("message", user="ben", channel="nest", text="Secret")
    await gap.react("nest", said["ts"], user="ben")

    assert await gap.sweep.sweep() == 0


async def test_what_was_received_before_is_not_fed_again(gap: Gap) -> None:
    ts = await gap.say("birds", "Wrens nest low")
    await gap.react("birds", ts)
    item = {"type": "message", "channel": id_of(gap.sandbox, "birds"), "ts": ts}
    ben = id_of(gap.sandbox, "ben")
    await gap.receive(
        {"event_id": "Ev1", "event": {"type": "reaction_added", "user": ben, "reaction": "bulb", "item": item}}
    )

    assert await gap.sweep.sweep() == 0


async def test_a_message_that_was_received_says_nothing_of_its_reaction(gap: Gap) -> None:
    ts = await gap.say("birds", "Wrens nest low")
    await gap.react("birds", ts)
    message = {"type": "message", "channel": id_of(gap.sandbox, "birds"), "ts": ts, "user": id_of(gap.sandbox, "ben")}
    await gap.receive({"event_id": "Ev1", "event": message})

    assert await gap.sweep.sweep() == 1


async def test_a_reply_in_an_older_thread_is_found(gap: Gap) -> None:
    parent = await gap.say("birds", "Where do wrens nest?")
    seen_at = NOON + timedelta(days=3)
    await gap.control.post("clock", to=(seen_at + MINUTE).isoformat())
    reply = await gap.say("birds", "Low", thread_ts=parent)
    await gap.react("birds", reply)
    await gap.database.write(gap.sandbox.workspace.team_id, lambda stores: stores.workspaces.saw(seen_at))
    gap.clock.set(seen_at + GAP)

    await gap.sweep.sweep()

    assert gap.found == [("ben", "bulb", reply)]


async def a_lesson(gap: Gap) -> str:
    """Let Ana have said something that became a lesson before the gap, marked by Ben."""
    ts = await gap.say("birds", "Wrens nest low")
    await gap.react("birds", ts)
    birds, ana, ben = (id_of(gap.sandbox, name) for name in ("birds", "ana", "ben"))
    lesson = NewLesson(
        title="Wrens",
        learnt="Wrens nest low",
        author_id=ana,
        author_name="Ana",
        captured_by=ben,
        captured_at=NOON - GAP,
        said_at=NOON - GAP,
        source=Source(birds, ts, None, None),
    )

    def keep(stores: Any) -> None:
        stores.lessons.add(lesson)
        stores.marks.put(Mark(birds, ts, ben, "bulb", True, NOON - GAP))

    await gap.database.write(gap.sandbox.workspace.team_id, keep)
    return ts


def happened(gap: Gap) -> list[tuple[str, str]]:
    """Give what was fed of lessons' messages: the event and which message."""
    events = [payload["event"] for payload in gap.kept]
    return [
        (
            event.get("subtype") or event["type"],
            event.get("deleted_ts") or (event.get("message") or event["item"])["ts"],
        )
        for event in events
    ]


async def test_a_lessons_message_that_nothing_happened_to_is_left_alone(gap: Gap) -> None:
    await a_lesson(gap)

    assert await gap.sweep.sweep() == 0


async def test_a_lessons_message_that_was_edited_in_the_gap_is_found_once(gap: Gap) -> None:
    ts = await a_lesson(gap)
    await gap.control.post("edit", user="ana", channel="birds", ts=ts, text="Wrens nest in ivy")

    await gap.sweep.sweep()
    await gap.sweep.sweep()

    assert happened(gap)[:1] == [("message_changed", ts)]
    assert gap.kept[0]["event"]["message"]["text"] == "Wrens nest in ivy"
    assert len({payload["event_id"] for payload in gap.kept}) == 1


@pytest.mark.parametrize("has_replies", [False, True])
async def test_a_lessons_message_that_was_deleted_in_the_gap_is_found(gap: Gap, has_replies: bool) -> None:
    ts = await a_lesson(gap)
    if has_replies:
        await gap.say("birds", "Thank you", thread_ts=ts)
    await gap.control.post("delete", user="ana", channel="birds", ts=ts)

    await gap.sweep.sweep()

    assert happened(gap) == [("message_deleted", ts)]


async def test_a_mark_that_was_taken_off_in_the_gap_is_found(gap: Gap) -> None:
    ts = await a_lesson(gap)
    await gap.control.post("react", user="ben", channel="birds", ts=ts, name="bulb", remove=True)

    await gap.sweep.sweep()

    assert happened(gap) == [("reaction_removed", ts)]
    assert gap.kept[0]["event"]["user"] == id_of(gap.sandbox, "ben")


async def test_a_lesson_whose_channel_may_not_be_read_is_left_alone(gap: Gap) -> None:
    await a_lesson(gap)
    await gap.control.post("fault", method="conversations.replies", error="not_in_channel", times=5)

    assert await gap.sweep.sweep() == 0


async def test_sweeping_twice_finds_nothing_new(gap: Gap) -> None:
    await gap.react("birds", await gap.say("birds", "Wrens nest low"))
    await gap.sweep.sweep()

    assert await gap.sweep.sweep() == 0


async def test_the_first_start_ever_looks_at_nothing(gap: Gap) -> None:
    await gap.database.write(gap.sandbox.workspace.team_id, _forget)
    await gap.react("birds", await gap.say("birds", "Wrens nest low"))

    assert await gap.sweep.sweep() == 0
    assert await gap.database.read(gap.sandbox.workspace.team_id, lambda s: s.workspaces.seen_at()) == NOON


def _forget(stores: Any) -> None:
    stores.connection.exec_driver_sql("DELETE FROM intake")


async def test_a_reaction_on_an_old_message_is_left_alone(gap: Gap) -> None:
    ts = await gap.say("birds", "Wrens nest low")
    await gap.react("birds", ts)
    seen_at = NOON + timedelta(days=1, minutes=5)
    await gap.database.write(gap.sandbox.workspace.team_id, lambda stores: stores.workspaces.saw(seen_at))
    gap.clock.set(seen_at + GAP)

    assert await gap.sweep.sweep() == 0


async def test_slacks_rates_are_kept_and_half_of_them_left_to_others(gap: Gap) -> None:
    for number in range(40):
        gap.sandbox.workspace.create_channel(gap.sandbox.workspace.bot_user_id, f"birds-{number}")

    await gap.sweep.sweep()

    # 42 channels: 25 of 50 calls a minute are taken at once, the next 17 wait for the minute to pass.
    assert gap.watch.slept == [60.0]


async def test_a_sweep_waits_when_slack_says_so_and_goes_on(gap: Gap) -> None:
    await gap.react("birds", await gap.say("birds", "Wrens nest low"))
    await gap.control.post("fault", method="conversations.history", retry_after=7, times=1)

    assert await gap.sweep.sweep() == 1
    assert gap.watch.slept == [7.0]


async def test_a_channel_that_may_not_be_read_is_passed_over(gap: Gap) -> None:
    await gap.react("birds", await gap.say("birds", "Wrens nest low"))
    await gap.control.post("fault", method="conversations.history", error="not_in_channel", times=1)

    assert await gap.sweep.sweep() == 1


async def test_being_connected_is_noted_once_a_minute(gap: Gap) -> None:
    team = gap.sandbox.workspace.team_id
    await gap.sweep.note(is_connected=True)
    gap.clock.set(NOON + MINUTE / 2)
    await gap.sweep.note(is_connected=True)
    half = await gap.database.read(team, lambda stores: stores.workspaces.seen_at())
    gap.clock.set(NOON + MINUTE)
    await gap.sweep.note(is_connected=False)
    cut = await gap.database.read(team, lambda stores: stores.workspaces.seen_at())
    await gap.sweep.note(is_connected=True)

    assert (half, cut) == (NOON, NOON)
    assert await gap.database.read(team, lambda stores: stores.workspaces.seen_at()) == NOON + MINUTE


async def test_a_gap_that_is_not_swept_yet_is_not_forgotten(gap: Gap) -> None:
    gap.sweep.want()

    await gap.sweep.note(is_connected=True)

    seen = await gap.database.read(gap.sandbox.workspace.team_id, lambda stores: stores.workspaces.seen_at())
    assert seen == NOON - GAP
