"""Alike: looking for older lessons that say what a text says, by words and by meaning."""

from collections.abc import Sequence, Set
from dataclasses import replace

from community import alike
from community.alike import Alike
from community.lessons import Lesson, is_withdrawn
from community.stores import Stores
from handlers.deps import Deps, NoMeaning

CANDIDATES = 10  # from each of the two ways to look; with 20 the same is shown, in twice the time


async def nearest(
    deps: Deps, text: str, *, rooms: Set[str], without: Sequence[int] = (), limit: int = alike.MOST_SHOWN
) -> Sequence[Alike]:
    """Give the lessons that are close enough to the text to be worth showing, closest first, at most `limit`.

    Only those that are for everybody or of these closed rooms; `without` are the numbers of lessons that are not
    wanted, such as the one the text is from. Only reads; a text of nothing finds nothing. Without the models, or where
    they can't be asked, words alone are compared.
    """
    try:
        found = await _candidates(deps, text, rooms, without)
    except NoMeaning:
        found = await _candidates(replace(deps, meaning=None), text, rooms, without)
    return alike.good(*found, limit=limit)


async def _candidates(
    deps: Deps, text: str, rooms: Set[str], without: Sequence[int]
) -> tuple[Sequence[Alike], alike.Scale]:
    shared = dict(await deps.read(lambda stores: stores.lessons.alike(text, rooms=rooms, limit=CANDIDATES)))
    meant = [] if deps.meaning is None else await deps.meaning.near(text, rooms=rooms, limit=CANDIDATES)
    numbers = [number for number in dict.fromkeys([*shared, *meant]) if number not in without]
    lessons = await deps.read(lambda stores: _visible(stores, numbers, rooms))
    if deps.meaning is None:
        scale, judged = alike.BY_WORDS, [shared[lesson.number] for lesson in lessons]
    else:
        texts = [alike.saying(lesson) for lesson in lessons]
        scale, judged = alike.BY_MODELS, list(await deps.meaning.closeness(text, texts))
    return [Alike(lesson, closeness) for lesson, closeness in zip(lessons, judged, strict=True)], scale


def _visible(stores: Stores, numbers: Sequence[int], rooms: Set[str]) -> Sequence[Lesson]:
    """Give those that stand and may be seen at this moment: what was looked up a moment ago may have changed."""
    found = stores.lessons.some(numbers)
    return [
        found[number]
        for number in numbers
        if number in found
        and not is_withdrawn(found[number])
        and (found[number].closed_in is None or found[number].closed_in in rooms)
    ]
