"""Lessons as CSV: a header, then a row each; a spreadsheet that opens it runs nothing."""

import csv
import io
import sys
from collections.abc import Iterator, Sequence

from community.exchange import NAMES, Bad, Copy, Raw, as_fields

# A cell that begins with one of these is a formula to a spreadsheet, also behind blanks, and in their wide forms.
# Source: owasp.org/www-community/attacks/CSV_Injection: put an apostrophe before it.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_MARK = "'"
_SEPARATORS = ",;\t"


def write(copies: Sequence[Copy]) -> str:
    """Give the file's text, every cell quoted, so that no cell can be read as two."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, quoting=csv.QUOTE_ALL)
    rows.writerow(NAMES)
    for copy in copies:
        given = as_fields(copy) | {"tags": ", ".join(copy.tags)}
        rows.writerow([_harmless(str(given.get(name, ""))) for name in NAMES])
    return written.getvalue()


def read(text: str) -> Iterator[Raw | Bad]:
    """Give each row's entry, in the order of the file, named by the line it begins in."""
    # The limit of the csv module is one for all of the process; what is too long is shortened later.
    csv.field_size_limit(sys.maxsize)
    separator, text, skipped = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] | None = None
    ended = 0
    while True:
        where = f"line {ended + 1 + skipped}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            row = []
            yield Bad(where, _why(str(error)))
        ended = rows.line_num
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        if header is None:
            header = row
        elif len(row) > len(header):
            yield Bad(where, f"it has {len(row)} cells and the header {len(header)}; quote cells that hold a separator")
        else:
            yield Raw(where, {name: _meant(cell) for name, cell in zip(header, row, strict=False)})


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


def _why(error: str) -> str:
    if "unexpected end" in error:
        return "a quote is opened here and never closed, so what follows could not be read"
    return f"its quotes don't fit together ({error})"
