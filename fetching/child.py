"""The process that parses: given bytes, it gives an answer, and can do nothing else.

It holds little memory and has little time, opens no file but code, and no socket. Whatever a
feed makes a parser do is done here and ends with this process at the latest.
"""

import gc
import json
import os
import resource
import signal
import sys
import sysconfig
import zoneinfo
from typing import Any, BinaryIO

# A busy machine makes work wait; that is not the feed's fault.
WALL_FACTOR = 2
MEMORY_BYTES = 512 * 1024 * 1024
_MOST_FILES = 64
_CODE = tuple(
    os.path.realpath(path) + os.sep
    for path in (
        *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")),
        os.path.dirname(__file__),  # noqa: PTH120
        os.path.join(os.path.dirname(os.path.dirname(__file__)), "community"),  # noqa: PTH118, PTH120
    )
)
_FORBIDDEN = ("socket.", "subprocess.", "os.", "shutil.", "ctypes.", "urllib.", "http.", "ftplib.", "webbrowser.")
# How Python finds its own code.
_NEEDED = {"os.listdir", "os.scandir"}


def main() -> None:
    """Answer one question after the other until there is none; the argument is the seconds of work for each."""
    seconds = float(sys.argv[1])
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _confine()
    # After the limits are set: nothing of what follows is trusted to be harmless.
    from fetching import parsing  # noqa: PLC0415
    from fetching.answers import Question  # noqa: PLC0415

    while head := questions.readline(10_000):
        question = Question.model_validate_json(head)
        data = questions.read(question.length)
        # Either ends this process by itself, even when nobody waits for it any more: its own work, or the time.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, WALL_FACTOR * seconds)
        try:
            answer = parsing.parse(data, question)
        except (Exception, RecursionError):  # noqa: BLE001  # a parser's fault is the same to whoever asked
            answer = parsing.UNREADABLE
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _give(answers, answer)
        del question, data, answer
        gc.collect()


def _give(answers: BinaryIO, answer: Any) -> None:
    answers.write(json.dumps(answer.model_dump(mode="json"), ensure_ascii=True).encode() + b"\n")
    answers.flush()


def _confine() -> None:
    """Give up for good what is not needed for parsing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_FILES, _MOST_FILES))
    # The zones of the package tzdata: a system's lie anywhere, /etc/localtime among them.
    zoneinfo.reset_tzpath(())
    sys.addaudithook(_refuse)


def _refuse(event: str, given: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = given
        is_writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if isinstance(path, int):
            return
        whole = os.path.realpath(os.fsdecode(path))
        if is_writing or not whole.startswith(_CODE):
            raise PermissionError("a parser may not open this file")
    elif event.startswith(_FORBIDDEN) and event not in _NEEDED:
        raise PermissionError(f"a parser may not do this: {event}")


if __name__ == "__main__":
    main()
