"""Signed HTTP: events, commands and interactions posted to the app's request address.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack/ and
https://docs.slack.dev/apis/events-api/ (retries, headers).
"""

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery import ACK_SECONDS, Envelope, UndeliveredError
from sandbox.traffic import Exchange, Traffic

# "You may respond with an HTTP 301 or 302 and we'll follow up to two redirects."
MAX_REDIRECTS = 2

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"


class SignedHttp:
    """Posts each envelope to one address, signed as Slack signs; a 2xx answer within three seconds is the ack."""

    def __init__(
        self,
        url: str,
        *,
        signing_secret: str,
        traffic: Traffic,
        ack_seconds: float = ACK_SECONDS,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self._url = url
        self._signing_secret = signing_secret
        self._traffic = traffic
        self._ack_seconds = ack_seconds
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def is_reachable(self) -> bool:
        return True

    async def send(self, envelope: Envelope) -> dict[str, Any]:
        """Deliver one envelope and give what the answer carried. Raises UndeliveredError."""
        content_type, body = _encoded(envelope)
        headers = self._signed(body) | {"Content-Type": content_type} | _retry_headers(envelope)
        request = {"url": self._url, "headers": headers, "body": envelope.payload}
        exchange = self._traffic.record("to_bot", "http", envelope.name, request)
        try:
            return await self._post(body, headers, exchange)
        except UndeliveredError as failure:
            if exchange.response is None:
                self._traffic.answer(exchange, {"error": failure.reason})
            raise

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, headers: dict[str, str], exchange: Exchange) -> dict[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        timeout = aiohttp.ClientTimeout(total=self._ack_seconds)
        try:
            async with self._session.post(
                self._url, data=body, headers=headers, timeout=timeout, max_redirects=MAX_REDIRECTS
            ) as response:
                text = await response.text()
                self._traffic.answer(exchange, {"status": response.status, "body": text})
                if not 200 <= response.status < 300:
                    raise UndeliveredError("http_error", is_final=response.headers.get("X-Slack-No-Retry") == "1")
                return _ack(text)
        except TimeoutError as error:
            raise UndeliveredError("http_timeout") from error
        except aiohttp.TooManyRedirects as error:
            raise UndeliveredError("too_many_redirects") from error
        except aiohttp.ClientError as error:
            raise UndeliveredError("connection_failed") from error

    def _signed(self, body: bytes) -> dict[str, str]:
        # The app checks the time against the machine's own clock, so a moved workspace clock must not sign.
        timestamp = str(int(self._seconds()))
        signed = f"v0:{timestamp}:".encode() + body
        digest = hmac.new(self._signing_secret.encode(), signed, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(envelope: Envelope) -> tuple[str, bytes]:
    match envelope.type:
        case "events_api":
            return _JSON, json.dumps(envelope.payload).encode()
        case "slash_commands":
            return _FORM, urlencode(envelope.payload).encode()
        case "interactive":
            return _FORM, urlencode({"payload": json.dumps(envelope.payload)}).encode()


def _retry_headers(envelope: Envelope) -> dict[str, str]:
    if not envelope.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": envelope.retry_reason}


def _ack(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {"text": text}
