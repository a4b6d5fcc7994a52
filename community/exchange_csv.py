"""Lessons as CSV: a header, then a row each; a spreadsheet that opens it runs nothing."""

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from community.exchange import NAMES, Bad, Copy, Raw, as_fields

# A cell that begins with one of these is a formula to a spreadsheet, also behind blanks, and in their wide forms.
# Source: owasp.org/www-community/attacks/CSV_Injection: put an apostrophe before it.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_MARK = "'"
_BREAK = re.compile(r"\r\n|\r|\n")
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells, and the line it begins in: "line 3"."""

    where: str
    cells: tuple[str, ...]


def write(copies: Sequence[Copy]) -> str:
    """Give the file's text, every cell quoted, so that no cell can be read as two."""
    written = io.StringIO(newline="")
    into = csv.writer(written, quoting=csv.QUOTE_ALL)
    into.writerow(NAMES)
    for copy in copies:
        given = as_fields(copy) | {"tags": ", ".join(copy.tags)}
        into.writerow([_harmless(str(given.get(name, ""))) for name in NAMES])
    return written.getvalue()


def read(text: str) -> Iterator[Raw | Bad]:
    """Give each row's entry, in the order of the file, named by the line it begins in."""
    header: Sequence[str] | None = None
    for row in rows(text):
        if isinstance(row, Bad):
            yield row
        elif header is None:
            header = row.cells
        elif (why := too_wide(row, header)) is not None:
            yield Bad(row.where, why)
        else:
            yield Raw(row.where, dict(zip(header, row.cells, strict=False)))


def too_wide(row: Row, header: Sequence[str]) -> str | None:
    """Say what is wrong with a row that has more cells than the header; None when nothing is."""
    if len(row.cells) <= len(header):
        return None
    return f"it has {len(row.cells)} cells and the header {len(header)}; quote cells that hold a separator"


def rows(text: str, *, resumes: bool = False) -> Iterator[Row | Bad]:
    """Give each row that says anything, the header first, and for those that can't be read what is wrong.

    After a row whose quotes don't fit together it goes on behind what was read for it. Where rows are a line each it
    goes on in the next line with `resumes`, so that a quote that was never closed takes no other row along.
    """
    # The limit of the csv module is one for all of the process; what is too long is shortened later.
    csv.field_size_limit(sys.maxsize)
    separator, text, before = _separator(text)
    start = 0
    while True:
        given = csv.reader(io.StringIO(text[start:], newline=""), delimiter=separator, strict=True)
        ended = 0
        is_broken = False
        while not is_broken:
            where = f"line {before + ended + 1}"
            try:
                row = next(given, None)
            except csv.Error as error:
                row, is_broken = [], resumes
                yield Bad(where, _why(str(error), resumes=resumes))
            if is_broken:
                break
            ended = given.line_num
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield Row(where, tuple(map(_meant, row)))
        start = _after_line(text, start, ended + 1)
        before += ended + 1


def _after_line(text: str, start: int, lines: int) -> int:
    """Give where the text goes on behind so many lines."""
    for _ in range(lines):
        found = _BREAK.search(text, start)
        start = found.end() if found else len(text)
    return start


def _harmless(cell: str) -> str:
    return f"{_MARK}{cell}" if _is_formula(cell) else cell


def _meant(cell: str) -> str:
    """Take off the apostrophe that `_harmless` put there; any other stays."""
    return cell[1:] if cell.startswith(_MARK) and _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would run it, or would once the apostrophes before it were taken off."""
    bare = cell.lstrip(_MARK)
    return bare[:1] in _FORMULA or bare.lstrip()[:1] in _FORMULA if bare else False


def _separator(text: str) -> tuple[str, str, int]:
    """Give what parts the cells, the text without a line that only says so, and how many lines that were."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and first.strip()[4:5] in _SEPARATORS:
        return first.strip()[4:5] or "\t", rest, 1
    return max(_SEPARATORS, key=first.count), text, 0


def _why(error: str, *, resumes: bool) -> str:
    if "unexpected end" in error:
        then = "" if resumes else ", so what follows could not be read"
        return f"a quote is opened here and never closed{then}"
    return f"its quotes don't fit together ({error})"
