"""What stands in the place of a picture."""

from handlers.blocks import showing
from tests.handlers.blocks.surfaces import Surface

SURFACES = (Surface(showing.no_picture, "of a lesson", lambda _: showing.no_picture("lesson #42")),)
