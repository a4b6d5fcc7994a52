"""The little of the wide web that the sandbox serves: a feed, a calendar, a page, and what a test puts there."""

import aiohttp

from tests.sandbox.running import sandbox_of


async def test_the_examples_go_on_with_the_clock_and_a_test_puts_its_own_there() -> None:
    async with sandbox_of() as (sandbox, control), aiohttp.ClientSession() as session:

        async def got(name: str) -> tuple[int, str]:
            async with session.get(f"{sandbox.url}/outside/{name}", allow_redirects=False) as answer:
                return answer.status, await answer.text()

        before = await got("example.xml")
        assert "<title>The example feed</title>" in before[1]
        assert (await got("example.ics"))[1].count("BEGIN:VEVENT") == 6
        assert '/outside/example.xml">' in (await got("example.html"))[1]
        assert (await got("none"))[0] == 404
        await control.post("clock", to="next Monday 09:00")
        assert (await got("example.xml"))[1] != before[1]

        assert await control.post("outside", name="own.xml", status=301, location="/outside/example.xml") == {
            "path": "/outside/own.xml"
        }
        assert (await got("own.xml"))[0] == 301
        assert "one part of an address" in await control.refused("outside", name="a/b")
