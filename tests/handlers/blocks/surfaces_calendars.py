"""Everything that is shown about calendars and about publishing."""

from dataclasses import replace

from community.communities import Community
from handlers.blocks import calendars, publishing
from handlers.blocks.calendars import Subscription
from handlers.blocks.publishing import Published
from tests import some
from tests.handlers.blocks.surfaces import Surface

ADDRESS = "https://yokoten.example.org/calendar/abcdefghijklmnopqrstuvwxyz012345.ics"


def a_community(text: str) -> Community:
    return replace(some.community(), topic=text[:80] or "T")


def both(text: str, *, address: str = ADDRESS, is_there: bool = True) -> list[Subscription]:
    return [Subscription(None, is_there, address), Subscription(a_community(text), is_there, address)]


def published(text: str, address: str = ADDRESS) -> Published:
    return Published(a_community(text), address, address, by=text)


SURFACES = (
    Surface(
        calendars.overview,
        "none yet",
        lambda text: calendars.overview(both(text, address="", is_there=False), can_subscribe=True),
    ),
    Surface(calendars.overview, "both", lambda text: calendars.overview(both(text), can_subscribe=True)),
    Surface(
        calendars.overview,
        "just made",
        lambda text: calendars.overview(both(text), can_subscribe=True, said=calendars.given(a_community(text))),
    ),
    Surface(
        calendars.overview,
        "not to be shown",
        lambda text: calendars.overview(both(text, address=""), can_subscribe=True, said=calendars.renewed(None)),
    ),
    Surface(
        calendars.overview, "nobody can reach it", lambda text: calendars.overview(both(text), can_subscribe=False)
    ),
    Surface(
        calendars.overview,
        "ended",
        lambda text: calendars.overview(
            both(text, is_there=False), can_subscribe=True, said=calendars.ended(a_community(text))
        ),
    ),
    Surface(calendars.file_sent, "one", lambda _: calendars.file_sent(1)),
    Surface(calendars.file_sent, "many", lambda _: calendars.file_sent(1200)),
    Surface(calendars.nothing_coming, "none", lambda _: calendars.nothing_coming()),
    Surface(calendars.one_sent, "sent", lambda text: calendars.one_sent(some.meetup(title=text))),
    Surface(calendars.one_here, "a link", lambda text: calendars.one_here(some.meetup(title=text), ADDRESS)),
    Surface(calendars.not_sent, "refused", lambda _: calendars.not_sent(calendars.FILE, calendars.MINE)),
    Surface(publishing.window, "off", lambda text: publishing.window(a_community(text), private_metadata="{}")),
    Surface(publishing.standing, "on", lambda text: publishing.standing(published(text))),
    Surface(
        publishing.standing, "just now", lambda text: publishing.standing(published(text), said=publishing.is_on())
    ),
    Surface(
        publishing.standing,
        "not to be shown",
        lambda text: publishing.standing(published(text, ""), said=publishing.is_changed()),
    ),
    Surface(publishing.ended, "on before", lambda text: publishing.ended(a_community(text), was_on=True)),
    Surface(publishing.ended, "off before", lambda text: publishing.ended(a_community(text), was_on=False)),
    Surface(publishing.not_here, "any", lambda _: publishing.not_here()),
    Surface(publishing.told_on, "any", lambda text: publishing.told_on(a_community(text), by=text)),
    Surface(publishing.told_off, "any", lambda text: publishing.told_off(a_community(text), by=text)),
)
