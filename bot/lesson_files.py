"""Lessons in files on disk: which format a file has, and what stands in it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.archives import Folder, NotImportable, open_archive, read_file
from community import exchange_csv, exchange_jsonl, exchange_markdown
from community.decoding import decoded
from community.exchange import Bad, Copy, Raw

MARKDOWN, CSV, JSONL = "markdown", "csv", "jsonl"
FORMATS = (MARKDOWN, CSV, JSONL)
_SUFFIXES = {
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".csv": CSV,
    ".tsv": CSV,
    ".jsonl": JSONL,
    ".ndjson": JSONL,
    ".json": JSONL,
}


def read(path: Path) -> Iterator[Raw | Bad]:
    """Give each entry of a file, or of the Markdown files in a folder or a zip: NotImportable when there are none."""
    if path.is_dir() or path.suffix.casefold() == ".zip":
        yield from _read_archive(path)
        return
    text = decoded(read_file(path))
    match _SUFFIXES.get(path.suffix.casefold()) or _sniffed(text):
        case "markdown":
            yield exchange_markdown.read(_with_plain_breaks(text), where=path.name)
        case "csv":
            yield from exchange_csv.read(text)
        case _:
            yield from exchange_jsonl.read(text)


def changed_at(path: Path) -> datetime:
    """Give when the file was last written: as old as a lesson in it is that has no date of its own."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def format_of(path: Path) -> str:
    """Give the format that a file to be written asks for by its name; without a suffix it is a folder of Markdown."""
    found = MARKDOWN if not path.suffix else _SUFFIXES.get(path.suffix.casefold())
    if found is None:
        raise NotImportable(f"What format is {path}? Say --format {', '.join(FORMATS[:-1])} or {FORMATS[-1]}.")
    return found


def write(copies: Sequence[Copy], path: Path, *, form: str) -> None:
    """Write the lessons to a file, or to a folder that is made: NotImportable when something is in the way."""
    try:
        if form == MARKDOWN:
            path.mkdir(parents=True, exist_ok=True)
            if any(path.iterdir()):
                raise NotImportable(
                    f"{path} holds something already. Give a new folder, so that nothing is overwritten."
                )
            for copy in copies:
                (path / exchange_markdown.name_of(copy)).write_text(exchange_markdown.write(copy), encoding="utf-8")
            return
        with path.open("x", encoding="utf-8-sig" if form == CSV else "utf-8", newline="") as opened:
            # With the mark at its beginning spreadsheets read a CSV as UTF-8.
            opened.write(exchange_csv.write(copies) if form == CSV else exchange_jsonl.write(copies))
    except FileExistsError:
        raise NotImportable(f"{path} is there already. Give a new name, so that nothing is overwritten.") from None
    except OSError as error:
        raise NotImportable(f"{path} can't be written: {error.strerror}.") from error


def _read_archive(path: Path) -> Iterator[Raw | Bad]:
    archive = open_archive(path)
    names = [name for name in archive.names() if name.casefold().endswith((".md", ".markdown"))]
    if not names:
        kind = "folder" if isinstance(archive, Folder) else "zip"
        raise NotImportable(f"The {kind} {path} has no Markdown files. Give one that has, or a CSV or JSON Lines file.")
    for name in names:
        try:
            yield exchange_markdown.read(_with_plain_breaks(decoded(archive.read(name))), where=name)
        except NotImportable as error:
            yield Bad(name, str(error))


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sniffed(text: str) -> str:
    begin = text.lstrip()[:4]
    if begin.startswith(("{", "[")):
        return JSONL
    return MARKDOWN if begin.startswith(("---", "# ")) else CSV
