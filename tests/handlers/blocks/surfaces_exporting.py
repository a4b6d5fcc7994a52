"""Everything that an export shows."""

from handlers.blocks import exporting
from tests.handlers.blocks.surfaces import Surface

SURFACES = (
    Surface(exporting.offer, "one", lambda _: exporting.offer(1, closed=0)),
    Surface(exporting.offer, "many, some of closed rooms", lambda _: exporting.offer(12_345, closed=2)),
    Surface(exporting.nothing, "none yet", lambda _: exporting.nothing()),
    Surface(exporting.sent, "one", lambda _: exporting.sent(1)),
    Surface(exporting.sent, "many", lambda _: exporting.sent(12_345)),
    Surface(exporting.not_sent, "refused", lambda _: exporting.not_sent()),
    Surface(exporting.not_sent, "of oneself", lambda _: exporting.not_sent(exporting.OWN)),
    Surface(exporting.sent_own, "sent", lambda _: exporting.sent_own()),
    Surface(exporting.nothing_own, "none", lambda _: exporting.nothing_own()),
)
