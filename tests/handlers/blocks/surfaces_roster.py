"""Everything that is shown of a roster: to who brings it, and to those it names."""

from datetime import date

from community.exchange import Bad
from community.roster import Fact, Kind, Listed
from community.roster_columns import Column, Mapped, mapped
from community.roster_csv import Entry, Read
from community.roster_dates import Order
from community.roster_import import Plan, Tally
from handlers.blocks import roster as blocks
from tests import some
from tests.handlers.blocks.surfaces import Surface

METADATA = '{"file":"F1"}'


def a_listed(text: str, count: int = 1) -> Listed:
    """Give a person of whom a list says this text, as long as a cell gets; what it says is never empty."""
    said = text.strip()[:70] or "CLP"
    facts = [
        Fact(Kind.CERTIFICATION, f"{said} {number}", date(2024, 3, 1), shown_since=some.NOW) for number in range(count)
    ]
    return Listed("U0LEA", some.NOW, (*facts, Fact(Kind.PRODUCT_GROUP, said)), team=said)


def _columns(text: str, count: int) -> Mapped:
    return mapped([*(f"{text} {number}" for number in range(count)), "E-Mail", "CLB", "Certificate 1", "Certificate 2"])


def _plan(text: str, count: int) -> Plan:
    bad = [Bad(f"line {number}", f"its date is “{text[:80]}”") for number in range(count)]
    entries = [Entry(f"{text[:200]}@x.org", [f"line {number}"]) for number in range(count)]
    return Plan(Read(Mapped(("E-Mail",), {Column.EMAIL: (0,)}), entries, bad), [], entries)


SURFACES = (
    Surface(blocks.uploading, "the window", lambda _: blocks.uploading()),
    Surface(blocks.mapping, "few columns", lambda text: blocks.mapping(_columns(text, 2), private_metadata=METADATA)),
    Surface(
        blocks.mapping,
        "many columns and a problem",
        lambda text: blocks.mapping(
            _columns(text, 300), private_metadata=METADATA, problem=text, order=Order.DAY_FIRST
        ),
    ),
    Surface(blocks.mapping, "no address", lambda text: blocks.mapping(mapped([text, ""]), private_metadata=METADATA)),
    Surface(
        blocks.looked_through,
        "much is bad",
        lambda text: blocks.looked_through(_plan(text, 99), Tally(3, 2, 1), private_metadata=METADATA),
    ),
    Surface(
        blocks.looked_through,
        "nothing new",
        lambda text: blocks.looked_through(_plan(text, 0), Tally(0, 0, 1), private_metadata=METADATA),
    ),
    Surface(blocks.storing, "half", lambda _: blocks.storing(500, 1000)),
    Surface(blocks.storing, "nothing", lambda _: blocks.storing(0, 0)),
    Surface(blocks.stored, "deleted", lambda _: blocks.stored(Tally(1, 2, 3), is_file_deleted=True)),
    Surface(blocks.stored, "left", lambda _: blocks.stored(Tally(1, 2, 3), is_file_deleted=False)),
    Surface(blocks.not_all_stored, "half", lambda _: blocks.not_all_stored(Tally(1, 2, 3), 20)),
    Surface(blocks.told, "one", lambda text: blocks.told(a_listed(text))),
    Surface(blocks.told, "many", lambda text: blocks.told(a_listed(text, 40))),
    Surface(blocks.hidden, "hidden", lambda _: blocks.hidden()),
    Surface(blocks.shown, "shown", lambda text: blocks.shown(a_listed(text, 40))),
    Surface(blocks.gone, "gone", lambda _: blocks.gone()),
)
