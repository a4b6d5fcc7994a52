"""What it costs to compose the digests of a very large organisation, and to hand them over at Slack's pace."""

import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert

from benchmarks.report import Figure
from benchmarks.slack import WORKSPACE_ID
from community import digest, gathering
from community.digest import DigestSchedule
from community.schedule import Period, Weekly
from handlers.blocks import digest as blocks
from handlers.composing import NEAREST
from meaning import work
from meaning.work import Change
from storage.communities import community_table, member_table
from storage.database import Database
from storage.lessons import lesson_table
from storage.people import person_table
from storage.spread import adoption_table
from storage.stores import Stores
from storage.teams import team_table

COMMUNITIES, LESSONS, PEOPLE, TEAMS = 10_000, 100_000, 30_000, 1_000
BATCH = 50  # about as many as from one tick to the next
LIMIT_SECONDS, LIMIT_MEGABYTES = 60, 400
_NOW = datetime(2026, 8, 3, 7, tzinfo=UTC)
_WEEK = Period(_NOW - timedelta(weeks=1), _NOW)
_LISTED = (
    "contract testing,build pipeline,database migration,user research,security review,incident response,design system",
    "feature toggles,code review,pair programming,load testing,message queues,access control,search ranking",
    "mobile release,data quality,team topologies,backlog refinement,exploratory testing,log analysis",
)
_SUBJECTS = ",".join(_LISTED).split(",")
_SENTENCE = "we found that it helps to do small steps early often together with others before after around over"
_WORDS = _SENTENCE.split()


async def composing(folder: Path) -> Sequence[Figure]:
    """Measure what 10,000 digests of 100,000 lessons take to compose, in seconds and in memory: the middle of three."""
    url = f"sqlite:///{folder}/digests.db"
    database = await Database(url).open()
    await database.write(WORKSPACE_ID, _fill)
    await database.close()
    runs = [await _alone(url) for _ in range(3)]
    seconds, megabytes = median(run[0] for run in runs), median(run[1] for run in runs)
    return [
        Figure("10,000 digests of 100,000 lessons composed", seconds, LIMIT_SECONDS, "s", 1, is_limit=True),
        Figure("… at most in memory meanwhile", megabytes, LIMIT_MEGABYTES, "MB", 1, is_limit=True),
    ]


async def _alone(url: str) -> tuple[float, float]:
    """Compose them in a process of its own, so that its memory is nothing else's, on one core."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.digest", url, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    found = json.loads(told)
    if found["digests"] < COMMUNITIES * 0.9:
        raise RuntimeError(f"{COMMUNITIES} communities have news, {found['digests']} digests were composed")
    return found["seconds"], found["megabytes"]


async def main(url: str) -> None:
    """Print what composing all of them took, with what the models have to say of each: the seconds of one core."""
    os.sched_setaffinity(0, {next(iter(os.sched_getaffinity(0)))})
    _know_vectors()
    database = await Database(url).open()
    started, composed = time.process_time(), 0
    common = await database.read(WORKSPACE_ID, lambda stores: gathering.common(stores, now=_NOW))
    for first in range(1, COMMUNITIES + 1, BATCH):
        composed += await database.read(WORKSPACE_ID, partial(_batch, first=first, common=common))
    took = time.process_time() - started
    await database.close()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "megabytes": megabytes, "digests": composed}))


def _know_vectors() -> None:
    """Let the models know a vector of each lesson: any will do, for the time it takes to compare them is the same."""
    import numpy as np  # noqa: PLC0415  # as in the workshop's process

    drawn = np.random.default_rng(1)  # the same on every run
    for first in range(0, LESSONS, 5_000):
        vectors = drawn.standard_normal((5_000, 256)).astype(np.float16)
        changes = [Change(first + at + 1, first + at + 1, one.tobytes(), None) for at, one in enumerate(vectors)]
        work.near(WORKSPACE_ID, None, frozenset(), 0, first, changes)


def _batch(stores: Stores, first: int, common: gathering.Common) -> int:
    periods = dict.fromkeys(range(first, first + BATCH), _WEEK)
    about = [work.Wanted(f"{_SUBJECTS[id_ % 20]} {id_}", (), ()) for id_ in periods]
    found = work.fitting(WORKSPACE_ID, LESSONS, about, list(common.pool.place_of), NEAREST).found or ()
    close = {id_: dict(one) for id_, one in zip(periods, found, strict=True)}
    gathered = gathering.gather(stores, periods, now=_NOW, shared=replace(common, close=close))
    composed = [one for one in map(digest.compose, gathered) if one is not None]
    weekly = Weekly(0, _NOW.time(), "UTC")
    return len([blocks.post(one, DigestSchedule(one.community.id, weekly, _NOW, _WEEK.start)) for one in composed])


def _fill(stores: Stores) -> None:
    own: dict[str, Any] = {"workspace_id": WORKSPACE_ID}
    communities = {"state": "open", "purpose": "", "aim": "both", "is_linked": False, "started_by": "U1"}
    communities |= {"started_at": _NOW - timedelta(days=90), "zone": "UTC", "welcome_ts": None, "hints": False}
    _put(
        stores,
        community_table,
        (
            own
            | communities
            | {
                "id": id_,
                "name": f"c-{id_}",
                "topic": f"{_SUBJECTS[id_ % 20]} {id_}",
                "purpose": f"Learn about {_SUBJECTS[(id_ // 20) % 20]} from each other",
                "channel_name": f"c-{id_}",
                "channel_id": f"C{id_}",
            }
            for id_ in range(1, COMMUNITIES + 1)
        ),
    )
    _put(
        stores,
        person_table,
        (own | {"user_id": f"U{n}", "name": f"Person {n}", "zone": "UTC", "seen_at": _NOW} for n in range(PEOPLE)),
    )
    _put(
        stores,
        team_table,
        (
            own | {"id": n, "name": f"t{n}", "label": f"Team {n}", "started_by": "U1", "started_at": _NOW}
            for n in range(TEAMS)
        ),
    )
    _put(
        stores,
        member_table,
        (
            own
            | {
                "community_id": 1 + n % COMMUNITIES,
                "user_id": f"U{n}",
                "joined_at": _NOW - timedelta(days=2 if n < COMMUNITIES else 60),
            }
            for n in range(PEOPLE)
        ),
    )
    _put(stores, lesson_table, (own | _lesson(number) for number in range(1, LESSONS + 1)))
    _put(
        stores,
        adoption_table,
        (
            own
            | {"id": n, "number": 3 * n, "team_id": n % TEAMS, "answer": "adopted", "words": "", "user_id": "U1"}
            | {"at": _NOW - timedelta(days=n % 14)}
            for n in range(1, LESSONS // 3)
        ),
    )


def _lesson(number: int) -> dict[str, Any]:
    """Give one of the lessons of eight weeks, spread evenly over them and over the communities."""
    at = _NOW - timedelta(weeks=8) * ((number * 7919) % LESSONS) / LESSONS - timedelta(minutes=1)
    subject = _SUBJECTS[(number * 31) % 20]
    told = " ".join(_WORDS[(number + place) % len(_WORDS)] for place in range(40))
    blank = dict.fromkeys(("happened", "to_try"), "")
    return blank | {
        "number": number,
        "title": f"What lesson {number} says about {subject}",
        "learnt": f"{subject} {told}",
        "tags": f"{subject.split()[0]} t{number % 50}",
        "author_name": f"Person {number % PEOPLE}",
        "captured_by": "U1",
        "captured_at": at,
        "said_at": at,
        "adopters": number % 4,
        "community_id": 1 + number % COMMUNITIES,
    }


def _put(stores: Stores, rows: Any, values: Any) -> None:
    batch: list[dict[str, Any]] = []
    for value in values:
        batch.append(value)
        if len(batch) == 10_000:
            stores.connection.execute(insert(rows), batch)
            batch = []
    if batch:
        stores.connection.execute(insert(rows), batch)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
