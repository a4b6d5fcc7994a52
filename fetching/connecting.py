"""How a server is connected to: the address that is connected to is the one that was checked."""

import socket
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.client_reqrep import ClientRequest
from aiohttp.connector import Connection

Permitted = Callable[[str, int], bool]


class Forbidden(OSError):
    """An address that must not be connected to."""


class CheckedResolver(AbstractResolver):
    """Gives the addresses of a name, if all of them may be connected to."""

    def __init__(self, names: AbstractResolver, permitted: Permitted) -> None:
        self._names = names
        self._permitted = permitted

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Look the name up. One forbidden address among the good ones makes the whole name forbidden: Forbidden."""
        found = await self._names.resolve(host, port, family)
        if not all(self._permitted(each["host"], port) for each in found):
            raise Forbidden(f"{host} leads to an address that is not of the public web")
        return found

    async def close(self) -> None:
        """Let the looking up end."""
        await self._names.close()


class CheckedConnector(aiohttp.TCPConnector):
    """Connects to what may be connected to, whatever a name led to before or leads to in the meantime.

    `permitted` is asked three times: for all addresses of a name, for each socket that is to be opened, and for the
    other end of the connection before anything is asked of it. So a name that leads elsewhere the second time it is
    looked up gains nothing: it is looked up once, and what is connected to is a number.
    """

    def __init__(self, names: AbstractResolver, permitted: Permitted, **given: Any) -> None:
        super().__init__(
            resolver=CheckedResolver(names, permitted),
            use_dns_cache=False,
            force_close=True,
            socket_factory=self._open,
            **given,
        )
        self._permitted = permitted
        self.was_forbidden = False

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Any],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109
    ) -> Connection:
        """Connect, and look who is there before anything is sent."""
        connection = await super().connect(req, traces, timeout)
        peer = connection.transport.get_extra_info("peername") if connection.transport else None
        if peer is None or not self._permitted(peer[0], peer[1]):
            self.was_forbidden = True
            connection.close()
            raise Forbidden(f"connected to {peer}, which is not of the public web")
        return connection

    def _open(self, info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = info
        if not self._permitted(address[0], address[1]):
            self.was_forbidden = True
            raise Forbidden(f"{address[0]} is not of the public web")
        return socket.socket(family=family, type=kind, proto=protocol)
