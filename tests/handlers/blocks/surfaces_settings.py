"""Everything that is shown about what is so for everybody."""

from datetime import time

from community.settings import MayCreate, Settings
from handlers.blocks import settings as blocks
from handlers.blocks.settings import Standing
from tests.handlers.blocks.surfaces import Surface

NOTHING = Standing(Settings(), ("bulb",), "cop-")
EVERYTHING = Standing(
    Settings(
        capture_emoji=("bulb", "tada"),
        channel_prefix="",
        digest_weekday=4,
        digest_at=time(7, 45),
        hub_channel="C0HUB",
        supporters_channel="C0HELP",
        retention_days=90,
        may_create=MayCreate.NOBODY,
        may_publish=False,
    ),
    ("bulb", "tada"),
    "",
)

SURFACES = (
    Surface(blocks.overview, "nothing chosen", lambda _: blocks.overview(NOTHING, is_admin=False)),
    Surface(blocks.overview, "all chosen, to an admin", lambda _: blocks.overview(EVERYTHING, is_admin=True)),
    Surface(blocks.form, "nothing chosen", lambda _: blocks.form(NOTHING)),
    Surface(blocks.form, "all chosen", lambda _: blocks.form(EVERYTHING)),
    Surface(blocks.saved, "all chosen", lambda _: blocks.saved(EVERYTHING)),
    Surface(blocks.not_joined, "the hub", lambda _: blocks.not_joined("C0HUB")),
)
