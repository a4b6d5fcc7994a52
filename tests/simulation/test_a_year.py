"""A year of an organisation of 40 teams and 300 people, over the wire, looked at once a week."""

from pathlib import Path
from random import Random  # noqa: TID251  # seeded, so a year is like the one before
from shutil import copy

from bot.rates import Rates
from community.communities import State
from tests.handlers.world import world_of
from tests.simulation.invariants import Watch
from tests.simulation.living import WEEKS, Year, told
from tests.simulation.organisation import build

HAPPENED = ("started", "learnt", "answered", "met", "stepped up", "put to rest", "woke", "left the company")
HEARD = ("announced", "reminded", "reminded directly", "full", "told")


class Unhurried(Rates):
    """Lets every call be made at once: a year in a minute has other seconds than Slack's."""

    def pause(self, method: str, channel_id: str = "", *, share: float = 1.0) -> float:
        return 0.0


async def test_a_year_in_which_communities_live(sqlite_template: Path, tmp_path: Path) -> None:
    database_url = f"sqlite:///{copy(sqlite_template, tmp_path / 'year.db')}"
    async with world_of(database_url, tmp_path, workspace_of=build, rates=Unhurried()) as world:
        year, watch = Year(world, Random(2026)), Watch(world)  # noqa: S311
        await year.begin()
        for week in range(WEEKS):
            await year.live(week)
            assert await watch.broken() == [], f"week {week}"

    # Otherwise the year would have held nothing to look at.
    assert min(year.done.get(what, 0) for what in HAPPENED) > 0, told(year.done)
    assert min(watch.heard.counts[what] for what in HEARD) > 0, watch.heard.counts
    assert {State.OPEN, State.RESTING} <= watch.states, watch.states
