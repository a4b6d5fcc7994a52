"""A web on this machine for tests: a server with what each path answers, and who asked for what."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data" / "outside"

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Served:
    """What is served: an answer a path; those asked for, in their order."""

    origin: str = ""
    answers: dict[str, Answering] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)

    def gives(self, path: str, body: bytes = b"", *, status: int = 200, **headers: str) -> str:
        """Answer a path with this, header names written with _; gives the whole address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(body=body, status=status, headers=named)

        self.answers[path] = answer
        return self.origin + path

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer whatever is asked."""
        self.asked.append(request)
        return await self.answers[request.path](request)


@asynccontextmanager
async def served(tls: ssl.SSLContext | None = None) -> AsyncIterator[Served]:
    """Serve on a free port of this machine."""
    here = Served()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", here.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
    await site.start()
    port = runner.addresses[0][1]
    here.origin = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        yield here
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw(*pieces: bytes, pause: float = 0.0, is_endless: bool = False) -> AsyncIterator[str]:
    """Serve these very bytes, a piece after each pause, the last one for ever if wanted; gives the origin."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
            while is_endless:
                writer.write(pieces[-1])
                await writer.drain()
                await asyncio.sleep(pause)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


class Names(AbstractResolver):
    """What names lead to: the next of the given each time one is looked up."""

    def __init__(self, *ips: str, then: str = "127.0.0.1") -> None:
        self._first = list(ips)
        self._then = then
        self.looked_up = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.looked_up += 1
        ips = (self._first.pop(0) if self._first else self._then).split()
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ip_address(ip).version == 6 else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for ip in ips
        ]

    async def close(self) -> None:
        pass


@contextmanager
def listener() -> Iterator[tuple[socket.socket, str]]:
    """Listen on this machine for whoever falls for it; gives the socket and the address."""
    with socket.socket() as ear:
        ear.bind(("127.0.0.1", 0))
        ear.listen()
        ear.setblocking(False)
        yield ear, f"http://127.0.0.1:{ear.getsockname()[1]}/"


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Give what a server on 127.0.0.1 proves itself with, and what trusts nobody but it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    began = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(began - timedelta(days=10_000))
        .not_valid_after(began + timedelta(days=10_000))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain = folder / "chain.pem"
    chain.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(chain)
    trusting = ssl.create_default_context(cadata=certificate.public_bytes(serialization.Encoding.PEM).decode())
    return serving, trusting
