"""Everything that is shown about seats: stepping up and back, support, the handover."""

from community.seats import Note
from handlers.blocks import handover, seats
from handlers.blocks.handover import Handover
from tests import some
from tests.handlers.blocks.surfaces import Surface
from tests.handlers.blocks.surfaces_communities import a_community, communities_of
from tests.handlers.blocks.surfaces_digest import SCHEDULE


def a_handover(text: str, count: int, *, is_free: bool = True) -> Handover:
    return Handover(
        community=a_community(text),
        is_free=is_free,
        meetups=[some.meetup(number, title=text, place=text) for number in range(1, count + 1)],
        proposals=[(number, text) for number in range(1, count + 1)],
        digest=SCHEDULE if count else None,
    )


def notes(text: str) -> list[tuple[Note, str]]:
    return [(Note(1, "U0LEA", text[:1500], some.NOW), text)] * 9


SURFACES = (
    Surface(seats.card, "unsupported", lambda text: seats.card(a_community(text), "U0LEA", text, 0)),
    Surface(seats.card, "supported by few", lambda text: seats.card(a_community(text), "U0LEA", text, 4)),
    Surface(seats.card, "supported by many", lambda text: seats.card(a_community(text), "U0LEA", text, 500)),
    Surface(seats.card_after, "stepped back", lambda text: seats.card_after(a_community(text), text)),
    Surface(
        seats.card_elsewhere,
        "merged",
        lambda text: seats.card_elsewhere(a_community(text), a_community(text or "Testing")),
    ),
    Surface(seats.stepped_up, "alone", lambda text: seats.stepped_up(a_community(text), [], [])),
    Surface(seats.stepped_up, "the tenth", lambda text: seats.stepped_up(a_community(text), [text] * 9, notes(text))),
    Surface(seats.not_told, "refused", lambda text: seats.not_told(a_community(text))),
    Surface(seats.supported, "news", lambda text: seats.supported(a_community(text), "U0LEA", text, is_news=True)),
    Surface(seats.supported, "again", lambda text: seats.supported(a_community(text), "U0LEA", text, is_news=False)),
    Surface(seats.own_seat, "own", lambda text: seats.own_seat(a_community(text))),
    Surface(seats.unsupported, "taken back", lambda text: seats.unsupported(a_community(text))),
    Surface(seats.free, "free", lambda text: seats.free(a_community(text), text)),
    Surface(seats.sharing, "sharing", lambda text: seats.sharing(a_community(text), text)),
    Surface(seats.shared, "news", lambda text: seats.shared(a_community(text), is_news=True)),
    Surface(seats.shared, "again", lambda text: seats.shared(a_community(text), is_news=False)),
    Surface(seats.members_only, "others", lambda text: seats.members_only(a_community(text))),
    Surface(seats.already, "already", lambda text: seats.already(a_community(text))),
    Surface(seats.not_yours, "not theirs", lambda text: seats.not_yours(a_community(text))),
    Surface(seats.stepped_back_before, "before", lambda text: seats.stepped_back_before(a_community(text))),
    Surface(seats.which, "60", lambda text: seats.which(communities_of(text, 60), "Step back", seats.STEP_BACK)),
    Surface(handover.stepped_back, "nothing open", lambda text: handover.stepped_back(a_handover(text, 0))),
    Surface(handover.stepped_back, "much", lambda text: handover.stepped_back(a_handover(text, 30, is_free=False))),
    Surface(
        handover.leaving_note,
        "a note",
        lambda text: handover.leaving_note(a_community(text), words=text, private_metadata='{"community_id":1}'),
    ),
    Surface(handover.posted_note, "posted", lambda text: handover.posted_note(a_community(text), text, text[:1500])),
    Surface(handover.left_note, "posted", lambda text: handover.left_note(a_community(text), is_posted=True)),
    Surface(handover.left_note, "kept", lambda text: handover.left_note(a_community(text), is_posted=False)),
)
