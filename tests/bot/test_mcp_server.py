import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import httpx2
import pytest
import uvicorn
from aiohttp import web
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from slack_sdk.web.async_client import AsyncWebClient

from bot.library import Library
from bot.mcp_server import guarded, make_server
from bot.suggestion_desk import SuggestionDesk
from community.lessons import Lesson, NewLesson, Source, Words
from community.spread import Adoption, Answer
from community.suggestions import TooManyWaiting
from community.teams import NewTeam
from handlers.deps import Deps
from storage.database import Database
from storage.stores import Stores
from tests import some

TOKEN = "a-token-of-thirty-two-characters!"
ROOT = Path(__file__).parent.parent.parent


def new(title: str, *, closed_in: str | None = None, team_id: int | None = None) -> NewLesson:
    return NewLesson(
        title=title,
        learnt=f"{title}. We learnt it twice.",
        author_id="U0BEN",
        author_name="Ben",
        captured_by="U0LEA",
        captured_at=some.LAST_WEEK,
        said_at=some.LAST_WEEK,
        source=Source(closed_in or "C0COP", title, None, "https://kestrel.slack.com/archives/C0COP/p1"),
        team_id=team_id,
        closed_in=closed_in,
    )


def fill(stores: Stores) -> Lesson:
    """Keep a public lesson that another team uses, one of a closed room, and one that was taken back."""
    kestrel = stores.teams.add(NewTeam("kestrel", "Kestrel", "U0BEN", some.NOW))
    heron = stores.teams.add(NewTeam("heron", "Heron", "U0LEA", some.NOW))
    public = stores.lessons.add(new("Publish the contract before the deploy", team_id=kestrel.id))
    stores.spread.answer(Adoption(public.number, heron.id, Answer.ADOPTED, "", "U0LEA", some.NOW))
    stores.lessons.add(new("The contract of the secret merger", closed_in="G0NEST"))
    taken = stores.lessons.add(new("Contract nobody wants any more"))
    stores.lessons.update(replace(taken, withdrawn_at=some.NOW))
    return public


async def _none(delivery_id: int, within: timedelta) -> None:
    return None


def deps_of(database: Database) -> Deps:
    return Deps(
        workspace_id="T1",
        bot_user_id="",
        client=AsyncWebClient(),
        now=some.NOW,
        capture_emoji=("bulb",),
        channel_prefix="cop-",
        storage=database,
        outcomes=_none,
    )


@asynccontextmanager
async def desk(suggest: Callable[[str, Words], Any]) -> AsyncIterator[str]:
    """Serve a bot's desk for drafts and give its address."""
    app = web.Application()
    app.router.add_post("/suggestions", SuggestionDesk(TOKEN, suggest).take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def drafted() -> list[tuple[str, Words]]:
    return []


@pytest.fixture
async def library(sqlite_database: Database, drafted: list[tuple[str, Words]]) -> AsyncIterator[Library]:
    await sqlite_database.write("T1", fill)

    async def suggest(user_id: str, words: Words) -> None:
        if user_id == "U0BUSY":
            raise TooManyWaiting
        drafted.append((user_id, words))

    async with desk(suggest) as address, aiohttp.ClientSession() as http:
        yield Library(sqlite_database, "T1", deps_of(sqlite_database), http, address, TOKEN)


async def asked(library: Library, tool: str, **given: Any) -> Any:
    """Call a tool as a client does and give what it answers."""
    async with Client(make_server(library)) as client:
        answer = await client.call_tool(tool, given)
    assert not answer.is_error, answer.content
    return answer.structured_content


async def refused(library: Library, tool: str, **given: Any) -> str:
    async with Client(make_server(library)) as client:
        answer = await client.call_tool(tool, given)
    assert answer.is_error
    return str(answer.content)


async def test_a_search_gives_what_teams_learnt_and_no_names_of_people(library: Library) -> None:
    page = await asked(library, "search_lessons", query="contract")

    assert page["total"] == 1
    [card] = page["lessons"]
    assert card["title"] == "Publish the contract before the deploy"
    assert (card["learnt_by_team"], card["used_by_teams"]) == ("Kestrel", ["Heron"])
    assert "Ben" not in str(page)


@pytest.mark.parametrize("query", ["secret", "merger", "nobody wants", "", "c++ AND (", "x" * 500])
async def test_what_is_closed_or_taken_back_is_found_by_no_words(library: Library, query: str) -> None:
    page = await asked(library, "search_lessons", query=query)

    assert "secret merger" not in str(page)
    assert "nobody wants" not in str(page)


async def test_a_lesson_is_got_by_its_number(library: Library) -> None:
    card = await asked(library, "get_lesson", number=1)

    assert card["what_we_learnt"] == "Publish the contract before the deploy. We learnt it twice."
    assert card["link"] == "https://kestrel.slack.com/archives/C0COP/p1"


async def test_a_closed_lesson_one_that_was_taken_back_and_one_that_never_was_are_told_alike(library: Library) -> None:
    told = [await refused(library, "get_lesson", number=number) for number in (2, 3, 99)]

    assert [one.replace(f"#{number}", "#") for one, number in zip(told, (2, 3, 99), strict=True)] == [
        told[0].replace("#2", "#")
    ] * 3


async def test_what_is_similar_is_found_and_nothing_closed(library: Library) -> None:
    page = await asked(library, "similar_lessons", text="Publish your contract before you deploy, the secret merger")

    assert [card["number"] for card in page["lessons"]] == [1]


async def test_a_draft_goes_to_its_person_and_is_no_lesson(
    library: Library, drafted: list[tuple[str, Words]], sqlite_database: Database
) -> None:
    await asked(library, "draft_lesson", person="U0MIA", title="Warm the cache", what_we_learnt="On main only.")

    assert drafted == [("U0MIA", Words(title="Warm the cache", learnt="On main only."))]
    assert await sqlite_database.read("T1", lambda stores: stores.lessons.count(rooms=frozenset())) == 1


async def test_what_the_bot_refuses_is_told_to_the_helper(library: Library) -> None:
    told = await refused(library, "draft_lesson", person="U0BUSY", title="Warm", what_we_learnt="On main.")

    assert "drafts wait for that person already" in told


@pytest.mark.parametrize(
    "given",
    [
        {"person": "ben", "title": "Warm", "what_we_learnt": "x"},
        {"person": "U0MIA", "title": "x" * 81, "what_we_learnt": "x"},
        {"person": "U0MIA", "title": "Warm", "what_we_learnt": "x" * 3001},
    ],
)
async def test_a_draft_that_is_none_is_refused_before_anybody_is_asked(
    library: Library, drafted: list[tuple[str, Words]], given: dict[str, str]
) -> None:
    await refused(library, "draft_lesson", **given)

    assert drafted == []


async def test_without_the_bot_a_draft_is_refused_with_a_way_out(sqlite_database: Database) -> None:
    async with aiohttp.ClientSession() as http:
        alone = Library(sqlite_database, "T1", deps_of(sqlite_database), http, "http://127.0.0.1:9", TOKEN)

        told = await refused(alone, "draft_lesson", person="U0MIA", title="Warm", what_we_learnt="x")

    assert "Is it running, with the same MCP_TOKEN?" in told


@pytest.mark.parametrize(
    ("header", "body", "status", "sentence"),
    [
        ("", {}, 401, "The token is not"),
        ("Bearer wrong", {}, 401, "The token is not"),
        (f"Bearer {TOKEN}", [], 400, "Nothing was drafted"),
        (f"Bearer {TOKEN}", {"user_id": "U1", "title": "x"}, 400, "learnt"),
        (f"Bearer {TOKEN}", {"user_id": "<!channel>", "title": "x", "learnt": "x"}, 400, "user_id"),
        (f"Bearer {TOKEN}", {"user_id": "U1", "title": "x", "learnt": "x", "admin": True}, 400, "admin"),
        (f"Bearer {TOKEN}", {"user_id": "U0BUSY", "title": "x", "learnt": "x"}, 422, "drafts wait"),
    ],
)
async def test_the_desk_refuses_what_is_not_a_draft_of_somebody_it_knows(
    header: str, body: Any, status: int, sentence: str
) -> None:
    async def suggest(user_id: str, words: Words) -> None:
        if user_id == "U0BUSY":
            raise TooManyWaiting
        raise AssertionError("nothing of this may get through")

    async with desk(suggest) as address, aiohttp.ClientSession() as http:
        answer = await http.post(f"{address}/suggestions", json=body, headers={"Authorization": header})

        assert answer.status == status
        assert sentence in (await answer.json())["error"]


@asynccontextmanager
async def served(library: Library) -> AsyncIterator[str]:
    """Serve over HTTP on this machine and give the address."""
    config = uvicorn.Config(guarded(make_server(library), TOKEN), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn tells nobody when it listens
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/mcp"
    server.should_exit = True
    await running


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_over_http_nobody_comes_in_without_the_token(library: Library) -> None:
    async with served(library) as address, aiohttp.ClientSession() as http:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
            async with http.post(
                address, json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers=headers
            ) as answer:
                assert answer.status == 401
                assert "lesson" not in await answer.text()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_over_http_who_knows_the_token_searches(library: Library) -> None:
    async with (
        served(library) as address,
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
        Client(streamable_http_client(address, http_client=http)) as client,
    ):
        answer = await client.call_tool("search_lessons", {"query": "contract"})

    assert answer.structured_content is not None
    assert answer.structured_content["total"] == 1


@pytest.mark.process
async def test_over_stdio_the_command_serves_beside_a_running_bot(sqlite_database: Database, sqlite_url: str) -> None:
    await sqlite_database.write("T1", fill)
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "bot", "mcp", "--workspace", "T1"],
        env={"DATABASE_URL": sqlite_url, "PYTHONPATH": str(ROOT), "PATH": "", "MEANING": "off"},
    )

    async with Client(command) as client:
        tools = {tool.name for tool in (await client.list_tools()).tools}
        answer = await client.call_tool("search_lessons", {"query": "contract"})

    assert tools == {"search_lessons", "get_lesson", "similar_lessons", "draft_lesson"}
    assert answer.structured_content is not None
    assert [card["number"] for card in answer.structured_content["lessons"]] == [1]
