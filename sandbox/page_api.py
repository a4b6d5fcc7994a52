"""The page's own addresses: its files, what a person may see, and the few things Slack's client does without the app.

Everything a person does that the app hears of goes through the control API instead.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from sandbox.clock import Clock
from sandbox.manifest import Manifest
from sandbox.models import Channel, SlackError, User
from sandbox.page_state import Reader, ReadMarks, app_of
from sandbox.page_stream import Streams
from sandbox.refusals import RefusedError
from sandbox.workspace import Workspace

PAGE = Path(__file__).parent / "page"

# Nothing on the page comes from another address by itself; an image elsewhere is loaded after a click on its name.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data: http: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
# Named here since machines disagree about them, and a browser runs no module that is called text/plain.
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

Action = Callable[[Reader, Mapping[str, Any]], Mapping[str, Any]]


class Shown(Protocol):
    """What the page needs of the sandbox."""

    @property
    def workspace(self) -> Workspace:
        """The workspace that is looked at."""

    @property
    def clock(self) -> Clock:
        """The clock that the page shows."""

    @property
    def manifest(self) -> Manifest:
        """What the app offers."""


class Page:
    """The page's routes, and the streams that keep open pages up to date."""

    def __init__(self, sandbox: Shown) -> None:
        self._workspace = sandbox.workspace
        self._manifest = sandbox.manifest
        self._marks = ReadMarks(sandbox.workspace)
        self._streams = Streams()
        sandbox.workspace.subscribe(self._streams.tell)
        sandbox.clock.subscribe(lambda now: self._streams.tell_all({"kind": "clock", "now": now.isoformat()}))

    def routes(self) -> list[web.RouteDef]:
        """Give every route of the page."""
        actions: dict[str, Action] = {
            "read": self._read,
            "direct_message": self._direct_message,
            "create_channel": self._create_channel,
            "invite": self._invite,
            "topic": self._topic,
            "pin": self._pin,
            "dismiss": self._dismiss,
        }
        return [
            # One page for every address that it puts into the browser's own bar.
            *(web.get(path, self._shell) for path in ("/", "/archives/{rest:.+}", "/app", "/traffic", "/channels")),
            web.get("/page/files/{file_id}", self._file),
            web.post("/page/upload", _answering(self._upload)),
            web.get("/page/state", _answering(self._state)),
            web.get("/page/messages", _answering(self._messages)),
            web.get("/page/thread", _answering(self._thread)),
            web.get("/page/pins", _answering(self._pins)),
            web.get("/page/stream", self._stream),
            *(web.post(f"/page/{name}", _answering(self._doing(action))) for name, action in actions.items()),
            web.get("/page/{path:.+}", self._static),
        ]

    async def close(self, _app: web.Application) -> None:
        """End the streams, which would hold up a server that waits for its open requests."""
        self._streams.close()

    async def _shell(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=SECURITY_HEADERS)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info["path"]).resolve()
        if not path.is_relative_to(PAGE) or path.suffix not in KINDS or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=SECURITY_HEADERS | {"Content-Type": KINDS[path.suffix]})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        reader = self._reader(request.query)
        file = self._workspace.files.get(request.match_info["file_id"])
        rooms = [self._workspace.channels.get(channel_id) for channel_id in (file.shares if file else {})]
        is_seen = any(room is not None and reader.sees(room) for room in rooms)
        if file is None or file.content is None or not (is_seen or file.user_id == reader.user.id):
            raise web.HTTPNotFound
        # Only pictures are shown as what they claim to be: an uploaded HTML page must not run here.
        is_image = file.mimetype in IMAGES
        kind = file.mimetype if is_image else "application/octet-stream"
        headers = SECURITY_HEADERS | {"Content-Disposition": "inline" if is_image else "attachment"}
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def _upload(self, request: web.Request) -> Mapping[str, Any]:
        """Take a file's bytes for a modal that asks for one."""
        reader = self._reader(request.query)
        name, content = str(request.query.get("name", "")), await request.read()
        return {"file": self._workspace.take_upload(reader.user.id, name=name, content=content).id}

    def _reader(self, asked: Mapping[str, Any]) -> Reader:
        name = str(asked.get("as") or asked.get("user") or "")
        user = self._workspace.find_user(name) if name else self._somebody()
        if user is None:
            raise SlackError("user_not_found")
        return Reader(self._workspace, self._marks, user)

    def _somebody(self) -> User:
        """Who a visitor is at first: an active person, who is not the app."""
        people = [user for user in self._workspace.users.values() if not user.is_bot]
        return next((user for user in people if not user.deleted), people[0])

    async def _state(self, request: web.Request) -> Mapping[str, Any]:
        return self._reader(request.query).state() | {"app": app_of(self._workspace, self._manifest)}

    async def _messages(self, request: web.Request) -> Mapping[str, Any]:
        reader, channel = self._place(request.query)
        query = request.query
        return reader.messages(channel, before=query.get("before"), since=query.get("since"))

    async def _thread(self, request: web.Request) -> Mapping[str, Any]:
        reader, channel = self._place(request.query)
        return reader.thread(channel, request.query.get("ts", ""))

    async def _pins(self, request: web.Request) -> Mapping[str, Any]:
        reader, channel = self._place(request.query)
        return {"messages": reader.pins(channel)}

    def _place(self, asked: Mapping[str, Any]) -> tuple[Reader, Channel]:
        reader = self._reader(asked)
        return reader, reader.conversation(str(asked.get("channel", "")))

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=SECURITY_HEADERS | {"Content-Type": "text/event-stream"})
        with self._streams.opened(self._reader(request.query)) as stream:
            await response.prepare(request)
            async for lines in stream.events():
                try:
                    await response.write(lines)
                except ConnectionResetError:
                    break
        return response

    def _doing(self, action: Action) -> Callable[[web.Request], Awaitable[Mapping[str, Any]]]:
        async def answer(request: web.Request) -> Mapping[str, Any]:
            try:
                asked = await request.json()
            except json.JSONDecodeError:
                raise SlackError("invalid_json") from None
            if not isinstance(asked, dict):
                raise SlackError("json_not_object")
            return action(self._reader(asked), asked)

        return answer

    def _read(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        channel = reader.conversation(str(asked.get("channel", "")))
        self._marks.mark(reader.user.id, channel.id, str(asked.get("ts", "")))
        return reader.unread(channel)

    def _direct_message(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        people = [str(user_id) for user_id in asked.get("people", [])]
        return reader.channel(self._workspace.group_message([reader.user.id, *people]))

    def _create_channel(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        name, is_private = str(asked.get("name", "")), bool(asked.get("is_private"))
        return reader.channel(self._workspace.create_channel(reader.user.id, name, is_private=is_private))

    def _invite(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        people = [str(user_id) for user_id in asked.get("people", [])]
        return reader.channel(self._workspace.invite(reader.user.id, str(asked.get("channel", "")), people))

    def _topic(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        change = self._workspace.set_purpose if asked.get("is_purpose") else self._workspace.set_topic
        return reader.channel(change(reader.user.id, str(asked.get("channel", "")), str(asked.get("text", ""))))

    def _pin(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        change = self._workspace.unpin if asked.get("remove") else self._workspace.pin
        change(reader.user.id, str(asked.get("channel", "")), str(asked.get("ts", "")))
        return {}

    def _dismiss(self, reader: Reader, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._workspace.delete_ephemeral(reader.user.id, str(asked.get("ts", "")))
        return {}


def _answering(
    give: Callable[[web.Request], Awaitable[Mapping[str, Any]]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        try:
            return web.json_response(await give(request), headers={"Cache-Control": "no-store"})
        except SlackError as error:
            return web.json_response({"error": str(RefusedError.of(error))}, status=400)

    return answer
