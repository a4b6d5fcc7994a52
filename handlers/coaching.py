"""`/community coach`: Certified LeSS Coaches see how communities are, never how people are, and can offer help."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from community import coaching, communities, pulse
from community.coaching import (
    AskedBefore,
    GoneOffer,
    MembersAnswer,
    NewOffer,
    NoCoaches,
    NotCoach,
    OfferedBefore,
    OwnOffer,
)
from community.communities import Community
from community.delivery import Refused, Sent
from community.stores import Stores
from handlers import deliveries, mrkdwn, people, reading
from handlers.answers import Answer, Errors, Open, Replace, Say
from handlers.blocks import coaching as blocks
from handlers.blocks.coaching import OFFER, PAGE, Health, Overview
from handlers.blocks.parts import Message, View
from handlers.deps import Deps
from handlers.payloads import Action, Command, Submission, pack, unpack
from handlers.refused import saying
from handlers.table import Feature

log = structlog.get_logger()

CARD, TALK, ASK = "coach.card", "coach.talk", "coach.ask"
_NAMES = 50

told_why = saying(blocks.refusal, NotCoach, OfferedBefore, GoneOffer, MembersAnswer, OwnOffer, NoCoaches, AskedBefore)


async def show(command: Command, deps: Deps) -> Answer:
    """Show a coach how communities are; tell everybody else who coaches."""

    def look(stores: Stores) -> Message:
        if coaching.is_coach(stores, command.user_id):
            return blocks.health(_overview(stores, 0, now=deps.now))
        shown = coaching.shown(stores)[:_NAMES]
        names = stores.people.named(shown)
        return blocks.about([names[user_id] for user_id in shown if user_id in names])

    return Say(await deps.read(look))


@told_why
async def turn(action: Action, deps: Deps) -> Answer:
    """Show another page in the place of this one."""

    def look(stores: Stores) -> Message:
        if not coaching.is_coach(stores, action.user_id):
            raise NotCoach
        return blocks.health(_overview(stores, max(int(action.value), 0), now=deps.now))

    return Replace(await deps.read(look))


@told_why
async def offer(action: Action, deps: Deps) -> Answer:
    """Open the window to say what one offers a community."""

    def look(stores: Stores) -> View:
        community = communities.known(stores, int(action.value))
        coaching.may_offer(stores, community, action.user_id, now=deps.now)
        return blocks.offering(community, private_metadata=pack(community_id=community.id))

    return Open(await deps.read(look))


@told_why
async def offered(submission: Submission, deps: Deps) -> Answer:
    """Post the offer in the community's channel."""
    words = mrkdwn.keepable(submission.values.get("words", "")).strip()[: coaching.WORDS_LIMIT]
    if not words:
        return Errors({"words": "A few words, please: what do you offer?"})
    coach = await reading.person(deps, submission.user_id)

    def work(stores: Stores) -> Message:
        community = communities.known(stores, int(unpack(submission.private_metadata)["community_id"]))
        coaching.may_offer(stores, community, coach.user_id, now=deps.now)
        if community.channel_id is None:
            raise communities.NotOpen(community)
        stores.people.save(coach, now=deps.now)
        made = stores.coaching.add(
            NewOffer(
                community_id=community.id,
                coach_id=coach.user_id,
                words=words,
                offered_at=deps.now,
                channel_id=community.channel_id,
            )
        )
        card = blocks.card(made, coach.name)
        stores.outbox.put(deliveries.post(made.channel_id, card, purpose=CARD, subject=made.id), now=deps.now)
        return blocks.offered(community)

    return Say(await deps.write(work))


@told_why
async def take_up(action: Action, deps: Deps) -> Answer:
    """Open a conversation of a member and the coach, once for each member."""
    member = await reading.person(deps, action.user_id)

    def work(stores: Stores) -> Message:
        found, _ = coaching.answering(stores, int(action.value), member.user_id)
        stores.people.save(member, now=deps.now)
        is_news = stores.coaching.take_up(found.id, member.user_id, now=deps.now)
        if is_news:
            opening = deliveries.open_conversation(
                [found.coach_id, member.user_id],
                lane=f"coach:{found.id}:{member.user_id}",
                purpose=TALK,
                subject=f"{found.id} {member.user_id}",
            )
            stores.outbox.put(opening, now=deps.now)
        return blocks.taken_up(people.name_of(stores, found.coach_id), is_news=is_news)

    return Say(await deps.write(work))


@told_why
async def not_now(action: Action, deps: Deps) -> Answer:
    """Let a community say "not now", and tell the coach, but not who said it."""

    def work(stores: Stores) -> Message:
        found, community = coaching.answering(stores, int(action.value), action.user_id)
        is_news = coaching.decline(stores, found, now=deps.now)
        if is_news:
            stores.outbox.put(deliveries.post(found.coach_id, blocks.declined(community)), now=deps.now)
            refresh(stores, found.id, now=deps.now)
        return blocks.said_not_now(is_news=is_news)

    return Say(await deps.write(work))


@told_why
async def ask(action: Action, deps: Deps) -> Answer:
    """Open a conversation of who asks and the coaches, once a week."""
    asker = await reading.person(deps, action.user_id)
    listed = await deps.read(coaching.shown)
    turned = coaching.asked_in_turn(listed, asked_by=asker.user_id, now=deps.now)
    there = [found for user_id in turned if (found := await people.here(deps, user_id)) is not None]
    if not there:
        raise NoCoaches

    def work(stores: Stores) -> Message:
        if not stores.people.is_first(asker.user_id, "coach asked", now=deps.now, within=coaching.ASK_EVERY):
            raise AskedBefore
        for person in (asker, *there):
            stores.people.save(person, now=deps.now)
        opening = deliveries.open_conversation(
            [asker.user_id, *(coach.user_id for coach in there)],
            lane=f"coach asked:{asker.user_id}",
            purpose=ASK,
            subject=asker.user_id,
        )
        stores.outbox.put(opening, now=deps.now)
        return blocks.asked([coach.name for coach in there])

    return Say(await deps.write(work))


def placed(stores: Stores, sent: Sent, now: datetime) -> None:
    """Remember where an offer stands, and bring it up to date if it was answered on its way."""
    found = stores.coaching.get(int(sent.delivery.subject))
    if found is None:
        return
    stores.coaching.update(replace(found, ts=str(sent.answer["ts"])))
    if found.declined_at is not None:
        refresh(stores, found.id, now=now)


async def not_placed(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell the coach that Slack took no message, and let them offer again."""
    log.warning("Slack took no message for an offer.", offer_id=refused.delivery.subject, error=refused.error)

    def tell(stores: Stores) -> None:
        found = stores.coaching.get(int(refused.delivery.subject))
        community = stores.communities.get(found.community_id) if found is not None else None
        if found is not None and community is not None and found.coach_id:
            stores.coaching.remove(found.id)
            stores.outbox.put(deliveries.post(found.coach_id, blocks.not_posted(community)), now=deps.now)

    return tell


def opened(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce a member and the coach in their conversation."""
    offer_id, _, user_id = sent.delivery.subject.partition(" ")
    found = stores.coaching.get(int(offer_id))
    community = stores.communities.get(found.community_id) if found is not None else None
    if found is not None and community is not None:
        message = blocks.introduction(found, community, member=people.name_of(stores, user_id))
        stores.outbox.put(deliveries.post(str(sent.answer["channel"]["id"]), message), now=now)


async def not_opened(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell the member, and let them take it up again."""
    offer_id, _, user_id = refused.delivery.subject.partition(" ")

    def tell(stores: Stores) -> None:
        stores.coaching.let_go(int(offer_id), user_id)
        stores.outbox.put(deliveries.post(user_id, blocks.not_opened()), now=deps.now)

    return tell


def asked(stores: Stores, sent: Sent, now: datetime) -> None:
    """Introduce who asks, in the conversation with the coaches."""
    message = blocks.request(people.name_of(stores, sent.delivery.subject))
    stores.outbox.put(deliveries.post(str(sent.answer["channel"]["id"]), message), now=now)


async def not_asked(refused: Refused, deps: Deps, _is_awaited: bool) -> Callable[[Stores], None]:
    """Tell who asked that there is no conversation."""

    def tell(stores: Stores) -> None:
        stores.outbox.put(deliveries.post(refused.delivery.subject, blocks.not_opened()), now=deps.now)

    return tell


FEATURE = Feature(
    commands={"/community": {"coach": show}},
    actions={
        OFFER: offer,
        "coach.back": turn,
        "coach.more": turn,
        "coach.take_up": take_up,
        "coach.not_now": not_now,
        "coach.ask": ask,
    },
    views={OFFER: offered},
    sent={CARD: placed, TALK: opened, ASK: asked},
    refused={CARD: not_placed, TALK: not_opened, ASK: not_asked},
)


def _overview(stores: Stores, offset: int, *, now: datetime) -> Overview:
    """Give a page of open communities by topic; only those that are shown are looked at."""
    everywhere = sorted(stores.communities.all(), key=lambda community: community.topic.casefold())
    shown = everywhere[offset : offset + PAGE]
    lives, signs = pulse.lives(stores, shown, now=now), pulse.signs(stores, shown, now=now)

    def health(one: Community) -> Health:
        return Health(one, lives[one.id], [seen.sign for seen in signs.get(one.id, ())])

    return Overview([health(one) for one in shown], offset, has_more=len(everywhere) > offset + PAGE)


def refresh(stores: Stores, offer_id: int, *, now: datetime) -> None:
    """Let an offer's message show it as it is now."""
    found = stores.coaching.get(offer_id)
    if found is not None and found.ts is not None:
        card = blocks.card(found, people.name_of(stores, found.coach_id))
        stores.outbox.put(deliveries.update(found.channel_id, found.ts, card), now=now)
