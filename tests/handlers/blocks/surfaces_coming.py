"""Everything that is shown about who is coming."""

from dataclasses import replace

from community.coming import CONCERNED, Answered, Said
from community.meetups import Coming, Meetup
from handlers.blocks import coming
from tests import some
from tests.handlers.blocks.surfaces import Surface


def a_meetup(text: str) -> Meetup:
    return replace(some.meetup(7, title=text, place=text), seats=12)


def answered(said: Said, *, is_news: bool) -> Surface:
    turn = (2 if is_news else 1) if said is Said.WAITING else None
    before = None if is_news else said
    return Surface(
        coming.answered,
        f"{said.value}, {'news' if is_news else 'again'}",
        lambda text: coming.answered(Answered(a_meetup(text), said, before, turn, ["U1"] if is_news else [])),
    )


def moved(said: Said) -> Surface:
    return Surface(
        coming.moved,
        said.value,
        lambda text: coming.moved(
            a_meetup(text), replace(a_meetup(text), starts_at=some.NOW, place=f"{text}."), said, is_hidden=False
        ),
    )


def called_off(said: Said) -> Surface:
    return Surface(coming.called_off, said.value, lambda text: coming.called_off(a_meetup(text), said))


SURFACES = [
    *(answered(said, is_news=is_news) for said in Said for is_news in (True, False)),
    Surface(coming.who, "nobody", lambda text: coming.who(Coming(a_meetup(text), 0), None)),
    Surface(coming.who, "a number", lambda text: coming.who(Coming(a_meetup(text), 12, 3, 2), None)),
    Surface(coming.who, "names", lambda text: coming.who(Coming(a_meetup(text), 500), [text] * 500)),
    Surface(coming.who, "strangers", lambda text: coming.who(Coming(a_meetup(text), 2), [])),
    Surface(coming.seated, "open", lambda text: coming.seated(a_meetup(text))),
    Surface(coming.seated, "closed", lambda text: coming.seated(a_meetup(text), is_hidden=True)),
    *map(moved, CONCERNED),
    Surface(
        coming.moved,
        "elsewhere",
        lambda text: coming.moved(a_meetup(text), replace(a_meetup(text), place=""), Said.COMING),
    ),
    Surface(
        coming.moved,
        "closed",
        lambda text: coming.moved(
            a_meetup(text), replace(a_meetup(text), starts_at=some.NOW), Said.MAYBE, is_hidden=True
        ),
    ),
    *map(called_off, CONCERNED),
    Surface(coming.called_off, "closed", lambda text: coming.called_off(a_meetup(text), Said.COMING, is_hidden=True)),
]
