"""The Web API over HTTP: GET with a query, POST with a query, a form or JSON, as Slack's SDKs send them."""

import json
from typing import Any

from aiohttp import web

from sandbox.models import SlackError
from sandbox.web_api.call import reference
from sandbox.web_api.dispatch import Answer, WebApi

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def routes(api: WebApi) -> list[web.RouteDef]:
    """Give the routes of `/api/{method}`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            token, arguments = await _read(request, method)
        except SlackError as refusal:
            return _respond(Answer({"ok": False, "error": refusal.code, **refusal.details}))
        answered = api.call(method, token=token, arguments=arguments)
        if answered.ending == "hang":
            await api.faults.hang()
        if answered.ending != "answer" and request.transport is not None:
            # Without a goodbye, as when a connection breaks on the way; the bytes of the answer go nowhere.
            request.transport.abort()
        return _respond(answered)

    return [web.get("/api/{method}", answer), web.post("/api/{method}", answer)]


def _respond(answered: Answer) -> web.Response:
    return web.json_response(answered.body, status=answered.status, headers=answered.headers)


async def _read(request: web.Request, method: str) -> tuple[str | None, dict[str, Any]]:
    """Give the token and the arguments.

    The token stands in the header or in a form, never in a query: docs.slack.dev/authentication/tokens, for apps
    made after February 2021.
    """
    arguments: dict[str, Any] = dict(request.query)
    if "token" in arguments:
        raise SlackError("not_authed")
    if request.method == "POST":
        arguments |= await _read_body(request, method)
    in_form = arguments.pop("token", None)
    scheme, _, in_header = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and in_header.strip():
        return in_header.strip(), arguments
    return in_form, arguments


async def _read_body(request: web.Request, method: str) -> dict[str, Any]:
    body = await request.read()
    if not body:
        return {}
    if request.content_type == "application/json":
        known = reference().get(method)
        if known is not None and not known.takes_json:
            raise SlackError("invalid_post_type")
        return _read_json(body)
    if request.content_type in _FORMS:
        form = await request.post()
        return {name: value for name, value in form.items() if isinstance(value, str)}
    raise SlackError("invalid_post_type")


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(decoded, dict):
        raise SlackError("json_not_object")
    # A token in JSON is not looked at: it belongs into the header.
    return {name: value for name, value in decoded.items() if name != "token"}
