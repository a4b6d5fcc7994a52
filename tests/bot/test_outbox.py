"""The sender: each delivery once, in order, at Slack's pace, whatever Slack and the network do."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SettableClock
from bot.outbox import Sender
from bot.outcomes import Outcomes
from bot.rates import Rates
from community.delivery import Delivery, Refused, Sent
from community.stores import Stores
from handlers.deps import Deps
from handlers.table import Feature
from sandbox.clock import Clock
from sandbox.server import Sandbox
from storage.database import Database
from storage.outbox import OutboxEntry
from tests.bot.running import NOON, PATIENCE, Stopwatch, client_of, deps_of, identity_of, standing_clock
from tests.sandbox.running import Control, id_of, sandbox_of

WITHIN = PATIENCE


@dataclass
class Office:
    """A sender at work on a real database and a Slack on loopback, with a clock and pauses that don't take time."""

    sandbox: Sandbox
    control: Control
    database: Database
    sender: Sender
    outcomes: Outcomes
    clock: SettableClock
    watch: Stopwatch

    @property
    def team(self) -> str:
        return self.sandbox.workspace.team_id

    def id(self, name: str) -> str:
        return id_of(self.sandbox, name)

    def post(self, channel: str, text: str, **given: Any) -> Delivery:
        channel_id = self.id(channel)
        purpose = given.pop("purpose", "")
        return Delivery("chat.postMessage", {"channel": channel_id, "text": text} | given, channel_id, purpose, "7")

    async def put(self, *deliveries: Delivery) -> list[int]:
        def work(stores: Stores) -> list[int]:
            return [stores.outbox.put(delivery, now=self.clock.now()) for delivery in deliveries]

        ids = await self.database.write(self.team, work)
        self.sender.wake()
        return ids

    async def outcome(self, delivery_id: int) -> Sent | Refused:
        found = await self.outcomes.wait(delivery_id, WITHIN)
        assert found is not None
        return found

    async def texts(self, channel: str) -> list[str]:
        return [message["text"] for message in await self.control.messages(channel)]

    async def parked(self) -> list[OutboxEntry]:
        return list(await self.database.read(self.team, lambda stores: stores.outbox.parked(limit=10)))

    async def until_parked(self) -> OutboxEntry:
        async with asyncio.timeout(WITHIN.total_seconds()):
            while not (found := await self.parked()):  # noqa: ASYNC110  # no event tells of it
                await asyncio.sleep(0.005)
        return found[0]

    async def waits_until(self, after: datetime) -> datetime:
        """Give when the next try is, once there is one after that time."""
        async with asyncio.timeout(WITHIN.total_seconds()):
            while True:
                at = await self.database.read(self.team, lambda stores: stores.outbox.next_try())
                if at is not None and at > after:
                    return at
                await asyncio.sleep(0.005)


Open = Callable[..., Any]


@dataclass
class Recorder:
    """A feature that notes what it is told."""

    sent: list[Sent] = field(default_factory=list)
    refused: list[tuple[str, bool]] = field(default_factory=list)

    def table(self) -> Feature:
        def on_sent(stores: Stores, sent: Sent, now: datetime) -> None:
            self.sent.append(sent)
            channel_id, ts = sent.answer["channel"], sent.answer["ts"]
            stores.outbox.put(Delivery("pins.add", {"channel": channel_id, "timestamp": ts}, channel_id), now=now)

        async def on_refused(refused: Refused, deps: Deps, is_awaited: bool) -> Callable[[Stores], None]:
            self.refused.append((refused.error, is_awaited))
            who = "U1" if is_awaited else "U2"

            def tell(stores: Stores) -> None:
                stores.requests.claim(f"told {who}", now=deps.now)

            return tell

        def broken(stores: Stores, sent: Sent, now: datetime) -> None:
            raise RuntimeError("it is broken")

        return Feature(sent={"noted": on_sent, "broken": broken}, refused={"noted": on_refused})


@asynccontextmanager
async def office_of(
    sqlite_url: str,
    *,
    table: Feature | None = None,
    before: Callable[[Database, Sandbox], Any] | None = None,
    base_url: str | None = None,
) -> AsyncIterator[Office]:
    clock, watch, outcomes = standing_clock(), Stopwatch(), Outcomes()
    async with sandbox_of(clock=Clock(NOON)) as (sandbox, control), client_of(sandbox) as client:
        database = await Database(sqlite_url).open()
        try:
            identity = identity_of(sandbox)
            if before is not None:
                await before(database, sandbox)
            sender = Sender(
                database,
                client
                if base_url is None
                else AsyncWebClient(base_url=base_url, session=client.session, retry_handlers=[]),
                identity,
                clock,
                name="s",
                table=table or Feature(),
                make_deps=lambda: deps_of(database, identity, client),
                outcomes=outcomes,
                rates=Rates(watch),
                sleep=watch.sleep,
            )
            task = asyncio.create_task(sender.run())
            try:
                yield Office(sandbox, control, database, sender, outcomes, clock, watch)
            finally:
                sender.stop()
                await task
        finally:
            await database.close()


@pytest.fixture
def open_office(sqlite_url: str) -> Open:
    return lambda **given: office_of(sqlite_url, **given)


async def test_a_delivery_is_made_and_its_answer_is_told(open_office: Open) -> None:
    async with open_office() as office:
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        outcome = await office.outcome(delivery_id)

        [message] = await office.control.messages("birds")
        assert isinstance(outcome, Sent)
        assert (message["text"], message["ts"]) == ("A wren!", outcome.answer["ts"])
        assert outcome.answer["channel"] == office.id("birds")


async def test_a_lane_keeps_its_order_at_one_post_a_second(open_office: Open) -> None:
    async with open_office() as office:
        ids = await office.put(*(office.post("birds", text) for text in ("one", "two", "three")))
        await office.outcome(ids[-1])

        assert await office.texts("birds") == ["one", "two", "three"]
        assert office.watch.slept == [1.0, 1.0]


async def test_a_channel_that_waits_holds_up_no_other(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", retry_after=30, times=1)
        [held] = await office.put(office.post("birds", "held"))
        await office.waits_until(NOON)
        [free] = await office.put(office.post("general", "free"))
        await office.outcome(free)

        assert await office.texts("birds") == []
        assert await office.outcomes.wait(held, timedelta(0)) is None


async def test_retry_after_is_obeyed(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", retry_after=30, times=1)
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        at = await office.waits_until(NOON)
        office.watch.seconds += 30
        office.clock.set(at)
        office.sender.wake()
        await office.outcome(delivery_id)

        assert at == NOON + timedelta(seconds=30)
        assert await office.texts("birds") == ["A wren!"]


async def test_the_answer_is_taken_by_its_feature_which_may_put_more(open_office: Open) -> None:
    recorder = Recorder()
    async with open_office(table=recorder.table()) as office:
        [delivery_id] = await office.put(office.post("birds", "Welcome", purpose="noted"))
        await office.outcome(delivery_id)
        await office.outcome(delivery_id + 1)

        [sent] = recorder.sent
        birds = next(c for c in (await office.control.state())["channels"] if c["name"] == "birds")
        assert (sent.delivery.subject, birds["pins"]) == ("7", [sent.answer["ts"]])


async def test_a_refusal_for_good_is_told_to_its_feature(open_office: Open) -> None:
    recorder = Recorder()
    async with open_office(table=recorder.table()) as office:
        await office.control.post("fault", method="chat.postMessage", error="is_archived")
        [delivery_id] = await office.put(office.post("birds", "Welcome", purpose="noted"))
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Refused)
        assert outcome.error == "is_archived"
        assert recorder.refused == [("is_archived", True)]
        claimed_again = await office.database.write(office.team, lambda s: s.requests.claim("told U1", now=NOON))
        assert not claimed_again


async def test_a_refusal_leaves_its_lane_open(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", error="is_archived")
        ids = await office.put(office.post("birds", "refused"), office.post("birds", "next"))
        await office.outcome(ids[-1])

        assert await office.texts("birds") == ["next"]


async def test_a_fault_in_a_feature_parks_what_was_made_and_makes_it_once(open_office: Open) -> None:
    async with open_office(table=Recorder().table()) as office:
        await office.put(office.post("birds", "Welcome", purpose="broken"))
        entry = await office.until_parked()

        assert entry.error == "it was made, but nothing could be done with the answer"
        assert await office.texts("birds") == ["Welcome"]


@pytest.mark.parametrize(
    "fault",
    [
        {"when": "after", "error": "internal_error"},
        {"when": "after", "error": "fatal_error"},
        {"when": "after", "status": 503},
        {"when": "reset", "done": True},
    ],
)
async def test_a_post_that_arrived_without_an_answer_is_found_and_not_sent_again(
    open_office: Open, fault: dict[str, Any]
) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", **fault)
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        outcome = await office.outcome(delivery_id)

        [message] = await office.control.messages("birds")
        assert isinstance(outcome, Sent)
        assert outcome.answer["ts"] == message["ts"]


async def test_a_reply_that_arrived_without_an_answer_is_found_in_its_thread(open_office: Open) -> None:
    async with open_office() as office:
        parent = await office.control.post("message", user="ana", channel="birds", text="Look")
        await office.control.post("fault", method="chat.postMessage", when="after", error="internal_error")
        [delivery_id] = await office.put(office.post("birds", "A wren!", thread_ts=parent["ts"]))
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Sent)
        assert await office.texts("birds") == ["Look", "A wren!"]


async def test_a_post_that_surely_never_arrived_is_sent_once_more(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", when="reset", done=False)
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Sent)
        assert await office.texts("birds") == ["A wren!"]
        # Looked for twice, since a post may arrive after its connection broke.
        assert office.watch.slept == [1.0, 5.0]


async def test_somebody_elses_message_with_the_same_metadata_is_not_taken_for_ours(open_office: Open) -> None:
    async with open_office() as office:
        workspace = office.sandbox.workspace
        metadata = {"event_type": "yokoten_delivery", "event_payload": {"delivery_id": 1}}
        workspace.post(office.id("ana"), office.id("birds"), text="Not the bot", metadata=metadata)
        await office.control.post("fault", method="chat.postMessage", when="reset", done=False)
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        await office.outcome(delivery_id)

        assert delivery_id == 1
        assert await office.texts("birds") == ["Not the bot", "A wren!"]


async def test_a_post_is_parked_when_slack_will_not_tell(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", when="reset", done=True)
        await office.control.post("fault", method="conversations.history", error="missing_scope", times=5)
        await office.put(office.post("birds", "A wren!"))
        entry = await office.until_parked()

        assert entry.error == "it may have been made or not, and that cannot be told"
        assert await office.texts("birds") == ["A wren!"]


async def test_a_direct_message_without_an_answer_is_parked(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", when="reset", done=False)
        await office.put(office.post("ana", "Only for you"))

        entry = await office.until_parked()

        assert entry.delivery.lane == office.id("ana")


async def test_a_parked_delivery_holds_up_nothing_and_can_be_replayed(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", when="reset", done=False)
        await office.control.post("fault", method="conversations.history", error="missing_scope", times=5)
        first, second = await office.put(office.post("birds", "parked"), office.post("birds", "next"))
        await office.outcome(second)
        await office.database.write(office.team, lambda stores: stores.outbox.replay(first, now=NOON))
        office.sender.wake()
        await office.outcome(first)

        assert await office.texts("birds") == ["next", "parked"]


async def test_a_lookup_that_fails_is_made_again_and_nothing_is_sent_blindly(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", when="after", error="internal_error")
        await office.control.post("fault", method="conversations.history", when="reset", times=1)
        await office.control.post("fault", method="conversations.history", error="service_unavailable", times=1)
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Sent)
        assert await office.texts("birds") == ["A wren!"]


@pytest.mark.parametrize("has_arrived", [True, False])
async def test_what_was_being_sent_when_the_process_died_is_there_once_after_a_restart(
    open_office: Open, has_arrived: bool
) -> None:
    async def die(database: Database, sandbox: Sandbox) -> None:
        channel_id = id_of(sandbox, "birds")
        delivery = Delivery("chat.postMessage", {"channel": channel_id, "text": "A wren!"}, channel_id)
        team = sandbox.workspace.team_id
        await database.write(team, lambda stores: stores.outbox.put(delivery, now=NOON))
        await database.write(team, lambda s: s.outbox.claim(sender="s", now=NOON, lease=timedelta(hours=1), limit=1))
        if has_arrived:
            metadata = {"event_type": "yokoten_delivery", "event_payload": {"delivery_id": 1}}
            sandbox.workspace.post(sandbox.workspace.bot_user_id, channel_id, text="A wren!", metadata=metadata)

    async with open_office(before=die) as office:
        outcome = await office.outcome(1)

        assert isinstance(outcome, Sent)
        assert await office.texts("birds") == ["A wren!"]


async def test_a_channel_that_was_made_without_an_answer_is_adopted(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="conversations.create", when="after", error="internal_error")
        [delivery_id] = await office.put(Delivery("conversations.create", {"name": "cop-owls"}, "community:1"))
        outcome = await office.outcome(delivery_id)

        named = [c for c in (await office.control.state())["channels"] if c["name"] == "cop-owls"]
        assert isinstance(outcome, Sent)
        assert [c["id"] for c in named] == [outcome.answer["channel"]["id"]]


async def test_a_channel_that_was_not_made_is_made_once(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="conversations.create", when="reset", done=False)
        [delivery_id] = await office.put(Delivery("conversations.create", {"name": "cop-owls"}, "community:1"))
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Sent)
        assert len([c for c in (await office.control.state())["channels"] if c["name"] == "cop-owls"]) == 1


async def test_somebody_elses_channel_of_that_name_is_not_adopted(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="conversations.create", when="reset", done=False)
        office.sandbox.workspace.create_channel(office.id("ana"), "cop-owls")
        await office.put(Delivery("conversations.create", {"name": "cop-owls"}, "community:1"))
        entry = await office.until_parked()

        assert entry.error == "the name is taken, perhaps by the channel this was to make"


async def test_a_name_that_is_taken_is_refused_at_once_when_there_was_no_doubt(open_office: Open) -> None:
    async with open_office() as office:
        office.sandbox.workspace.create_channel(office.id("ana"), "cop-owls")
        [delivery_id] = await office.put(Delivery("conversations.create", {"name": "cop-owls"}, "community:1"))
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Refused)
        assert outcome.error == "name_taken"


async def test_what_changes_nothing_when_repeated_is_simply_repeated(open_office: Open) -> None:
    async with open_office() as office:
        channel_id = office.id("birds")
        said = await office.control.post("message", user="ana", channel="birds", text="Look")
        await office.control.post("fault", method="pins.add", when="reset", done=True)
        [delivery_id] = await office.put(
            Delivery("pins.add", {"channel": channel_id, "timestamp": said["ts"]}, channel_id)
        )
        outcome = await office.outcome(delivery_id)

        assert isinstance(outcome, Sent)
        assert outcome.answer["error"] == "already_pinned"


@pytest.mark.parametrize("error", ["service_unavailable", "token_revoked"])
async def test_what_can_be_made_later_waits_with_growing_pauses(open_office: Open, error: str) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="chat.postMessage", error=error, times=2)
        [delivery_id] = await office.put(office.post("birds", "A wren!"))
        pauses = []
        for _ in range(2):
            at = await office.waits_until(office.clock.now())
            pauses.append((at - office.clock.now()).total_seconds())
            office.clock.set(at)
            office.sender.wake()
        await office.outcome(delivery_id)

        assert pauses == [1.0, 2.0]
        assert await office.texts("birds") == ["A wren!"]


async def test_a_slack_that_cannot_be_reached_loses_nothing(open_office: Open) -> None:
    async with open_office(base_url="http://127.0.0.1:9/api/") as office:
        await office.put(office.post("birds", "A wren!"))
        at = await office.waits_until(NOON)

        assert at == NOON + timedelta(seconds=1)
        assert await office.parked() == []


def canvas(office: Office) -> Delivery:
    document = {"type": "markdown", "markdown": "Charter"}
    arguments = {"channel_id": office.id("birds"), "document_content": document}
    return Delivery("conversations.canvases.create", arguments, "canvas:1")


async def test_a_canvas_that_may_be_anybodys_is_parked(open_office: Open) -> None:
    async with open_office() as office:
        await office.control.post(
            "fault", method="conversations.canvases.create", when="after", error="fatal_error", times=1
        )

        await office.put(canvas(office))

        assert (await office.until_parked()).delivery.method == "conversations.canvases.create"
        assert len(office.sandbox.workspace.canvases) == 1


@pytest.mark.parametrize("is_empty_there", [False, True])
async def test_a_canvas_that_was_surely_not_made_is_made_once_more(open_office: Open, is_empty_there: bool) -> None:
    async with open_office() as office:
        await office.control.post("fault", method="conversations.canvases.create", when="reset", done=False, times=1)
        if is_empty_there:
            await office.control.post("canvas", user="ana", channel="birds", text="")

        [delivery_id] = await office.put(canvas(office))

        # What is empty is not what was to be made, so it is asked for again, and Slack says whether it is in the way.
        outcome = await office.outcome(delivery_id)
        assert isinstance(outcome, Refused if is_empty_there else Sent)
        assert len(office.sandbox.workspace.canvases) == 1
