"""How it looks when a community, or all, are told once a month how far lessons travelled."""

from community.communities import Community
from community.month import Told
from community.travels import Journey, Step
from handlers.blocks.parts import Block, Message, button, context, header, section
from handlers.blocks.text import inline_short
from handlers.blocks.travels import place_name

MUTE, UNMUTE = "month.mute", "month.unmute"
_NAME, _TITLE, _WAYS = 50, 160, 5


def post(told: Told, community: Community | None) -> Message:
    """Tell in words how far lessons went; a picture may follow in the thread. No community: it is the hub."""
    whose = f"lessons of {inline_short(community.topic, _NAME)}" if community else "lessons of all communities"
    first = f"How far did it travel? In {told.month.name}, {whose} reached others."
    blocks: list[Block] = [header(f"How far did it travel? {told.month.name}")]
    blocks += [_journey(gone) for gone in told.journeys]
    if (more := told.in_all - len(told.journeys)) > 0:
        blocks.append(context(f"and {more} more: `/lesson travels` shows how lessons travel here."))
    small = "_This comes once a month, when lessons travelled._"
    mute = button("Mute it here", MUTE, community.id) if community else None
    blocks.append(section(small, accessory=mute))
    return Message(
        " ".join([first, *[f"{inline_short(gone.lesson.title, 80)}: {_ways(gone)}." for gone in told.journeys]]), blocks
    )


def muted(community: Community) -> Message:
    """Tell a member that it comes here no more, and undo it."""
    text = (
        f"Muted for everybody in *{inline_short(community.topic, _TITLE)}*: it comes here no more. "
        "The weekly digest stays as it is."
    )
    return Message(text, [section(text, accessory=button("Undo", UNMUTE, community.id))])


def unmuted(community: Community) -> Message:
    """Tell that it comes again."""
    text = f"Undone: *{inline_short(community.topic, _TITLE)}* hears once a month how far its lessons travelled."
    return Message(text, [section(text)])


def _journey(gone: Journey) -> Block:
    see = button("See its way", "travels.show", gone.lesson.number)
    return section(f"💡 *{_title(gone)}*: {_ways(gone)}", accessory=see)


def _title(gone: Journey) -> str:
    return inline_short(gone.lesson.title, _TITLE)


def _ways(gone: Journey) -> str:
    shown = [
        f"{way.step} {'with' if way.step is Step.SHARED else 'by'} {inline_short(place_name(way.end), _NAME)}"
        for way in gone.ways[:_WAYS]
    ]
    more = len(gone.ways) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")
