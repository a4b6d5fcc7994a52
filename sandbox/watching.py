"""Puts every call the bot makes into the traffic log."""

import json
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from sandbox.response_urls import PATH as HOOKS_PATH
from sandbox.traffic import Kind, Traffic

_FORM = "application/x-www-form-urlencoded"


def watching(traffic: Traffic) -> Middleware:
    """Give a middleware that records Web API calls and answers to response URLs, with what they were answered."""

    @web.middleware
    async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
        kind = _kind(request.path)
        if kind is None:
            return await handler(request)
        name = request.path.removeprefix("/api/")
        exchange = traffic.record("from_bot", kind, name, await _request(request))
        response = await handler(request)
        # A connection that was cut has no answer, and neither has a call that hangs.
        if request.transport is not None and not request.transport.is_closing():
            traffic.answer(exchange, _response(response))
        return response

    return watch


def _kind(path: str) -> Kind | None:
    if path.startswith("/api/"):
        return "web_api"
    return "response_url" if path.startswith((f"{HOOKS_PATH}/", "/upload/")) else None


async def _request(request: web.Request) -> dict[str, Any]:
    shown: dict[str, Any] = {"verb": request.method}
    if request.query:
        shown["query"] = dict(request.query)
    if request.path.startswith("/upload/"):
        return shown | {"bytes": request.content_length}
    if request.content_type == _FORM:
        return shown | {"form": {name: str(value) for name, value in (await request.post()).items()}}
    if body := await request.text():
        shown["body"] = _decoded(body)
    return shown


def _response(response: web.StreamResponse) -> dict[str, Any]:
    shown: dict[str, Any] = {"status": response.status}
    if "Retry-After" in response.headers:
        shown["retry_after"] = response.headers["Retry-After"]
    if isinstance(response, web.Response) and response.text is not None:
        shown["body"] = _decoded(response.text)
    return shown


def _decoded(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
