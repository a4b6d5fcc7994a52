"""Everything that is shown to who carries a community already."""

from community.carrying import Carried
from handlers.blocks import carrying
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_community

SURFACES = (
    Surface(
        carrying.question,
        "nobody coordinates",
        lambda text: carrying.question(Carried(1, "U0LEA", 5, 1, 12), a_community(text), is_free=True),
    ),
    Surface(
        carrying.question,
        "the seat is shared",
        lambda text: carrying.question(Carried(1, "U0LEA", meetups=2), a_community(text), is_free=False),
    ),
    Surface(carrying.not_now, "not now", lambda _: carrying.not_now()),
    Surface(carrying.silenced, "silenced", lambda _: carrying.silenced()),
    Surface(carrying.unsilenced, "unsilenced", lambda _: carrying.unsilenced()),
)
