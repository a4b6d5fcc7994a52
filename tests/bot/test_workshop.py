import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.workshop import Workshop

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30.0


def fail() -> None:
    raise ValueError("as it was asked to")


def die_unless(marker: str) -> str:
    """End the process the first time, as one that ran out of memory does."""
    if not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return "done"


def die() -> None:
    os._exit(9)


async def test_work_is_done_in_another_process_that_stays() -> None:
    workshop = Workshop()

    first, second = await workshop.do(os.getpid), await workshop.do(os.getpid)

    assert first == second != os.getpid()
    await workshop.close()


async def test_nothing_is_started_before_there_is_something_to_do() -> None:
    workshop = Workshop()

    assert workshop._pool is None
    await workshop.close()


async def test_what_the_work_raises_is_raised_here_and_the_process_goes_on() -> None:
    workshop = Workshop()

    with pytest.raises(ValueError, match="as it was asked to"):
        await workshop.do(fail)

    assert await workshop.do(abs, -2) == 2
    await workshop.close()


async def test_a_process_that_died_is_replaced_and_the_work_done_by_the_next(tmp_path: Path) -> None:
    workshop = Workshop()

    assert await workshop.do(die_unless, str(tmp_path / "died")) == "done"
    await workshop.close()


async def test_work_that_kills_every_process_is_given_up_and_other_work_goes_on() -> None:
    workshop = Workshop()

    with pytest.raises(Exception, match="terminated abruptly"):
        await workshop.do(die)

    assert await workshop.do(abs, -2) == 2
    await workshop.close()


async def test_several_wait_their_turn_when_the_process_dies_under_all_of_them(tmp_path: Path) -> None:
    workshop = Workshop()
    marker = str(tmp_path / "died")

    done = await asyncio.gather(workshop.do(die_unless, marker), *(workshop.do(abs, -number) for number in range(5)))

    assert done == ["done", 0, 1, 2, 3, 4]
    await workshop.close()


async def test_closing_ends_the_process_and_nothing_more_is_taken() -> None:
    workshop = Workshop()
    process_id = await workshop.do(os.getpid)

    await workshop.close()
    await workshop.close()

    await gone(process_id)
    with pytest.raises(RuntimeError, match="closed"):
        await workshop.do(abs, -2)


async def test_control_c_reaches_the_process_too_and_does_not_end_it() -> None:
    workshop = Workshop()
    process_id = await workshop.do(os.getpid)

    os.kill(process_id, signal.SIGINT)

    assert await workshop.do(os.getpid) == process_id
    await workshop.close()


@pytest.mark.process
async def test_the_process_ends_when_the_bot_is_killed() -> None:
    code = (
        "import asyncio, os\nfrom bot.workshop import Workshop\n"
        "async def main():\n print(await Workshop().do(os.getpid), flush=True)\n await asyncio.sleep(600)\n"
        "if __name__ == '__main__': asyncio.run(main())"
    )
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    process_id = int(await bot.stdout.readline())

    bot.kill()
    await bot.communicate()

    await gone(process_id)


async def gone(process_id: int) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while is_running(process_id):  # noqa: ASYNC110  # another process: nothing tells when it has ended
            await asyncio.sleep(0.01)


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    # A zombie has ended; nobody has asked yet how.
    state = Path(f"/proc/{process_id}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
