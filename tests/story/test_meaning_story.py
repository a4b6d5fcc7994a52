"""With the models: an older lesson is found that says the same in other words, which words alone would not find."""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from meaning.files import missing
from tests.story.acting import direct_messages, number_of, said_in_thread
from tests.story.living import Life, life, said

pytestmark = [
    pytest.mark.process,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(bool(missing()), reason="the models are not installed"),
]

OLDER = "A visit of one afternoon at the team that owns a component saves a week of reading its documentation."
NEWER = "Half a day with the people who own the component taught us more than days with their documents."
OTHER = "Order the bread for the Friday breakfast on Wednesday."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def knowing(new_sqlite: Callable[[], str]) -> AsyncIterator[Life]:
    """Give an organisation whose bot has the models."""
    async with life(new_sqlite(), MEANING="on") as lived:
        yield lived


async def capture(told: Life, user: str, text: str) -> int:
    ts = await told.say(user, "build-and-deploy", text)
    await told.react(user, "build-and-deploy", ts)
    number = number_of((await said_in_thread(told, "build-and-deploy", ts))[0])
    await told.control.post("clock", advance_seconds=60)
    await told.settle()
    return number


async def test_the_same_in_other_words_is_shown_to_its_author_and_something_else_is_not(knowing: Life) -> None:
    older = await capture(knowing, "rafael", OLDER)
    await capture(knowing, "mei", OTHER)

    newer = await capture(knowing, "priya", NEWER)

    [hint] = [message for message in await direct_messages(knowing, "priya") if f"#{newer}" in said(message)]
    assert f"#{older}" in said(hint)
    assert not [message for message in await direct_messages(knowing, "mei") if "sounds close" in said(message)]


async def test_the_bot_takes_its_models_along_when_it_ends(knowing: Life) -> None:
    assert await knowing.stop_bot() == 0
