"""A roster out of a file: rows become people by their e-mail address, and a bad row is named by its line.

Of a file that can be read at all every good row counts, whatever stands in the others.
"""
# a refusal is named for what is the case, as in "NameTaken"

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from community import exchange_csv, roster_dates
from community.decoding import decoded
from community.errors import CommunityError
from community.exchange import Bad, clean
from community.exchange_csv import Row
from community.roster_columns import CERTIFICATIONS, Column, Mapped, NoAddressColumn, bare, mapped
from community.roster_dates import CanMeanTwo, NotADate, Order

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
CELL_LIMIT = 80

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_BETWEEN = re.compile(r"[;|\n]+")
_MAYBE_BETWEEN = re.compile(r"[,/+&]| and | und ")
_NO = frozenset({"", "no", "n", "nein", "false", "0", "-", "none", "keine"})
_YES = frozenset({"yes", "y", "ja", "j", "true", "1", "x", "✓", "✔"})


class UnreadableRoster(CommunityError):
    """The file as a whole can't be read."""


class DatesMeanTwo(CommunityError):
    """Dates such as 03/04/2024 stand in it, and nothing tells which number is the month."""

    def __init__(self, where: str, example: str) -> None:
        super().__init__(
            f"“{example}” ({where}) can be two days, and the other dates don't tell which number is the month. "
            "Nothing was stored: say whether the day or the month comes first."
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's rows, and those that can't be read."""

    header: tuple[str, ...]
    rows: Sequence[Row]
    bad: Sequence[Bad] = ()


@dataclass(slots=True)
class Entry:
    """What all of a file's rows say of one address, which is in lower case."""

    email: str
    where: list[str]
    name: str = ""
    team: str = ""
    product_group: str = ""
    certifications: dict[str, date | None] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """Give what the file calls the person, for who brought it to know them by."""
        return f"{self.name[:CELL_LIMIT]}, {self.email}" if self.name else self.email


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was understood."""

    columns: Mapped
    entries: Sequence[Entry]
    bad: Sequence[Bad]


def opened(content: bytes) -> Sheet:
    """Give a file's rows. UnreadableRoster when it is too large or there is nothing in it."""
    if len(content) > MAX_BYTES:
        raise UnreadableRoster(
            f"The file is larger than {MAX_BYTES // 2**20} MB, so nothing was read. Part it, or leave columns out."
        )
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableRoster("This is a spreadsheet, so nothing was read. Save it as CSV first, then give me that.")
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    bad: list[Bad] = []
    for row in exchange_csv.rows(_even(decoded(content)), resumes=True):
        if isinstance(row, Bad):
            bad.append(row)
        elif header is None:
            header = row.cells
        elif (why := exchange_csv.too_wide(row, header)) is not None:
            bad.append(Bad(row.where, why))
        else:
            rows.append(row)
        if len(rows) > MAX_ROWS:
            raise UnreadableRoster(f"The file has more than {MAX_ROWS:,} rows, so nothing was read. Part it.")
    if header is None:
        raise UnreadableRoster(
            "There is nothing in the file. It needs a line with the names of its columns, then rows."
        )
    if not rows and not bad:
        raise UnreadableRoster("The file has the names of columns and no row below them, so there is nothing to store.")
    return Sheet(header, rows, bad)


def understood(sheet: Sheet, *, chosen: Mapping[Column, str] | None = None, order: Order | None = None) -> Read:
    """Give what a file says of whom. NoAddressColumn, WrongColumn, DatesMeanTwo."""
    columns = mapped(sheet.header, chosen)
    if Column.EMAIL not in columns.places:
        raise NoAddressColumn(columns.header)
    reader = _Reader(columns, order or roster_dates.order_of(_dates(sheet, columns)))
    entries: dict[str, Entry] = {}
    bad = list(sheet.bad)
    for row in sheet.rows:
        found = reader.read(row)
        if isinstance(found, Bad):
            bad.append(found)
        else:
            _add(entries, found)
    return Read(columns, list(entries.values()), sorted(bad, key=lambda one: _line(one.where)))


@lru_cache(maxsize=1024)  # the same few stand in every row
def certifications(cell: str) -> Sequence[str]:
    """Give the certifications a cell names, each as it is told here: "CLB; CLP", "CLP/CLE", "Certified LeSS Coach"."""
    found: list[str] = []
    for part in _BETWEEN.split(cell):
        pieces = [_known(piece) for piece in _MAYBE_BETWEEN.split(part)]
        if len(pieces) > 1 and all(pieces):
            found += [piece for piece in pieces if piece is not None]
        elif words := _one_line(part):
            found.append(_known(words) or words)
    return tuple(dict.fromkeys(found))


class _Reader:
    def __init__(self, columns: Mapped, order: Order | None) -> None:
        self._columns = columns
        self._order = order

    def read(self, row: Row) -> Entry | Bad:
        email = self._one(row, Column.EMAIL).removeprefix("mailto:").casefold()
        if not _ADDRESS.fullmatch(email):
            what = f"“{email[:CELL_LIMIT]}” is no e-mail address" if email else "it has no e-mail address"
            return Bad(row.where, f"{what}; one like ana@example.org is needed to match a person")
        entry = Entry(email, [row.where], self._name(row), self._one(row, Column.TEAM))
        entry.product_group = self._one(row, Column.PRODUCT_GROUP)
        try:
            entry.certifications = dict(self._certifications(row))
        except _BadDate as bad:
            return Bad(row.where, f"its date is “{bad.text[:CELL_LIMIT]}”; write it like 2024-03-31")
        if (long := self._too_long(entry)) is not None:
            return Bad(row.where, f"“{long[:CELL_LIMIT]}…” is longer than {CELL_LIMIT} characters; shorten it")
        return entry

    def _certifications(self, row: Row) -> Iterator[tuple[str, date | None]]:
        issued_on = self._date(row, self._one(row, Column.DATE))
        for place in self._columns.places.get(Column.CERTIFICATION, ()):
            for what in certifications(_cell(row, place)):
                yield what, issued_on
        for place, what in self._columns.held.items():
            cell = _one_line(_cell(row, place))
            if cell.casefold() not in _NO:
                yield what, issued_on if cell.casefold() in _YES else self._date(row, cell)

    def _date(self, row: Row, text: str) -> date | None:
        if not text:
            return None
        try:
            return roster_dates.read(text, self._order)
        except CanMeanTwo:
            raise DatesMeanTwo(row.where, text) from None
        except NotADate:
            raise _BadDate(text) from None

    def _name(self, row: Row) -> str:
        parts = [self._one(row, column) for column in (Column.FIRST_NAME, Column.LAST_NAME)]
        return " ".join(filter(None, parts)) or self._one(row, Column.NAME)

    def _one(self, row: Row, column: Column) -> str:
        places = self._columns.places.get(column, ())
        return _one_line(_cell(row, places[0])) if places else ""

    def _too_long(self, entry: Entry) -> str | None:
        told = (entry.team, entry.product_group, *entry.certifications)
        return next((text for text in told if len(text) > CELL_LIMIT), None)


class _BadDate(Exception):  # named for what is the case
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def _add(entries: dict[str, Entry], row: Entry) -> None:
    """Add what a row says to what others say of the same address: the newest date, the last team that is named."""
    entry = entries.setdefault(row.email, row)
    if entry is row:
        return
    entry.where += row.where
    entry.name, entry.team = row.name or entry.name, row.team or entry.team
    entry.product_group = row.product_group or entry.product_group
    for what, issued_on in row.certifications.items():
        known = [day for day in (entry.certifications.get(what), issued_on) if day is not None]
        entry.certifications[what] = max(known, default=None)


def _dates(sheet: Sheet, columns: Mapped) -> Iterator[str]:
    for place in (*columns.places.get(Column.DATE, ()), *columns.held):
        yield from (_cell(row, place) for row in sheet.rows)


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _known(words: str) -> str | None:
    return CERTIFICATIONS.get(bare(words))


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _even(text: str) -> str:
    """Give the text with one kind of line break: a lone carriage return, as old spreadsheets write it, is one too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(where: str) -> int:
    return int(where.rpartition(" ")[2])
