"""The Bolt app: who comes in, what is kept before it is acknowledged, what an event's failure does."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import app as bolt
from bot import slack
from bot.slack import Identity
from community.errors import CommunityError
from handlers.deps import Deps
from handlers.payloads import Event
from handlers.table import Feature
from storage.database import Database
from storage.inbox import Event as Received
from tests.bot.running import NOON, deps_of

SECRET = "signing secret"
US = Identity("T1", "U0BOT", "B1")


def event(kind: str = "reaction_added", **given: Any) -> dict[str, Any]:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "E1",
        "authorizations": [{"team_id": "T1", "user_id": "U0BOT", "is_bot": True}],
        "event": {"type": kind, "user": "U1"} | given,
    }


def signed(body: Mapping[str, Any], *, secret: str = SECRET, age_seconds: int = 0) -> AsyncBoltRequest:
    text, at = json.dumps(body), str(int(time.time()) - age_seconds)
    signature = hmac.new(secret.encode(), f"v0:{at}:{text}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={signature}",
    }
    return AsyncBoltRequest(body=text, headers=headers)  # type: ignore[arg-type]  # its own types are too narrow


class Desk:
    """An app with a database; notes what is kept and what is handled."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.kept: list[str] = []
        self.losses = 0
        self.handled: list[str] = []
        self.failure: Exception | None = None
        self.writes = True
        self.app: AsyncApp

    async def keep(self, payload: Mapping[str, Any]) -> bool:
        if self.failure is not None:
            raise self.failure
        self.kept.append(str(payload["event_id"]))
        return True

    def lose(self) -> None:
        self.losses += 1

    async def handle(self, event: Event, deps: Deps) -> None:
        self.handled.append(event.event_id)
        if self.failure is not None:
            raise self.failure
        if self.writes:
            await deps.write(lambda _: None)

    async def answer(self, request: AsyncBoltRequest) -> BoltResponse:
        return await self.app.async_dispatch(request)

    async def receive(self, payload: Mapping[str, Any]) -> None:
        await self.database.keep("T1", Received(payload["event_id"], "C1", payload, NOON))

    async def is_done(self) -> bool:
        return await self.database.read("T1", lambda stores: stores.inbox.is_done("E1"))


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Desk]:
    database = await Database(sqlite_url).open()
    made = Desk(database)
    async with slack.session() as shared:
        client = slack.client(shared, base_url="http://127.0.0.1:9/api/")

        def make_deps(client: Any, claim: Any) -> Deps:
            given = deps_of(database, US, client)
            return Deps(**{name: getattr(given, name) for name in given.__dataclass_fields__} | {"claim": claim})

        made.app = bolt.build(
            client,
            US,
            token="xoxb-1",
            signing_secret=SECRET,
            table=Feature(events={"reaction_added": made.handle}),
            make_deps=make_deps,
            keep=made.keep,
            on_loss=made.lose,
        )
        yield made
    await database.close()


async def test_an_event_is_kept_and_acknowledged_and_not_handled_yet(desk: Desk) -> None:
    response = await desk.answer(signed(event()))

    assert response.status == 200
    assert (desk.kept, desk.handled) == (["E1"], [])


async def test_an_event_that_cannot_be_kept_is_answered_with_an_error(desk: Desk) -> None:
    desk.failure = OSError("the disk is full")

    response = await desk.answer(signed(event()))

    assert response.status == 500


@pytest.mark.parametrize(("secret", "age_seconds"), [("another", 0), (SECRET, 60 * 6)])
async def test_a_request_that_slack_did_not_sign_just_now_is_turned_away(
    desk: Desk, secret: str, age_seconds: int
) -> None:
    response = await desk.answer(signed(event(), secret=secret, age_seconds=age_seconds))

    assert response.status == 401
    assert desk.kept == []


async def test_an_event_of_another_workspace_is_not_kept(desk: Desk) -> None:
    await desk.answer(signed(event() | {"team_id": "T2", "authorizations": [{"team_id": "T2"}]}))

    assert desk.kept == []


async def test_an_event_that_names_no_workspace_is_kept_since_it_was_signed(desk: Desk) -> None:
    nameless = {key: value for key, value in event().items() if key not in {"team_id", "authorizations"}}

    await desk.answer(signed(nameless))

    assert desk.kept == ["E1"]


async def test_an_event_from_a_channel_shared_by_another_organisation_is_kept(desk: Desk) -> None:
    await desk.answer(signed(event() | {"team_id": "T2"}))

    assert desk.kept == ["E1"]


async def test_what_the_bot_did_itself_is_not_kept(desk: Desk) -> None:
    response = await desk.answer(signed(event(user="U0BOT")))

    assert (response.status, desk.kept) == (200, [])


async def test_slack_is_told_that_the_address_is_ours(desk: Desk) -> None:
    response = await desk.answer(signed({"type": "url_verification", "challenge": "abc", "token": "t"}))

    assert (response.status, json.loads(response.body)) == (200, {"challenge": "abc"})


async def test_events_that_slack_dropped_are_looked_for(desk: Desk) -> None:
    response = await desk.answer(signed({"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1}))

    assert (response.status, desk.losses) == (200, 1)


async def test_nobody_outside_can_pass_an_event_off_as_kept(desk: Desk) -> None:
    await desk.answer(signed(event() | {"is_from_inbox": True, "context": {"is_from_inbox": True}}))

    assert (desk.kept, desk.handled) == (["E1"], [])


async def test_a_kept_event_reaches_its_handler_and_is_done_with_its_write(desk: Desk) -> None:
    await desk.receive(event())

    is_done = await bolt.dispatch(desk.app, event())

    assert (is_done, desk.handled, desk.kept) == (True, ["E1"], [])
    assert await desk.is_done()


async def test_an_event_whose_handler_writes_nothing_is_left_to_be_marked(desk: Desk) -> None:
    desk.writes = False
    await desk.receive(event())

    is_done = await bolt.dispatch(desk.app, event())

    assert (is_done, desk.handled) == (False, ["E1"])


async def test_an_event_whose_handler_fails_is_not_done_and_the_failure_is_raised(desk: Desk) -> None:
    desk.failure = RuntimeError("it is broken")
    await desk.receive(event())

    with pytest.raises(RuntimeError, match="it is broken"):
        await bolt.dispatch(desk.app, event())

    assert not await desk.is_done()


async def test_an_event_that_meets_a_rule_is_no_failure(desk: Desk) -> None:
    desk.failure = CommunityError("not like that")
    await desk.receive(event())

    assert not await bolt.dispatch(desk.app, event())


async def test_an_event_nobody_handles_is_left_to_be_marked(desk: Desk) -> None:
    assert not await bolt.dispatch(desk.app, event("emoji_changed"))


async def test_many_events_at_once_are_all_kept(desk: Desk) -> None:
    requests = [signed(event() | {"event_id": f"E{number}"}) for number in range(20)]

    responses = await asyncio.gather(*(desk.answer(request) for request in requests))

    assert {response.status for response in responses} == {200}
    assert len(desk.kept) == 20
