"""Everything that forgetting somebody shows."""

from community.forgetting import Forgotten, Held
from handlers.blocks import forgetting
from storage.forgetting import NAMED, ROWS
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_lesson

EVERYTHING = {told: 1_000_000 for told in ("lessons you wrote", *NAMED.values(), *ROWS.values()) if told}


def held(text: str, *, lessons: int) -> Held:
    return Held(EVERYTHING, [a_lesson(text, number) for number in range(lessons)], text)


SURFACES = (
    Surface(forgetting.held, "everything", lambda text: forgetting.held(held(text, lessons=5))),
    Surface(forgetting.held, "no lessons", lambda text: forgetting.held(held(text, lessons=0))),
    Surface(forgetting.held, "nothing", lambda _: forgetting.held(Held({}, [], None))),
    Surface(forgetting.choosing, "to choose", lambda _: forgetting.choosing()),
    Surface(forgetting.erased, "words", lambda _: forgetting.erased(Forgotten(1, set()), with_words=True)),
    Surface(forgetting.erased, "name", lambda _: forgetting.erased(Forgotten(12_345, set()), with_words=False)),
)
