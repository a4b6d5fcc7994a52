"""The addresses the app uses besides the Web API: response URLs, where files are uploaded, where they are read."""

import json
from collections.abc import Set
from typing import Any

from aiohttp import web

from sandbox.models import SlackError
from sandbox.response_urls import PATH, ResponseUrls
from sandbox.workspace import Workspace


def routes(workspace: Workspace, response_urls: ResponseUrls, scopes: Set[str]) -> list[web.RouteDef]:
    """Give the routes of all; `scopes` are the bot's."""

    async def respond(request: web.Request) -> web.Response:
        try:
            response_urls.answer(request.path, await _payload(request))
        except SlackError as error:
            status = 404 if error.code.endswith("_url") else 400
            return web.json_response({"ok": False, "error": error.code, **error.details}, status=status)
        return web.Response(text="ok")

    async def upload(request: web.Request) -> web.Response:
        try:
            file = workspace.receive_upload(request.match_info["ticket"], await _bytes(request))
        except SlackError as error:
            return web.Response(status=400, text=error.code)
        return web.Response(text=f"OK - {file.size}")

    async def read(request: web.Request) -> web.Response:
        # Without a token that may, Slack shows its sign-in page instead, which is no error to who doesn't look.
        # Source: docs.slack.dev/reference/objects/file-object, "url_private": the token in a header, scope files:read.
        is_let_in = request.headers.get("Authorization") == f"Bearer {workspace.bot_token}" and "files:read" in scopes
        file = workspace.files.get(request.match_info["place"].partition("-")[2])
        if not is_let_in:
            return web.Response(status=302, headers={"Location": f"{workspace.url}?redir=files-pri"})
        if file is None or file.content is None:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.mimetype)

    return [
        web.post(f"{PATH}/{{rest:.+}}", respond),
        web.post("/upload/{ticket}", upload),
        web.get("/files-pri/{place}/{name:.+}", read),
    ]


async def _payload(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text())
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not isinstance(body, dict):
        raise SlackError("invalid_payload")
    return body


async def _bytes(request: web.Request) -> bytes:
    """Give the file's bytes: the body itself, or the first file of a form, as `curl -F` sends it."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    raise SlackError("no_file_data")
