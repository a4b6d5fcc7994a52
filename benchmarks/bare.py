"""The peer: the smallest slack-bolt app that answers the same and keeps nothing (`-m benchmarks.bare http|socket`)."""

import asyncio
import os
import sys

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.load import SIGNING_SECRET


def build() -> AsyncApp:
    """Make the app: one command and one event, with the setting that makes Bolt quick."""
    client = AsyncWebClient(token="xoxb-bare", base_url=os.environ["SLACK_API_URL"])  # noqa: S106
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)

    @app.command("/community")
    async def answer(ack: AsyncAck) -> None:
        await ack(text="Hello.")

    @app.event("reaction_added")
    async def hear() -> None:
        return

    return app


async def main(transport: str) -> None:
    """Serve until stopped; the health address says when it is there."""
    app = build()

    async def take(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async def healthy(_: web.Request) -> web.Response:
        return web.Response()

    server = web.Application()
    server.add_routes([web.post("/slack/events", take), web.get("/readyz", healthy)])
    if transport == "socket":
        await AsyncSocketModeHandler(app, app_token=os.environ["SLACK_APP_TOKEN"]).connect_async()  # type: ignore[no-untyped-call]
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(os.environ["PORT"])).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
