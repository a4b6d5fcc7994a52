"""Which worker this process is: a name that a restart finds again and no two running processes share."""

import fcntl
import os
from itertools import count
from pathlib import Path

from bot.clock import new_id


class Worker:
    """A name, held as long as the process lives.

    What a process was doing when it was killed stands in the tables under its name; a process that starts with the same
    name goes on with it at once, where others wait until the lease is over.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            file = os.open(folder / f"worker-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                continue
            break
        self._file = file
        self.name = os.pread(file, 64, 0).decode() or self._named()

    def close(self) -> None:
        """Let another process have the name."""
        os.close(self._file)

    def _named(self) -> str:
        name = new_id()
        os.pwrite(self._file, name.encode(), 0)
        return name
