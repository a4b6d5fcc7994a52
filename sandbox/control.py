"""The control API: everything a person can do, and everything that can go wrong, as JSON over HTTP.

docs/sandbox.md describes each address; a test holds that page against the acts here.
"""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from sandbox.control_input import Act, Fields, read_json
from sandbox.control_state import state
from sandbox.models import SlackError
from sandbox.refusals import RefusedError, unknown
from sandbox.traffic import Traffic
from sandbox.workspace import Workspace


def routes(workspace: Workspace, traffic: Traffic, acts: Mapping[str, Act]) -> list[web.RouteDef]:
    """Give every route of the control API: a POST for each act, a GET for the state and for the log."""
    return _Control(workspace, traffic, acts).routes()


class _Control:
    def __init__(self, workspace: Workspace, traffic: Traffic, acts: Mapping[str, Act]) -> None:
        self._workspace = workspace
        self._traffic = traffic
        self._acts = acts

    def routes(self) -> list[web.RouteDef]:
        return [
            *(web.post(f"/control/{name}", self._answering(act)) for name, act in self._acts.items()),
            web.get("/control/state", self._state),
            web.get("/control/log", self._log),
            web.route("*", "/control/{name}", self._unknown),
        ]

    def _answering(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                fields = Fields(self._workspace, await read_json(request))
                return web.json_response(await act(fields))
            except SlackError as error:
                return _refusal(RefusedError.of(error))
            except RefusedError as error:
                return _refusal(error)

        return answer

    async def _unknown(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        known = dict.fromkeys(self._acts, "POST") | {"state": "GET", "log": "GET"}
        if name in known:
            return _refusal(RefusedError(f"/control/{name} takes {known[name]}, not {request.method}.", status=405))
        return _refusal(unknown("control address", name, known))

    async def _state(self, _: web.Request) -> web.Response:
        return web.json_response(state(self._workspace))

    async def _log(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        if not after.isdigit():
            return _refusal(RefusedError(f'"after" is the number of an entry, got {after!r}.'))
        exchanges = self._traffic.exchanges(after=int(after))
        return web.json_response({"entries": [exchange.as_json() for exchange in exchanges]})


def _refusal(error: RefusedError) -> web.Response:
    return web.json_response({"error": str(error), **error.details}, status=error.status)
