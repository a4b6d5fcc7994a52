"""What the stories share: a life a module, since starting one takes longer than most stories, and what was heard."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from shutil import copy

import pytest
import pytest_asyncio

from handlers.features import TABLE
from tests.story.heard import Heard
from tests.story.living import Life, life


@pytest.fixture(scope="session")
def heard() -> Heard:
    """Give what the bot was asked in the stories told so far."""
    return Heard()


@pytest.fixture(scope="session")
def new_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Make URLs of migrated SQLite databases without rows."""

    def make() -> str:
        return f"sqlite:///{copy(sqlite_template, tmp_path_factory.mktemp('story'))}"

    return make


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(heard: Heard, new_sqlite: Callable[[], str]) -> AsyncIterator[Life]:
    """Give the invented organisation with the bot in it, over Socket Mode; each story has communities of its own."""
    async with life(new_sqlite(), CAPTURE_EMOJI="bulb,thumbsup") as lived:
        yield lived
        heard.listen(await lived.control.log(), TABLE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ask last whether everything was told."""
    items.sort(key=lambda item: item.path.name == "test_every_command.py")
