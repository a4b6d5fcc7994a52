"""Handover: what is open when a coordinator steps back, and the note they may leave for the next."""

from datetime import datetime

from community import communities, seats
from community.asked import QUARTER
from community.capture import says_something
from community.communities import Community
from community.spread import is_for_all
from community.stores import Stores
from handlers import mrkdwn, seat_cards
from handlers.answers import Answer, Errors, Open, Say
from handlers.blocks import handover as blocks
from handlers.blocks.parts import Message
from handlers.communities import refusing
from handlers.deps import Deps
from handlers.payloads import Action, Submission, pack, unpack

_LOOKED_THROUGH = 100


def of(stores: Stores, community: Community, user_id: str, *, is_free: bool, now: datetime) -> Message:
    """Tell who stepped back what is open there."""
    coming = stores.meetups.coming_up(now, limit=_LOOKED_THROUGH, community_id=community.id)
    proposed = stores.spread.proposed_in(community.id, since=now - QUARTER, limit=_LOOKED_THROUGH)
    lessons = stores.lessons.some([proposal.number for proposal in proposed])
    return blocks.stepped_back(
        blocks.Handover(
            community=community,
            is_free=is_free,
            meetups=[meetup for meetup in coming if meetup.planned_by == user_id],
            proposals=[
                (proposal.id, lessons[proposal.number].title)
                for proposal in proposed
                if proposal.number in lessons and is_for_all(lessons[proposal.number])
            ],
            digest=stores.digests.schedule(community.id),
        )
    )


@refusing("about")
async def write_note(action: Action, deps: Deps) -> Answer:
    """Open the window for the note; it holds what they kept there before."""

    def look(stores: Stores) -> Answer:
        community = communities.known(stores, int(action.value))
        seats.may_leave_note(stores, community, action.user_id, now=deps.now)
        before = [note.words for note in stores.seats.notes(community.id) if note.left_by == action.user_id]
        words = before[0] if before else ""
        return Open(blocks.leaving_note(community, words=words, private_metadata=pack(community_id=community.id)))

    return await deps.read(look)


async def leave_note(submission: Submission, deps: Deps) -> Answer:
    """Keep the note for who comes next, or post it in the channel."""
    words = mrkdwn.keepable(submission.values.get("words", ""))
    if not says_something(words):
        return Errors({"words": "A sentence, please: what should the next one know?"})
    is_posted = submission.values.get("where") == blocks.POSTED

    def work(stores: Stores) -> Message:
        community = communities.known(stores, int(unpack(submission.private_metadata)["community_id"]))
        if is_posted:
            _post(stores, community, submission.user_id, words, now=deps.now)
        else:
            seats.leave_note(stores, community, submission.user_id, words, now=deps.now)
        return blocks.left_note(community, is_posted=is_posted)

    return Say(await deps.write(work))


def _post(stores: Stores, community: Community, user_id: str, words: str, *, now: datetime) -> None:
    seats.may_leave_note(stores, community, user_id, now=now)
    message = blocks.posted_note(community, seat_cards.name_of(stores, user_id), words)
    seat_cards.tell(stores, community, message, now=now)
