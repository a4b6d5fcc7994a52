"""Everything that is said about looking questions up."""

from dataclasses import replace

from handlers.blocks import asking
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_lessons import a_community

SURFACES = (
    Surface(asking.switched, "on", lambda text: asking.switched(replace(a_community(text), hints=True))),
    Surface(asking.switched, "off", lambda text: asking.switched(a_community(text))),
    Surface(
        asking.switched, "is on", lambda text: asking.switched(replace(a_community(text), hints=True), changed=False)
    ),
    Surface(asking.switched, "is off", lambda text: asking.switched(a_community(text), changed=False)),
    Surface(asking.announced, "in the channel", lambda text: asking.announced(by=text)),
    Surface(asking.members_switch, "a stranger", lambda text: asking.members_switch(a_community(text))),
)
