"""A load generator for signed Slack requests over HTTP, light enough not to be what is measured."""

import asyncio
import hmac
import sys
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import count
from urllib.parse import urlencode, urlsplit

SIGNING_SECRET = "benchmark"  # noqa: S105  # of no app anywhere
CONNECTIONS = 32


def user_id(number: int) -> str:
    """Give the id of one of many people."""
    return f"U{number:09d}"


def command(number: int, name: str, text: str) -> bytes:
    """Give a slash command's form; each number is another person's, with a trigger of its own."""
    form = {
        "command": name,
        "text": text,
        "team_id": "T00000001",
        "user_id": user_id(number),
        "user_name": "someone",
        "channel_id": "C00000001",
        "channel_name": "general",
        "trigger_id": f"trigger.{number}",
        "response_url": "http://127.0.0.1:9/never",
        "api_app_id": "A00000001",
        "token": "unused",
    }
    return urlencode(form).encode()


def signed(url: str, body: bytes) -> bytes:
    """Give the raw HTTP request, signed as Slack signs it."""
    parts = urlsplit(url)
    stamp = str(int(time.time()))
    signature = hmac.new(SIGNING_SECRET.encode(), b"v0:%s:%s" % (stamp.encode(), body), sha256).hexdigest()
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n\r\n"
    )
    return head.encode() + body


async def requests_per_second(url: str, requests: Iterable[bytes], *, seconds: float) -> float:
    """Send the requests over 32 connections for so long and give how many a second were answered with 200.

    Any other answer is a RuntimeError: a fast refusal is no speed.
    """
    waiting: Iterator[bytes] = iter(requests)
    end = time.perf_counter() + seconds
    started = time.perf_counter()
    answered = await asyncio.gather(*(_connection(url, waiting, end) for _ in range(CONNECTIONS)))
    return sum(answered) / (time.perf_counter() - started)


async def _connection(url: str, waiting: Iterator[bytes], end: float) -> int:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    answered = 0
    while time.perf_counter() < end:
        writer.write(next(waiting))
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"expected 200, got {head.splitlines()[0]!r}")
        length = next(int(line[15:]) for line in head.lower().splitlines() if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        answered += 1
    writer.close()
    await writer.wait_closed()
    return answered


def main(url: str, name: str, text: str, first: int, seconds: float) -> None:
    """Print the requests a second; its own process, so that the bot has a core to itself."""
    requests = (signed(url, command(number, name, text)) for number in count(first))
    print(asyncio.run(requests_per_second(url, requests, seconds=seconds)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), float(sys.argv[5]))
