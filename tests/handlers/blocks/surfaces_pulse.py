"""Everything that the pulse of a community shows."""

from datetime import timedelta

from community.pulse import Charted, Life, MembersOnly, Pulse
from community.signs import Seen, Sign
from handlers.blocks import pulse
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_community, communities_of
from tests.some import utc


def a_pulse(text: str, *, life: Life = Life.ALIVE, number: int = 7, is_warned: bool = False) -> Pulse:
    """Give the pulse of a community that goes by this text, with this number wherever one is shown."""
    weeks = [
        Charted(utc(2026, 5, 18) + timedelta(weeks=week), number, number, number * 9 if week % 2 else None)
        for week in range(12)
    ]
    return Pulse(
        community=a_community(text),
        life=life,
        people=(10, 14) if number else None,
        newcomers=(5, 9) if number > 1 else None,
        teams=number,
        lessons=number,
        meetups=number,
        adoptions=number,
        answered=number,
        weeks=weeks,
        signs=[Seen(sign, text[:120] if sign is Sign.SOUNDS_MANDATORY else "") for sign in Sign] if is_warned else [],
    )


SURFACES = (
    Surface(
        pulse.told,
        "nothing happened",
        lambda text: pulse.told(a_pulse(text, life=Life.QUIET, number=0), has_picture=False),
    ),
    Surface(
        pulse.told,
        "one of each",
        lambda text: pulse.told(a_pulse(text, life=Life.FORMING, number=1), has_picture=True),
    ),
    Surface(pulse.told, "every sign", lambda text: pulse.told(a_pulse(text, is_warned=True), has_picture=True)),
    Surface(pulse.told, "resting", lambda text: pulse.told(a_pulse(text, life=Life.RESTING), has_picture=True)),
    Surface(pulse.which, "many", lambda text: pulse.which(communities_of(text, 60))),
    Surface(pulse.members_only, "the way in", lambda text: pulse.members_only(MembersOnly(a_community(text)))),
    Surface(pulse.charts, "two charts", lambda text: pulse.charts(a_pulse(text))),
)
