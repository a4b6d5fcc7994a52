"""How the grid of an Open Space looks: in words, always, and as pictures."""

from community import schedule
from community.open_space import Program, Session
from handlers.blocks.parts import Block, Message, actions, button, context, divider, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short, short
from pictures.values import Grid

ALT_LIMIT = 1000
ROWS, COLUMNS = 12, 10  # of one picture
SLOTS = 8  # told at a time
# All texts of a message together hold 12,000 characters; the rest is for what stands around the grid.
_MOST_LETTERS = 9_000
_TITLE, _SPACE = 60, 40
_SECTION = 2_900


def grid(program: Program, first: int, *, has_picture: bool) -> Message:
    """Show the grid in words from this slot on, as many slots as a message holds."""
    slots = range(len(program.space.slots))
    blocks: list[Block] = []
    left = _MOST_LETTERS
    end = first
    for slot in slots[first : first + SLOTS]:
        row = _row(program, slot)
        if blocks and len(row) > left:
            break
        left -= len(row)
        blocks.append(section(row))
        end = slot + 1
    text = f"The grid of *{inline_short(program.meetup.title, 160)}*: {_counted(program)}."
    more = [button("Earlier slots", "open_space.grid.earlier", f"{program.meetup.id} 0")] if first else []
    if end < len(slots):
        more.append(button("Later slots", "open_space.grid.later", f"{program.meetup.id} {end}"))
    notes = ["A picture of it follows in our conversation."] if has_picture else []
    buttons = actions(*more, button("See the sessions", "open_space.open", program.meetup.id))
    return Message(text, [section(text), divider(), *blocks, buttons, *map(context, notes)])


def pictures(program: Program, zone: str) -> list[Grid]:
    """Give the grid as pictures, in pieces that can be read."""
    found = [
        _picture(program, top, left, zone)
        for top in range(0, len(program.space.slots), ROWS)
        for left in range(0, len(program.space.spaces), COLUMNS)
    ]
    return [_numbered(one, index, len(found)) if len(found) > 1 else one for index, one in enumerate(found, start=1)]


def alt(drawn: Grid) -> str:
    """Say what takes place when and where."""
    told = [
        f"{time}: " + ", ".join(f"{title} in {space}" for space, title in zip(drawn.columns, row, strict=True) if title)
        for time, row in zip(drawn.rows, drawn.cells, strict=True)
        if any(row)
    ]
    return short(f"{drawn.title}, slots by spaces. {'; '.join(told) or 'Every place is free'}.", ALT_LIMIT)


def clock(program: Program, slot: int, zone: str) -> str:
    """Give a slot as clocks in a zone have it."""
    return f"{schedule.local(program.starts(slot), zone):%H:%M}–{schedule.local(program.ends(slot), zone):%H:%M}"


def _row(program: Program, slot: int) -> str:
    there = program.at(slot)
    # Every session of a row fits: the more there are, the shorter each is told.
    each = min(160, _SECTION // (len(there) + 2) - 4)
    lines = [f"*{when(program.starts(slot), program.meetup.zone, '{time}')}*"]
    lines += [f"• {_entry(program, session, each)}" for session in there]
    free = [inline_short(program.space.spaces[space], _SPACE) for space in program.free(slot)]
    if free:
        lines.append(f"_Free: {', '.join(free[:5])}{f' and {len(free) - 5} more' if len(free) > 5 else ''}_")
    return "\n".join(lines)


def _entry(program: Program, session: Session, limit: int) -> str:
    space = inline_short(program.space.spaces[session.space or 0], max(12, limit // 4))
    return f"{space}: {inline_short(session.title or 'A session', min(_TITLE * 2, max(16, limit - len(space) - 4)))}"


def _counted(program: Program) -> str:
    places = len(program.space.slots) * len(program.space.spaces)
    taken = sum(session.place is not None for session in program.sessions)
    return f"{taken} of {places} places are taken" if taken != 1 else f"1 of {places} places is taken"


def _picture(program: Program, top: int, left: int, zone: str) -> Grid:
    slots = range(len(program.space.slots))[top : top + ROWS]
    spaces = range(len(program.space.spaces))[left : left + COLUMNS]
    titles = {session.place: session.title or "A session" for session in program.sessions if session.place}
    return Grid(
        short(program.meetup.title, 120),
        tuple(clock(program, slot, zone) for slot in slots),
        tuple(program.space.spaces[space] for space in spaces),
        tuple(tuple(titles.get((slot, space), "") for space in spaces) for slot in slots),
        f"Times are those of {schedule.zone_of(zone).name}.",
    )


def _numbered(drawn: Grid, index: int, count: int) -> Grid:
    return Grid(drawn.title, drawn.rows, drawn.columns, drawn.cells, f"{drawn.note} Picture {index} of {count}.")
