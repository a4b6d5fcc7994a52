"""Keeps the sandbox to this machine: no web page from elsewhere can read or drive it through a browser."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@web.middleware
async def only_from_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a Host that is not this machine (a rebound name), and anything a page of another origin sends."""
    if _host(f"//{request.host}") not in LOOPBACK:
        return _refused(f"This Slack answers at 127.0.0.1 and localhost only, not as {request.host}.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return _refused(f"This Slack takes nothing from pages of {origin}.")
    return await handler(request)


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _refused(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=403)
