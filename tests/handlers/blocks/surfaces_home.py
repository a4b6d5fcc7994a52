"""The App Home, tab by tab."""

from collections.abc import Callable
from datetime import time

from community.communities import Community
from community.digest import DigestSchedule
from community.home import Place, Tab
from community.meetups import Coming
from community.people import NameShown, Person
from community.pulse import Life
from community.schedule import Weekly
from handlers.blocks import home as blocks
from handlers.blocks import home_tabs as tabs
from handlers.blocks.parts import Block, View
from tests import some
from tests.handlers.blocks.surfaces import Surface


def communities(text: str, count: int) -> list[Community]:
    return [some.community(number, topic=text[:240], purpose=text) for number in range(1, count + 1)]


def mine(text: str, count: int, place: Place) -> list[Block]:
    found = communities(text, count)
    return tabs.yours(found, place, {one.id: Life.QUIET for one in found})


def shown(case: str, tab: Tab, make: Callable[[str, Place], list[Block]]) -> Surface:
    def render(text: str) -> View:
        place = Place(tab, page=1, words=" ".join(text.split())[:200])
        return blocks.frame(place, make(text, place))

    return Surface(blocks.frame, case, render)


def meetups(text: str, place: Place) -> list[Block]:
    found = [Coming(some.meetup(number, title=text, place=text), number) for number in range(10)]
    return tabs.coming_up(found, yours={1, 2}, topics={1: text}, place=place, total=31)


def no_meetup(_text: str, place: Place) -> list[Block]:
    return tabs.coming_up([], yours=set(), topics={}, place=place, total=0)


def lessons(text: str, place: Place) -> list[Block]:
    found = [some.lesson(number, title=text, learnt=text, author_name=text) for number in range(10)]
    return tabs.lessons(found, {1: text}, place, total=31, mark="bulb")


def oneself(text: str, language: str | None) -> list[Block]:
    return tabs.oneself(Person("U0LEA", text, text), language, NameShown.WHILE_HERE)


def digests(text: str) -> list[Block]:
    weekly = Weekly(0, time(9), "Europe/Berlin")
    on = DigestSchedule(1, weekly, some.NOW, since=some.LAST_WEEK)
    return tabs.digests([(one, on) for one in communities(text, 19)] + [(some.community(9), None)], 40)


SURFACES = (
    shown("first visit", Tab.MINE, lambda text, _: tabs.first_visit(communities(text, 9), mark="bulb")),
    shown("first visit, nothing there", Tab.MINE, lambda _, __: tabs.first_visit([], mark="bulb")),
    shown("25 of mine", Tab.MINE, lambda text, place: mine(text, 25, place)),
    shown("lessons", Tab.LESSONS, lessons),
    shown("no lesson", Tab.LESSONS, lambda _, place: tabs.lessons([], {}, place, total=0, mark="bulb")),
    shown("meetups", Tab.COMING_UP, meetups),
    shown("no meetup", Tab.COMING_UP, no_meetup),
    shown(
        "settings",
        Tab.SETTINGS,
        lambda text, _: [*oneself(text, "de"), *digests(text), *tabs.everybody(is_admin=True)],
    ),
    shown("settings, new", Tab.SETTINGS, lambda text, _: [*oneself(text, None), *tabs.digests([], 0)]),
    shown("more than fits", Tab.MINE, lambda text, place: mine(text, 9, place) * 30),
)
