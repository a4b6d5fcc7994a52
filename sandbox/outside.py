"""A little of the wide web: a feed and a calendar that go on with the clock, and whatever a test puts there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from sandbox.control_input import Act, Fields
from sandbox.refusals import RefusedError

PATH = "/outside/"
_WEEKS, _MEETUPS = 8, 6
_MONDAY, _THURSDAY = 0, 3
_TOPICS = (
    "Two teams, one backlog",
    "Slices that a customer sees",
    "When a component has no friends",
    "Mobbing on Mondays",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What an address answers with."""

    status: int
    content_type: str
    body: str
    location: str | None = None


class Outside:
    """Answers under `/outside/`; `acts` lets the control API put pages there."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._pages: dict[str, Page] = {}
        self.acts: dict[str, Act] = {"outside": self._put}

    def routes(self) -> list[web.RouteDef]:
        """Give the route to everything there."""
        return [web.get(f"{PATH}{{name}}", self._get)]

    async def _put(self, fields: Fields) -> dict[str, Any]:
        name, status = fields.text("name"), fields.number("status")
        page = Page(
            int(status or 200),
            fields.optional_text("content_type") or "application/rss+xml",
            fields.optional_text("body") or "",
            fields.optional_text("location"),
        )
        fields.check_all_read()
        if "/" in name or not name:
            raise RefusedError(f'"name" is one part of an address, got {name!r}.')
        self._pages[name] = page
        return {"path": f"{PATH}{name}"}

    async def _get(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        page = self._pages.get(name) or self._example(name)
        headers = {} if page.location is None else {"Location": page.location}
        return web.Response(status=page.status, text=page.body, content_type=page.content_type, headers=headers)

    def _example(self, name: str) -> Page:
        match name:
            case "example.xml":
                return Page(200, "application/rss+xml", self._feed())
            case "example.ics":
                return Page(200, "text/calendar", self._calendar())
            case "example.html":
                link = f'<link rel="alternate" type="application/rss+xml" href="{PATH}example.xml">'
                return Page(200, "text/html", f"<!doctype html><html><head><title>Example</title>{link}</head></html>")
        return Page(404, "text/plain", "There is nothing.")

    def _feed(self) -> str:
        """Give an RSS 2.0 feed with something new each Monday. Source: rssboard.org/rss-specification."""
        monday = _last(_MONDAY, self._now())
        weeks = [monday - timedelta(weeks=number) for number in range(_WEEKS)]
        items = "".join(
            f"<item><guid isPermaLink='false'>{day:%Y-%m-%d}</guid><title>{_topic(day)}</title>"
            f"<link>https://example.com/{day:%Y-%m-%d}</link>"
            f"<pubDate>{day:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
            for day in weeks
        )
        head = "<title>The example feed</title><link>https://example.com/</link><description>Try it</description>"
        return f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel>{head}{items}</channel></rss>"

    def _calendar(self) -> str:
        """Give a calendar with a meetup on each of the next Thursdays. Source: RFC 5545."""
        thursday = _last(_THURSDAY, self._now()) + timedelta(hours=10)
        days = [thursday + timedelta(weeks=number) for number in range(1, _MEETUPS + 1)]
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//sandbox//example//EN",
            "X-WR-CALNAME:The example calendar",
        ]
        for day in days:
            lines += ["BEGIN:VEVENT", f"UID:{day:%Y%m%d}@example.com", f"DTSTAMP:{day:%Y%m%dT%H%M%SZ}"]
            lines += [f"DTSTART:{day:%Y%m%dT%H%M%SZ}", "DURATION:PT2H", f"SUMMARY:Meetup: {_topic(day)}"]
            lines += ["LOCATION:The old brewery", f"URL:https://example.com/meetup/{day:%Y-%m-%d}", "END:VEVENT"]
        return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _last(weekday: int, now: datetime) -> datetime:
    """Give eight o'clock, UTC, of the last such day that is over."""
    day = now.replace(hour=8, minute=0, second=0, microsecond=0)
    day -= timedelta(days=(day.weekday() - weekday) % 7)
    return day if day <= now else day - timedelta(weeks=1)


def _topic(day: datetime) -> str:
    return _TOPICS[day.isocalendar().week % len(_TOPICS)]
