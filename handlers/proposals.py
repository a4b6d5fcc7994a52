"""Proposals: a member proposes in a community's name, and each team says in its own words what it makes of it."""

from collections.abc import Callable
from datetime import datetime

import structlog

from community import lessons, merged_lessons, proposals
from community.capture import says_something
from community.delivery import Refused, Sent
from community.lessons import Lesson
from community.proposals import GoneProposal, NoCommunityToPropose, NoTeamToSpeakFor
from community.readers import Reader
from community.spread import WORDS_LIMIT, Proposal, is_for_all, may_travel
from community.stores import Stores
from handlers import deliveries, elsewhere, mrkdwn, readers
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.blocks import proposals as blocks
from handlers.blocks.parts import Message, View
from handlers.deps import Deps
from handlers.numbers import number_of
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.table import Feature

log = structlog.get_logger()

CARD = "proposal.card"


async def propose(command: Command, deps: Deps) -> Answer:
    """`/lesson propose 42`: open the window to propose it in a community's name."""
    return await _window(number_of(command.rest, word="propose"), command.user_id, deps)


async def propose_on_click(action: Action, deps: Deps) -> Answer:
    """Open the same window from a button."""
    return await _window(int(action.value), action.user_id, deps)


async def proposed(submission: Submission, deps: Deps) -> Answer:
    """Post the proposal's card in the community's channel."""
    number = int(unpack(submission.private_metadata)["number"])
    words = _words(submission, "A sentence, please: what do you propose, and why?")
    if isinstance(words, Errors):
        return words
    reader = await readers.reader(deps, submission.user_id, about=number)

    def work(stores: Stores) -> Message:
        lesson = may_travel(lessons.shown(merged_lessons.get(stores, number), number, to=reader))
        proposal, _ = proposals.propose(
            stores, lesson, int(submission.values["community"]), by=reader.user_id, words=words, now=deps.now
        )
        shown = elsewhere.card(stores, proposal, lesson)
        delivery = deliveries.post(proposal.channel_id, blocks.card(shown), purpose=CARD, subject=proposal.id)
        stores.outbox.put(delivery, now=deps.now)
        log.info("A practice was proposed.", number=number, community_id=proposal.community_id)
        return blocks.proposed(shown)

    return Say(await deps.write(work))


async def say(action: Action, deps: Deps) -> Answer:
    """Open the window in which a team says what it makes of a proposal."""
    proposal_id = int(action.value)

    def look(stores: Stores) -> View:
        proposal, lesson = _standing(stores, proposal_id)
        team = proposals.speaking(stores, action.user_id)
        before = proposals.said(stores, proposal, team)
        shown = elsewhere.card(stores, proposal, lesson)
        words = before.words if before is not None else ""
        return blocks.saying(shown, team, words=words, private_metadata=pack(proposal_id=proposal_id))

    try:
        return Open(await deps.read(look))
    except NoTeamToSpeakFor as error:
        return Say(blocks.no_team(str(error)))


async def said(submission: Submission, deps: Deps) -> Answer:
    """Keep what a team says and let the card show it."""
    proposal_id = int(unpack(submission.private_metadata)["proposal_id"])
    words = _words(submission, "A few words, please: what does your team make of it?")
    if isinstance(words, Errors):
        return words

    def work(stores: Stores) -> Message:
        proposal, lesson = _standing(stores, proposal_id)
        team = proposals.speaking(stores, submission.user_id)
        is_news = proposals.say(stores, proposal, team, by=submission.user_id, words=words, now=deps.now)
        if is_news:
            elsewhere.refresh_proposal(stores, proposal, lesson, now=deps.now)
        return blocks.said(elsewhere.card(stores, proposal, lesson), team, is_news=is_news)

    return Say(await deps.write(work))


async def read(action: Action, deps: Deps) -> Answer:
    """Show one person all that teams say."""
    return Say(await _page(action.value, deps))


async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""
    return Replace(await _page(action.value, deps))


def placed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where the card is, and bring it up to date if something changed while it was on its way."""
    proposal_id, ts = int(sent.delivery.subject), str(sent.answer["ts"])
    stores.spread.place_proposal(proposal_id, ts)
    proposal = stores.spread.proposal(proposal_id)
    lesson = stores.lessons.get(proposal.number) if proposal is not None else None
    if proposal is not None and lesson is not None:
        message = elsewhere.proposed(stores, proposal, lesson)
        if list(message.blocks) != sent.delivery.arguments.get("blocks"):
            stores.outbox.put(deliveries.update(proposal.channel_id, ts, message), now=now)


async def not_placed(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who proposed it, and let it be proposed again."""
    proposal_id = int(refused.delivery.subject)
    log.warning("Slack took no card for a proposal.", proposal_id=proposal_id, error=refused.error)

    def tell(stores: Stores) -> None:
        proposal = stores.spread.proposal(proposal_id)
        if proposal is None:
            return
        stores.spread.unpropose(proposal_id)
        lesson, community = stores.lessons.get(proposal.number), stores.communities.get(proposal.community_id)
        if lesson is not None and community is not None and is_for_all(lesson):
            told = deliveries.post(proposal.proposed_by, blocks.not_proposed(lesson, community))
            stores.outbox.put(told, now=deps.now)

    return tell


FEATURE = Feature(
    commands={"/lesson": {"propose": propose}},
    actions={
        blocks.PROPOSE: propose_on_click,
        blocks.SAY: say,
        blocks.READ: read,
        blocks.FORTH: turn,
        blocks.BACK: turn,
    },
    views={blocks.PROPOSE: proposed, blocks.SAY: said},
    sent={CARD: placed},
    refused={CARD: not_placed},
)


async def _window(number: int, user_id: str, deps: Deps) -> Answer:
    reader = await readers.reader(deps, user_id, about=number)
    try:
        return Open(await deps.read(lambda stores: _proposing(stores, number, reader)))
    except NoCommunityToPropose as error:
        return Say(blocks.no_community(str(error)))


def _proposing(stores: Stores, number: int, reader: Reader) -> View:
    lesson = may_travel(lessons.shown(merged_lessons.get(stores, number), number, to=reader))
    own = proposals.proposing(stores, lesson.number, by=reader.user_id)
    return blocks.proposing(lesson, own, private_metadata=pack(number=number))


def _words(submission: Submission, missing: str) -> str | Errors:
    words = mrkdwn.keepable(submission.values.get("words", ""))
    return words[:WORDS_LIMIT] if says_something(words) else Errors({"words": missing})


async def _page(value: str, deps: Deps) -> Message:
    proposal_id, _, page = value.partition(" ")

    def look(stores: Stores) -> Message:
        proposal, lesson = _standing(stores, int(proposal_id))
        return blocks.read(elsewhere.card(stores, proposal, lesson), int(page or 0))

    return await deps.read(look)


def _standing(stores: Stores, proposal_id: int) -> tuple[Proposal, Lesson]:
    """Give the proposal and its lesson; GoneProposal when the lesson isn't for everybody any more."""
    proposal = proposals.known(stores, proposal_id)
    lesson = stores.lessons.get(proposal.number)
    if lesson is None or not is_for_all(lesson):
        raise GoneProposal
    return proposal, lesson
