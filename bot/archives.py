"""Files that somebody gives to be imported: a folder or a zip, neither of them trusted."""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from bot.problems import OperatorError

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024
MAX_FILES = 500_000


class NotImportable(OperatorError):
    """What was given can't be read; the text says what is wrong with which file."""


class Archive(Protocol):
    """Files by their path inside, such as `general/2015-06-11.json`."""

    def names(self) -> Iterator[str]:
        """Give the paths of all files but hidden ones, sorted."""
        ...

    def read(self, name: str) -> bytes:
        """Give a file's content: NotImportable when it leads out of the archive or is too large."""
        ...


def open_archive(path: Path) -> Archive:
    """Open a folder or a zip: NotImportable for anything else."""
    if path.is_dir():
        return Folder(path)
    if not path.exists():
        raise NotImportable(f"There is nothing at {path}. Give a folder or a zip that is there.")
    if not zipfile.is_zipfile(path):
        raise NotImportable(f"{path} is neither a folder nor a zip.")
    return Zip(path)


def read_file(path: Path) -> bytes:
    """Give the content of one file: NotImportable when it isn't there, can't be read or is too large."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise NotImportable(f"{path} is larger than {MAX_FILE_BYTES // 2**20} MB. Part it into several files.")
        return path.read_bytes()
    except OSError as error:
        raise NotImportable(f"{path} can't be read: {error.strerror}.") from error


class Folder:
    """A folder; links that lead out of it are refused."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def names(self) -> Iterator[str]:
        """Give the paths of all files but hidden ones, sorted."""
        found = (path.relative_to(self._root) for path in self._root.rglob("*") if path.is_file())
        return iter(sorted(path.as_posix() for path in found if not _is_hidden(path.parts)))

    def read(self, name: str) -> bytes:
        """Give a file's content."""
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root):
            raise NotImportable(f"{name} leads out of the folder; it is not opened.")
        return read_file(path)


class Zip:
    """A zip, read in memory: nothing is unpacked to the disk. What it says of its sizes is not believed."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise NotImportable(f"{path} is a damaged zip: {error}.") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > MAX_FILES:
            raise NotImportable(f"{path} has {len(entries):,} files; at most {MAX_FILES:,} are opened.")
        for entry in entries:
            inside = PurePosixPath(entry.filename.replace("\\", "/"))
            if ".." in inside.parts or inside.is_absolute():
                raise NotImportable(f"{path} has a file named {entry.filename!r}, which leads out of it.")
        if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
            raise NotImportable(f"{path} would unpack to more than {MAX_TOTAL_BYTES // 2**30} GB; it is not opened.")
        self._entries = {entry.filename: entry for entry in entries}
        self._left = MAX_TOTAL_BYTES

    def names(self) -> Iterator[str]:
        """Give the paths of all files but hidden ones, sorted."""
        return iter(sorted(name for name in self._entries if not _is_hidden(PurePosixPath(name).parts)))

    def read(self, name: str) -> bytes:
        """Give a file's content; its bytes are counted while they are unpacked."""
        limit = min(MAX_FILE_BYTES, self._left)
        try:
            with self._zip.open(self._entries[name]) as opened:
                content = opened.read(limit + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            raise NotImportable(f"{name} can't be read from the zip: {error}.") from error
        if len(content) > limit:
            raise NotImportable(f"{name} unpacks to more than {limit // 2**20} MB; it is not opened.")
        self._left -= len(content)
        return content


def _is_hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in parts)
