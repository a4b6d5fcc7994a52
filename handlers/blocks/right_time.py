"""What a community is told when the zone of its digest or of its meetups isn't known any more."""

from community.digest import DigestSchedule
from community.meetups import TITLE_LIMIT
from community.series import Series
from handlers.blocks.parts import Message, section
from handlers.blocks.schedule import spoken
from handlers.blocks.text import inline_short

_UNKNOWN = "Its time zone isn't known to me any more."


def digest_in_other_zone(settled: DigestSchedule) -> Message:
    """Say when the digest comes from now on."""
    text = (
        f"The digest of this channel comes {spoken(settled.weekly)} from now on. {_UNKNOWN} "
        "If another time suits you better, any member can choose it with `/community digest`."
    )
    return Message(text, [section(text)])


def series_in_other_zone(settled: Series) -> Message:
    """Say when the meetups start from now on; the one that is announced stays when it is."""
    title = inline_short(settled.title, 2 * TITLE_LIMIT)
    text = (
        f"*{title}* starts at {settled.at:%H:%M} ({settled.zone}) from the next one on. {_UNKNOWN} "
        "If another time suits you better, `/meetup change` moves it."
    )
    return Message(text, [section(text)])
