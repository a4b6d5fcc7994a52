"""How a roster is brought from the App Home, and what those are told whom it names."""

from collections.abc import Sequence
from datetime import timedelta

from community.roster import TIME_TO_HIDE, Kind, Listed, in_words
from community.roster_columns import Column, Mapped
from community.roster_dates import Order
from community.roster_import import Plan, Tally
from handlers.blocks import profiles
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    header,
    input_block,
    modal,
    option,
    section,
    select,
)
from handlers.blocks.text import escape, escaped_short, inline_short, short

UPLOAD, MAPPING, STORE = "roster.upload", "roster.mapping", "roster.store"
HIDE, SHOW, TEAM = "roster.hide", "roster.show", "roster.team"
NO_COLUMN = "-"

_LISTED = 15
_CELL = 60
_COLUMNS = 99
_STEPS = 20
# What a person chooses from: each column's field, in this order.
_LABELS = {
    Column.EMAIL: "E-mail address",
    Column.NAME: "Name",
    Column.TEAM: "Team",
    Column.PRODUCT_GROUP: "Product group",
    Column.CERTIFICATION: "Certification",
    Column.DATE: "Date of the certification",
}
_ORDERS = {Order.DAY_FIRST: "The day: 3 April", Order.MONTH_FIRST: "The month: 4 March"}


def at_home() -> list[Block]:
    """Give the part of the App Home from which an admin brings a roster."""
    told = (
        "Bring in who is certified in what, as a CSV file from the LAO certification dashboard or from HR. "
        "You see first how it is read and what would change. People are told before others see anything of it."
    )
    return [header("Roster"), section(told, accessory=button("Upload a roster", UPLOAD))]


def uploading() -> View:
    """Ask for the file."""
    element: Block = {"type": "file_input", "action_id": "file", "filetypes": ["csv", "tsv", "txt"], "max_files": 1}
    return modal(
        callback_id=UPLOAD,
        title="Upload a roster",
        submit="Read it",
        close="Cancel",
        blocks=[
            section(
                "A CSV file with a line of column names and a column of e-mail addresses. I match the addresses to "
                "people here and keep none of them. Nothing is stored before you have seen what it is."
            ),
            input_block("file", "The file", element, hint="At most 10 MB and 50,000 rows."),
        ],
    )


def mapping(columns: Mapped, *, private_metadata: str, problem: str = "", order: Order | None = None) -> View:
    """Show how the columns are read, to be put right; `problem` says what is missing."""
    options = [option(name or NO_COLUMN, str(place)) for place, name in enumerate(columns.header)]
    nothing = option("No column", NO_COLUMN)
    blocks: list[Block] = [section(f"⚠️ {escaped_short(problem, 2900)}")] if problem else []
    blocks.append(section("This is how I read the file's columns. Put right what is wrong."))
    for column, label in _LABELS.items():
        places = columns.places.get(column, ())
        if len(places) > 1:
            named = ", ".join(inline_short(columns.header[place], _CELL) for place in places)
            blocks.append(section(f"*{label}*: {named}"))
            continue
        chosen = str(places[0]) if places else NO_COLUMN
        blocks.append(
            input_block(column.name, label, select(column.name, [nothing, *options[:_COLUMNS]], chosen=chosen))
        )
    if columns.held:
        named = ", ".join(inline_short(columns.header[place], _CELL) for place in columns.held)
        blocks.append(section(f"*A column for each certification*: {named}"))
    dates: Block = {
        "type": "radio_buttons",
        "action_id": "order",
        "options": [option(label, order) for order, label in _ORDERS.items()],
    }
    if order is not None:
        dates["initial_option"] = option(_ORDERS[order], order)
    hint = "Only needed where no date in the file tells."
    blocks.append(input_block("order", "What comes first in 03/04/2024?", dates, hint=hint, is_optional=True))
    if columns.unused:
        unused = ", ".join(inline_short(name, _CELL) for name in columns.unused[:30])
        blocks.append(context(f"Not used, and not kept: {unused}"))
    return modal(
        callback_id=MAPPING,
        title="The columns",
        submit="Look it through",
        close="Cancel",
        blocks=blocks,
        private_metadata=private_metadata,
    )


def looked_through(plan: Plan, would: Tally, *, private_metadata: str) -> View:
    """Show what the file would change, the bad rows and those that match nobody, before anything is stored."""
    blocks: list[Block] = [section(f"Nothing is stored yet. *{_people(would.people)}* matched: {_counts(would)}.")]
    if plan.read.bad:
        lines = [f"{bad.where}: {bad.why}" for bad in plan.read.bad]
        blocks.append(section(f"*Bad rows, left out* ({len(lines):,})\n{_some(lines)}"))
    if plan.unmatched:
        lines = [f"{entry.where[0]}: {entry.called}" for entry in plan.unmatched]
        blocks.append(section(f"*Matched nobody, and not kept* ({len(lines):,})\n{_some(lines)}"))
        blocks.append(context("Nobody here has the address, or they don't want to be on a roster."))
    is_any = bool(would.new or would.updated)
    if not is_any:
        blocks.append(section("There is nothing new in it, so there is nothing to store."))
    return modal(
        callback_id=STORE,
        title="What would change",
        submit="Store it" if is_any else None,
        close="Cancel" if is_any else "Close",
        blocks=blocks,
        private_metadata=private_metadata,
    )


def storing(done: int, total: int) -> Message:
    """Show how far it came."""
    full = _STEPS * done // total if total else _STEPS
    text = f"Storing: {done:,} of {total:,}\n{'▓' * full}{'░' * (_STEPS - full)}"
    return Message(text, [section(text)])


def stored(tally: Tally, *, is_file_deleted: bool) -> Message:
    """Say what was stored, and what becomes of the file."""
    text = (
        f"✅ Stored: {_counts(tally)}. They are told privately, in their working hours, and others see nothing new "
        f"before they had {_days(TIME_TO_HIDE)} to hide it."
    )
    then = (
        "I deleted the file you uploaded."
        if is_file_deleted
        else "The file is still in Slack, seen by you and me only, and I may not delete it: you find it under *Files*."
    )
    return Message(text, [section(text), context(then)])


def not_all_stored(tally: Tally, total: int) -> Message:
    """Say that it stopped on the way, which loses nothing."""
    text = (
        f"I stopped after {tally.people:,} of {total:,}. What was stored stays; upload the file again and I go on, "
        "since what is there already is left as it is."
    )
    return Message(text, [section(text), actions(button("Upload a roster", UPLOAD))])


def told(listed: Listed) -> Message:
    """Tell a person what the roster says of them, once, before others see it."""
    facts = [fact for fact in listed.facts if fact.kind is Kind.CERTIFICATION]
    groups = [fact for fact in listed.facts if fact.kind is Kind.PRODUCT_GROUP]
    said = [f"*{inline_short(words, 90)}*" for words in in_words(facts) if words][:20]
    said += [f"product group *{inline_short(words, 90)}*" for words in in_words(groups) if words]
    what = ", ".join(said) or "your name alone"
    text = (
        f"An admin here brought a list that says of you: {what}. In {_days(TIME_TO_HIDE)} others can find you by it "
        "with `/community people`. It is yours to decide: hide it, put it right, or show it now."
    )
    buttons = [button("Hide it", HIDE), button("Put it right", profiles.SHOW), button("Show it now", SHOW)]
    if listed.team:
        buttons.append(button(f"I am in team {listed.team}", TEAM, listed.team))
    return Message(text, [section(text), actions(*buttons)])


def hidden() -> Message:
    """Confirm that nobody sees it."""
    text = "It is hidden: nobody sees what the list says of you, and that stays so when a new one comes."
    return Message(text, [section(text), actions(button("My profile", profiles.SHOW))])


def shown(listed: Listed) -> Message:
    """Confirm what others see."""
    said = ", ".join(in_words(listed.shown))
    text = f"Others can find you by {inline_short(said, 900)} now. Change it any time." if said else "It is shown now."
    return Message(text, [section(text), actions(button("My profile", profiles.SHOW))])


def gone() -> Message:
    """Say that the person is on no roster any more."""
    text = "You are on no roster any more, so there was nothing to change."
    return Message(text, [section(text), actions(button("My profile", profiles.SHOW))])


def _people(count: int) -> str:
    return f"{count:,} person" if count == 1 else f"{count:,} people"


def _counts(tally: Tally) -> str:
    return f"{tally.new:,} new, {tally.updated:,} updated, {tally.unchanged:,} unchanged"


def _some(lines: Sequence[str]) -> str:
    more = f"\nand {len(lines) - _LISTED:,} more" if len(lines) > _LISTED else ""
    return "\n".join(escape(short(line, 160)) for line in lines[:_LISTED]) + more


def _days(span: timedelta) -> str:
    return f"{span.days} days"
