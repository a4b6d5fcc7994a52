"""Everything that is shown about what communities ask for."""

from dataclasses import replace
from datetime import date
from typing import Any

from community.money import Money
from community.support import Ask, GoneAsk, Help, Kind, MembersAsk, NotOpenAnyMore, State
from handlers.blocks import support as blocks
from handlers.blocks import support_windows as windows
from handlers.blocks.support import Asked, Listed
from tests import some
from tests.handlers.blocks.surfaces import Surface

METADATA = '{"community_id":1}'
HUGE = Money(10**16, "EUR")


def asked(text: str, *, helpers: int = 0, **more: Any) -> Asked:
    """Give an ask whose every word is this text."""
    ask = Ask(
        community_id=1,
        kind=Kind.MONEY,
        purpose=text[:500],
        by=date(2026, 12, 1),
        amount=HUGE,
        asked_by="U0LEA",
        asked_at=some.NOW,
        channel_id="C0GIVE",
        id=7,
    )
    names = {f"U{number}": text[:80] for number in range(helpers)} | {"U0LEA": text[:80]}
    given = [helps(text, number) for number in range(helpers)]
    return Asked(replace(ask, **more), some.community(topic=text or "Contract testing"), given, names)


def helps(text: str, number: int = 1) -> Help:
    return Help(7, f"U{number}", text[:500], HUGE, some.NOW)


def done(text: str) -> Asked:
    told = {"spent": HUGE, "outcome": text[:500], "learnt": text[:500], "told_by": "U0LEA"}
    return asked(text, helpers=12, state=State.DONE, **told)


def page(text: str, count: int) -> Listed:
    return Listed(some.community(topic=text or "Pacts"), [done(text)] * count, 5, has_more=True)


SURFACES = (
    Surface(blocks.card, "open", lambda text: blocks.card(asked(text))),
    Surface(blocks.card, "many helpers", lambda text: blocks.card(asked(text, helpers=12))),
    Surface(blocks.card, "done", lambda text: blocks.card(done(text))),
    Surface(blocks.card, "withdrawn", lambda text: blocks.card(asked(text, state=State.WITHDRAWN))),
    Surface(blocks.card, "a room", lambda text: blocks.card(asked(text, kind=Kind.ROOM, amount=None, by=None))),
    Surface(blocks.helped, "helped", lambda text: blocks.helped(asked(text), helps(text))),
    Surface(blocks.asked_for, "supporters", lambda text: blocks.asked_for(asked(text))),
    Surface(blocks.asked_for, "none", lambda text: blocks.asked_for(asked(text, channel_id=None))),
    Surface(blocks.not_posted, "own", lambda text: blocks.not_posted(asked(text), is_own=True)),
    Surface(blocks.not_posted, "supporters", lambda text: blocks.not_posted(asked(text), is_own=False)),
    Surface(blocks.thanked, "news", lambda text: blocks.thanked(asked(text), is_news=True)),
    Surface(blocks.thanked, "again", lambda text: blocks.thanked(asked(text), is_news=False)),
    Surface(blocks.taken_back, "there", lambda text: blocks.taken_back(asked(text), was_there=True)),
    Surface(blocks.taken_back, "nothing", lambda text: blocks.taken_back(asked(text), was_there=False)),
    Surface(blocks.told, "learnt", lambda text: blocks.told(done(text))),
    Surface(blocks.told, "nothing learnt", lambda text: blocks.told(asked(text, state=State.DONE))),
    Surface(blocks.withdrawn, "withdrawn", lambda text: blocks.withdrawn(asked(text, state=State.WITHDRAWN))),
    Surface(blocks.listing, "a page", lambda text: blocks.listing(page(text, 5))),
    Surface(blocks.listing, "nothing", lambda text: blocks.listing(page(text, 0))),
    Surface(blocks.listing, "nothing anywhere", lambda _: blocks.listing(Listed(None, ()))),
    Surface(blocks.listing, "anywhere", lambda text: blocks.listing(Listed(None, [asked(text, helpers=4)] * 5))),
    Surface(blocks.which, "none", lambda _: blocks.which(())),
    Surface(blocks.which, "many", lambda text: blocks.which([some.community(topic=text or "Pacts")] * 60)),
    Surface(
        blocks.refusal, "members", lambda text: blocks.refusal(MembersAsk(some.community(topic=text or "Contract")))
    ),
    Surface(blocks.refusal, "gone", lambda _: blocks.refusal(GoneAsk())),
    Surface(blocks.refusal, "closed", lambda text: blocks.refusal(NotOpenAnyMore(done(text).ask))),
    Surface(
        windows.asking,
        "asking",
        lambda text: windows.asking(some.community(topic=text or "Pacts"), currency="EUR", private_metadata=METADATA),
    ),
    Surface(
        windows.asking,
        "the first ever",
        lambda text: windows.asking(some.community(topic=text or "Pacts"), currency=None, private_metadata=METADATA),
    ),
    Surface(
        windows.helping, "before", lambda text: windows.helping(asked(text), helps(text), private_metadata=METADATA)
    ),
    Surface(
        windows.helping,
        "a room",
        lambda text: windows.helping(asked(text, kind=Kind.ROOM, amount=None), None, private_metadata=METADATA),
    ),
    Surface(windows.telling, "again", lambda text: windows.telling(done(text), private_metadata=METADATA)),
    Surface(windows.telling, "first", lambda text: windows.telling(asked(text), private_metadata=METADATA)),
)
