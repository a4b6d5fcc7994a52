"""Everything people and Slack can ask of the bot is asked in a story, through the wire."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from handlers.features import TABLE
from tests.story.heard import Heard, answered
from tests.story.living import Life, life

pytestmark = pytest.mark.process

Story = Callable[[Life], Awaitable[None]]


async def test_everything_the_bot_answers_to_is_asked_in_a_story(
    heard: Heard, request: pytest.FixtureRequest, new_sqlite: Callable[[], str]
) -> None:
    selected = {(item.path.stem, item.name) for item in request.session.items}
    for module, stories in _stories().items():
        left_out = [story for story in stories if (module, story.__name__) not in selected]
        if left_out:
            async with life(new_sqlite(), CAPTURE_EMOJI="bulb,thumbsup") as told:
                for story in left_out:
                    await story(told)
                heard.listen(await told.control.log(), TABLE)

    assert set(answered(TABLE)) - heard.names == set()


def _stories() -> dict[str, list[Story]]:
    """Give the stories by module, in their order there."""
    return {
        path.stem: [
            story
            for name, story in vars(import_module(f"tests.story.{path.stem}")).items()
            if name.startswith("test_") and list(signature(story).parameters) == ["told"]
        ]
        for path in sorted(Path(__file__).parent.glob("test_*_story.py"))
    }
