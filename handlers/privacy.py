"""Names: whether a person's stands beside their lessons, and what becomes of it when they go or come back."""

from functools import partial

from community.people import NameShown, Person, name_beside
from community.stores import Stores
from handlers import cards, reading
from handlers.answers import Answer, Replace, Say
from handlers.blocks import privacy as blocks
from handlers.deps import Deps
from handlers.payloads import Action, Command
from handlers.table import Feature


async def show(command: Command, deps: Deps) -> Answer:
    """`/lesson privacy`: say whether my name stands beside my lessons, and let me choose."""
    return await _shown(command.user_id, deps)


async def show_on_click(action: Action, deps: Deps) -> Answer:
    """Say so from the App Home."""
    return await _shown(action.user_id, deps)


async def choose(action: Action, deps: Deps, *, shown: NameShown) -> Answer:
    """Show my name beside my lessons as I chose, on those that are there as well."""
    person = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> None:
        stores.people.save(person, now=deps.now)
        stores.people.choose_name_shown(person.user_id, shown, now=deps.now)
        # Who chooses is here.
        _rename(stores, person, is_here=True, deps=deps)

    await deps.write(work)
    return Replace(blocks.name_shown(person, shown))


def is_news(stores: Stores, person: Person, *, is_here: bool) -> bool:
    """Tell whether a person who was met has another name by now, or their lessons should carry another."""
    newest = next(iter(stores.lessons.of_author(person.user_id, limit=1)), None)
    beside = name_beside(person, stores.people.name_shown(person.user_id), is_here=is_here)
    return stores.people.get(person.user_id) != person or (newest is not None and newest.author_name != beside)


def follow(stores: Stores, person: Person, *, is_here: bool, deps: Deps) -> int:
    """Let what is a person's carry the name it should, and give how many lessons had another."""
    stores.people.note(person, now=deps.now)
    return _rename(stores, person, is_here=is_here, deps=deps)


FEATURE = Feature(
    commands={"/lesson": {"privacy": show}},
    actions={
        "privacy.show": show_on_click,
        "privacy.always": partial(choose, shown=NameShown.ALWAYS),
        "privacy.while_here": partial(choose, shown=NameShown.WHILE_HERE),
        "privacy.never": partial(choose, shown=NameShown.NEVER),
    },
)


async def _shown(user_id: str, deps: Deps) -> Answer:
    person = await reading.person(deps, user_id)
    shown = await deps.read(lambda stores: stores.people.name_shown(user_id))
    return Say(blocks.name_shown(person, shown))


def _rename(stores: Stores, person: Person, *, is_here: bool, deps: Deps) -> int:
    """Let the person's lessons and their cards carry the name they want there, and give how many had another."""
    beside = name_beside(person, stores.people.name_shown(person.user_id), is_here=is_here)
    numbers = stores.lessons.rename_author(person.user_id, beside)
    for lesson in stores.lessons.some(numbers).values():
        cards.refresh(stores, lesson, now=deps.now)
    return len(numbers)
