"""Reads the JSON files of a Slack export from a folder or a zip, trusting neither."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024
MAX_FILES = 500_000


class ExportError(Exception):
    """The export can't be opened; the text says what is wrong with which file."""


class Source(Protocol):
    """The files of an export, by their path inside it, such as `general/2015-06-11.json`."""

    def names(self) -> Iterator[str]:
        """Give the paths of all JSON files, sorted."""

    def read(self, name: str) -> bytes:
        """Give a file's content."""


def open_source(path: Path) -> Source:
    """Open a folder or a zip; ExportError for anything else."""
    if path.is_dir():
        return FolderSource(path)
    if not path.exists():
        raise ExportError(f"there is no export at {path}; give the folder or the zip that Slack made")
    if not zipfile.is_zipfile(path):
        raise ExportError(f"{path} is neither a folder nor a zip; give what Slack made under “Export data”")
    return ZipSource(path)


class FolderSource:
    """An export unpacked in a folder; links that lead out of it are refused."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        # An unpacked zip often has one folder more around it.
        inner = [p for p in self._root.iterdir() if p.is_dir()]
        if not (self._root / "users.json").exists() and len(inner) == 1 and (inner[0] / "users.json").exists():
            self._root = inner[0].resolve()

    def names(self) -> Iterator[str]:
        """Give the paths of the JSON files at the top and one folder down."""
        found = [*self._root.glob("*.json"), *self._root.glob("*/*.json")]
        return iter(sorted(p.relative_to(self._root).as_posix() for p in found))

    def read(self, name: str) -> bytes:
        """Give a file's content."""
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root):
            raise ExportError(f"{name} leads out of the export's folder; it is not opened")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ExportError(f"{name} is larger than {MAX_FILE_BYTES // 2**20} MB; no day of an export is")
        return path.read_bytes()


class ZipSource:
    """An export as a zip, read in memory: nothing is unpacked to the disk."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise ExportError(f"{path} is a damaged zip: {error}") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        if len(entries) > MAX_FILES:
            raise ExportError(f"{path} has {len(entries)} files, more than the {MAX_FILES} that are opened")
        for entry in entries:
            parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
            if ".." in parts or PurePosixPath(entry.filename).is_absolute():
                raise ExportError(
                    f"{path} has a file named {entry.filename!r}, which leads out of it; it is not opened"
                )
        if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
            raise ExportError(f"{path} would unpack to more than {MAX_TOTAL_BYTES // 2**30} GB; it is not opened")
        names = [entry.filename for entry in entries]
        users = min((name for name in names if PurePosixPath(name).name == "users.json"), key=len, default="users.json")
        self._prefix = users.removesuffix("users.json")
        self._entries = {
            e.filename.removeprefix(self._prefix): e for e in entries if e.filename.startswith(self._prefix)
        }
        self._left = MAX_TOTAL_BYTES

    def names(self) -> Iterator[str]:
        """Give the paths of the JSON files at the top and one folder down."""
        return iter(sorted(n for n in self._entries if n.endswith(".json") and n.count("/") <= 1))

    def read(self, name: str) -> bytes:
        """Give a file's content; what a zip says of its sizes is not believed, the bytes are counted."""
        limit = min(MAX_FILE_BYTES, self._left)
        try:
            with self._zip.open(self._entries[name]) as opened:
                content = opened.read(limit + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            raise ExportError(f"{name} can't be read from the zip: {error}") from error
        if len(content) > limit:
            raise ExportError(f"{name} unpacks to more than {limit // 2**20} MB; it is not opened")
        self._left -= len(content)
        return content


def read_objects(source: Source, name: str) -> list[dict[str, Any]]:
    """Give the JSON objects of a file that should be a list of them; ExportError otherwise."""
    try:
        decoded = json.loads(source.read(name))
    except (ValueError, RecursionError) as error:
        raise ExportError(f"{name} is not JSON: {str(error)[:200]}") from error
    if not isinstance(decoded, list):
        raise ExportError(f"{name} should hold a list, as Slack's exports do; it holds a {type(decoded).__name__}")
    return [item for item in decoded if isinstance(item, dict)]
