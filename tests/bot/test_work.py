"""Pieces of work that run at the same time."""

import asyncio

from bot.work import Pace, Work


async def test_pieces_run_beside_each_other_and_those_of_one_key_after_each_other() -> None:
    work, go, done = Work(10), asyncio.Event(), []

    async def piece(name: str) -> None:
        if name == "first":
            await go.wait()
        done.append(name)

    work.start("a", lambda: piece("first"))
    work.start("a", lambda: piece("second"))
    work.start("b", lambda: piece("other"))
    await work.until_woken(10)
    before = list(done)
    go.set()
    await work.finish()

    assert before == ["other"]
    assert done == ["other", "first", "second"]


async def test_one_that_fails_stops_nothing() -> None:
    work, done = Work(10), []

    async def broken() -> None:
        raise RuntimeError("it is broken")

    async def sound() -> None:
        done.append("sound")

    work.start("a", broken)
    work.start("a", sound)
    await work.finish()

    assert done == ["sound"]
    assert work.room == 10


async def test_room_is_what_may_still_be_started() -> None:
    work, go = Work(2), asyncio.Event()

    async def piece() -> None:
        await go.wait()

    work.start("a", piece)

    assert work.room == 1
    go.set()
    await work.finish()


async def test_a_wake_that_came_early_is_not_lost() -> None:
    work = Work(1)

    work.wake()

    # A wake that was lost would let the wait take its whole hour, and this would raise.
    async with asyncio.timeout(5):
        await work.until_woken(3600)


async def test_without_a_wake_the_time_ends_the_wait() -> None:
    async with asyncio.timeout(5):
        await Work(1).until_woken(0)


async def test_cancelling_ends_everything() -> None:
    work = Work(2)

    async def piece() -> None:
        await asyncio.Event().wait()

    work.start("a", piece)
    work.start("b", piece)
    await asyncio.sleep(0)
    await work.cancel()

    assert work.room == 2


async def test_asking_for_work_takes_a_quarter_of_the_time_at_most() -> None:
    times = iter([0.0, 0.0, 0.01, 0.01])
    pace = Pace(lambda: next(times))

    async with pace.asking():
        pass

    assert pace._not_before == 0.04
