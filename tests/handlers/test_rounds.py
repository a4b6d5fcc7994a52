"""Rounds: once an hour, each by one process, and one that fails holds up none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.deps import Deps
from handlers.rounds import every_hour
from handlers.table import OnTick
from storage.database import Database
from tests.some import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def deps(database: Database) -> Deps:
    async def no_outcome(delivery_id: int, within: timedelta) -> None:
        return None

    return Deps("T1", "U0BOT", AsyncWebClient(), NOW, ("bulb",), "cop-", database, no_outcome)


def rounds(seen: list[str]) -> Mapping[str, OnTick]:
    async def look(deps: Deps) -> None:
        seen.append("look")

    async def fail(deps: Deps) -> None:
        seen.append("fail")
        raise LookupError("it is not there")

    return {"fails": fail, "looks": look}


async def test_a_round_is_made_once_an_hour_however_often_it_is_asked_for(deps: Deps) -> None:
    seen: list[str] = []
    tick = every_hour(rounds(seen))

    for passed in (timedelta(), timedelta(minutes=1), HOUR):
        await tick(replace(deps, now=NOW + passed))

    assert seen == ["fail", "look"] * 2


async def test_two_processes_share_one_round(deps: Deps) -> None:
    seen: list[str] = []

    await every_hour(rounds(seen))(deps)
    await every_hour(rounds(seen))(deps)

    assert seen == ["fail", "look"]
