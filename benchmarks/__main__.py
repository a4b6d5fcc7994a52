"""`make bench`: every figure beside a peer or a limit in the same run. Name some to run only those."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    calendars,
    digest,
    footprint,
    home,
    inbox,
    meaning,
    open_space,
    pictures,
    pulse,
    ranking,
    report,
    search,
    transports,
)
from benchmarks.dispatch import dispatch
from benchmarks.report import Figure

FIGURES: dict[str, Callable[[Path], Awaitable[Figure | Sequence[Figure]]]] = {
    "http": transports.commands_over_http,
    "http-outbox": transports.commands_with_a_delivery,
    "socket": transports.events_over_socket_mode,
    "dispatch": lambda _: dispatch(),
    "inbox": inbox.inserts,
    "memory": footprint.idle_memory,
    "home": home.opening,
    "start": footprint.start_of_the_page,
    "ranking": ranking.ranking,
    "hints": meaning.hints,
    "meaning": meaning.speed,
    "search": search.sqlite,
    "search-postgres": search.on_postgres,
    "calendars": calendars.asked_again,
    "open-space": open_space.answering,
    "pulse": pulse.hearing,
    "lives": pulse.judging,
    "digests": digest.composing,
    "pictures": pictures.drawing_one,
    "pictures-beside": pictures.waiting_meanwhile,
}


async def main(names: list[str]) -> int:
    """Print the table; 1 when a figure is not what is wanted."""
    figures: list[Figure] = []
    for name in names or FIGURES:
        # On the disk the project lies on: a folder in memory would make every commit look free.
        with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
            print(f"measuring {name} …", file=sys.stderr)
            measured = await FIGURES[name](Path(folder))
            figures += [measured] if isinstance(measured, Figure) else measured
    print("\n".join(report.lines(figures)))
    return 0 if all(figure.is_reached for figure in figures) else 1


if __name__ == "__main__":
    unknown = [name for name in sys.argv[1:] if name not in FIGURES]
    if unknown:
        sys.exit(f"There is no figure {unknown[0]!r}; there are {', '.join(FIGURES)}.")
    sys.exit(asyncio.run(main(sys.argv[1:])))
