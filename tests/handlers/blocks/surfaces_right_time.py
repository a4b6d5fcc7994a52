"""Everything that is told of zones nobody knows any more."""

from datetime import time

from community.digest import DigestSchedule
from community.schedule import Weekly
from handlers.blocks import right_time
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_series import a_series

SETTLED = DigestSchedule(1, Weekly(0, time(9), "Europe/Berlin"), some.NOW, some.NOW)

SURFACES = [
    Surface(right_time.digest_in_other_zone, "any", lambda _text: right_time.digest_in_other_zone(SETTLED)),
    Surface(right_time.series_in_other_zone, "any", lambda text: right_time.series_in_other_zone(a_series(text))),
]
