"""Everything that is shown about charters: the welcome that holds one, reading it, changing it, its versions."""

from dataclasses import replace

from community.charters import Charter, Written
from community.communities import Aim
from handlers.blocks import charters as blocks
from handlers.blocks.charters import Shown
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_charter, a_community

METADATA = '{"community_id":1,"version":3}'


def written(text: str, version: int = 3) -> Written:
    said = a_charter(text)
    return Written(
        purpose=said.purpose,
        aim=list(Aim)[version % 3],
        for_whom=said.for_whom,
        meets=f"{version} {said.meets}"[:250],
        decides=said.decides,
        template="test",
        community_id=1,
        version=version,
        changed_by="U0LEA",
        changed_at=some.LAST_WEEK,
    )


def versions(text: str, count: int) -> list[Written]:
    return [written(text, number) for number in range(count, 0, -1)]


def shown(text: str, *, is_written: bool = True, is_member: bool = True, count: int = 9) -> Shown:
    return Shown(
        community=a_community(text),
        charter=a_charter(text),
        written=written(text) if is_written else None,
        changed_by=text,
        versions=count,
        is_member=is_member,
        has_canvas=is_member,
    )


SURFACES = (
    Surface(
        blocks.welcome,
        "without a charter",
        lambda text: blocks.welcome(a_community(text), None, started_by=text, mark="bulb"),
    ),
    Surface(
        blocks.welcome,
        "with its charter",
        lambda text: blocks.welcome(a_community(text), a_charter(text), started_by=text, mark="bulb"),
    ),
    Surface(
        blocks.welcome,
        "beside a canvas, in a channel that was there",
        lambda text: blocks.welcome(
            replace(a_community(text), is_linked=True), a_charter(text), started_by=text, mark="bulb", has_canvas=True
        ),
    ),
    Surface(blocks.shown, "to a member", lambda text: blocks.shown(shown(text))),
    Surface(blocks.shown, "to others", lambda text: blocks.shown(shown(text, is_member=False, count=1))),
    Surface(blocks.shown, "none, to a member", lambda text: blocks.shown(shown(text, is_written=False))),
    Surface(blocks.shown, "none, to others", lambda text: blocks.shown(shown(text, is_written=False, is_member=False))),
    Surface(
        blocks.editing,
        "the first",
        lambda text: blocks.editing(a_community(text), Charter(), private_metadata=METADATA),
    ),
    Surface(
        blocks.editing,
        "filled by a template",
        lambda text: blocks.editing(
            a_community(text), replace(a_charter(text), template="ux"), private_metadata=METADATA, prefix="2."
        ),
    ),
    Surface(
        blocks.editing,
        "changed meanwhile",
        lambda text: blocks.editing(a_community(text), a_charter(text), private_metadata=METADATA, now=written(text)),
    ),
    Surface(blocks.written, "kept", lambda text: blocks.written(shown(text), is_news=True)),
    Surface(blocks.written, "the same", lambda text: blocks.written(shown(text), is_news=False)),
    *(
        Surface(
            blocks.versions,
            f"{count} from {offset}",
            lambda text, count=count, offset=offset: blocks.versions(  # type: ignore[misc]
                a_community(text), versions(text, count), {"U0LEA": text}, offset=offset, is_member=count != 2
            ),
        )
        for count, offset in ((1, 0), (2, 0), (12, 0), (12, 3), (12, 9))
    ),
)
