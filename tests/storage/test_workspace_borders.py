"""No store sees or changes what belongs to another workspace, whatever ids and keys the two have in common."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, select

from community.agreements import Outcome, Posted, Say
from community.asked import Asking
from community.charters import Canvas
from community.coaching import Offer
from community.coming import Said
from community.communities import Member, State
from community.finding import Sought
from community.home import Place, Tab
from community.librarians import Highlight, Item
from community.merged_lessons import Merge
from community.people import NameShown, Person
from community.practising import Works
from community.pulse import Heard
from community.readers import NO_ROOMS
from community.relearning import Verdict
from community.reminders import How, Reminder
from community.roster import COACH
from community.schedule import Period
from community.settings import Settings
from community.spread import Answer, Position
from community.support import Ask
from storage.database import Database
from storage.rows import fields_of
from storage.stores import METADATA, Stores
from tests.storage.filled import (
    A_HINT,
    ADOPTION,
    AGREEMENT,
    ASK,
    ASKED,
    CHARTER,
    COMMUNITY,
    COMPONENT,
    GIVEN,
    HANDOVER,
    HINT,
    HOMELESS,
    IN_VAIN,
    INVITATION,
    LESSON,
    LINK,
    LISTED,
    MARK,
    MEETUP,
    MENTOR,
    NOTE,
    OFFER,
    POST,
    PRACTICE,
    PROFILE,
    PROPOSAL,
    QUIET,
    ROOM,
    SCHEDULE,
    SHARE,
    SUGGESTION,
    TEAM,
    TODAY,
    TOPIC,
    VISIT,
    WANTED,
    asked,
    community,
    component,
    event,
    fill,
    joined,
    lesson,
    meetup,
    note,
    topic,
)
from tests.storage.times import DAY, HOUR, MINUTE, NOON

Use = Callable[[Stores], object]

READS: Mapping[str, Use] = {
    "home.place": lambda stores: stores.home.place("U1"),
    "home.language": lambda stores: stores.home.language("U1"),
    "rounds.begun": lambda stores: stores.rounds.begun(NOON),
    "seats.coordinators": lambda stores: stores.seats.coordinators(1),
    "seats.all": lambda stores: stores.seats.all(),
    "seats.present": lambda stores: stores.seats.present(),
    "seats.of": lambda stores: stores.seats.of("U1"),
    "seats.ever": lambda stores: stores.seats.ever("U1"),
    "seats.get": lambda stores: stores.seats.get(1, "U1"),
    "seats.supporters": lambda stores: stores.seats.supporters(1, "U1"),
    "seats.free": lambda stores: stores.seats.free([1, 2]),
    "seats.notes": lambda stores: stores.seats.notes(1),
    "seats.carried": lambda stores: stores.seats.carried([1], TODAY),
    "asked.all": lambda stores: stores.asked.all(Asking.CARRYING),
    "asked.silent": lambda stores: stores.asked.silent(Asking.CARRYING),
    "practising.get": lambda stores: stores.practising.get("U1"),
    "practising.shared": lambda stores: stores.practising.shared(1),
    "settings.get": lambda stores: stores.settings.get(),
    "people.get": lambda stores: stores.people.get("U1"),
    "people.named": lambda stores: stores.people.named(["U1"]),
    "communities.get": lambda stores: stores.communities.get(1),
    "communities.some": lambda stores: stores.communities.some([1]),
    "communities.named": lambda stores: stores.communities.named("ux"),
    "communities.in_channel": lambda stores: stores.communities.in_channel("C1"),
    "linking.get": lambda stores: stores.linking.get("C5"),
    "linking.named": lambda stores: stores.linking.named("ux-tests"),
    "linking.of": lambda stores: stores.linking.of(1),
    "linking.all": lambda stores: stores.linking.all(),
    "directory.said": lambda stores: stores.directory.said(),
    "directory.tags": lambda stores: stores.directory.tags(),
    "directory.components": lambda stores: stores.directory.components(),
    "overlaps.untold": lambda stores: stores.overlaps.untold([1]),
    "communities.every": lambda stores: stores.communities.every(),
    "communities.all": lambda stores: stores.communities.all(),
    "communities.of": lambda stores: stores.communities.of("U1"),
    "charters.now": lambda stores: stores.charters.now(1),
    "charters.versions": lambda stores: stores.charters.versions(1),
    "charters.canvas": lambda stores: stores.charters.canvas(1),
    "members.of": lambda stores: stores.members.of(1),
    "members.count": lambda stores: stores.members.count(1),
    "members.counts": lambda stores: stores.members.counts(),
    "members.joined": lambda stores: stores.members.joined({1: TODAY}),
    "lessons.get": lambda stores: stores.lessons.get(1),
    "people.name_shown": lambda stores: stores.people.name_shown("U1"),
    "lessons.hold": lambda stores: stores.lessons.hold(1),
    "lessons.some": lambda stores: stores.lessons.some([1]),
    "lessons.card_at": lambda stores: stores.lessons.card_at("C1", "1.3"),
    "lessons.of_channel": lambda stores: stores.lessons.of_channel("C1"),
    "lessons.in_thread": lambda stores: stores.lessons.in_thread("C1", "1.2"),
    "lessons.followed": lambda stores: stores.lessons.followed(since=NOON - DAY, limit=9),
    "marks.on": lambda stores: stores.marks.on("C1", "1.2"),
    "versions.of": lambda stores: stores.versions.of(1),
    "lessons.of_author": lambda stores: stores.lessons.of_author("U1", limit=9),
    "lessons.alike": lambda stores: stores.lessons.alike("contract", rooms=NO_ROOMS, limit=9),
    "lessons.after": lambda stores: stores.lessons.after(0, rooms=NO_ROOMS, limit=9),
    "lessons.built_on": lambda stores: stores.lessons.built_on(1, rooms=NO_ROOMS),
    "lessons.count": lambda stores: stores.lessons.count(rooms=NO_ROOMS),
    "lessons.closed_rooms": lambda stores: stores.lessons.closed_rooms(),
    "rooms.get": lambda stores: stores.rooms.get("C1"),
    "rooms.all": lambda stores: stores.rooms.all(),
    "teams.get": lambda stores: stores.teams.get(1),
    "teams.some": lambda stores: stores.teams.some([1]),
    "teams.named": lambda stores: stores.teams.named("kestrel"),
    "teams.all": lambda stores: stores.teams.all(),
    "teams.of": lambda stores: stores.teams.of("U1"),
    "teams.members": lambda stores: stores.teams.members(1),
    "teams.sizes": lambda stores: stores.teams.sizes(),
    "teams.represented": lambda stores: stores.teams.represented(1),
    "spread.adoptions": lambda stores: stores.spread.adoptions([1]),
    "spread.history": lambda stores: stores.spread.history(1),
    "spread.all_adoptions": lambda stores: stores.spread.all_adoptions(),
    "spread.shares": lambda stores: stores.spread.shares(1),
    "spread.all_shares": lambda stores: stores.spread.all_shares(),
    "spread.shared_at": lambda stores: stores.spread.shared_at("C1", "1.4"),
    "spread.visits": lambda stores: stores.spread.visits(1),
    "spread.proposal": lambda stores: stores.spread.proposal(1),
    "spread.proposals": lambda stores: stores.spread.proposals(1),
    "spread.unanswered": lambda stores: stores.spread.unanswered(1, 2),
    "spread.proposed_in": lambda stores: stores.spread.proposed_in(1, since=NOON, limit=9),
    "spread.positions": lambda stores: stores.spread.positions(1),
    "merged.of": lambda stores: stores.merged.of(5),
    "merged.into": lambda stores: stores.merged.into(1),
    "coaching.get": lambda stores: stores.coaching.get(1),
    "coaching.of": lambda stores: stores.coaching.of("U1"),
    "coaching.newest": lambda stores: stores.coaching.newest(1, "U1"),
    "librarians.all": lambda stores: stores.librarians.all(),
    "librarians.homeless": lambda stores: stores.librarians.homeless(rooms=NO_ROOMS, limit=9),
    "librarians.twins": lambda stores: stores.librarians.twins(limit=9),
    "librarians.next_to_look_at": lambda stores: stores.librarians.next_to_look_at(limit=9),
    "librarians.is_settled": lambda stores: stores.librarians.is_settled(Item(9, 8)),
    "librarians.skipped": lambda stores: stores.librarians.skipped("U1", since=NOON - DAY),
    "librarians.highlights": lambda stores: stores.librarians.highlights(1, limit=9),
    "librarians.highlighted_in": lambda stores: stores.librarians.highlighted_in({1: TODAY}),
    "librarians.is_highlighted": lambda stores: stores.librarians.is_highlighted(1),
    "support.get": lambda stores: stores.support.get(1),
    "support.asks": lambda stores: stores.support.asks([1], limit=9),
    "support.help_for": lambda stores: stores.support.help_for(1),
    "support.help_for_some": lambda stores: stores.support.help_for_some([1]),
    "support.shown_in": lambda stores: stores.support.shown_in("U1"),
    "support.last_currency": lambda stores: stores.support.last_currency(),
    "meanings.state": lambda stores: stores.meanings.state(),
    "meanings.missing": lambda stores: stores.meanings.missing("model", limit=9),
    "meanings.changed": lambda stores: stores.meanings.changed("model", after=0, limit=9),
    "hints.get": lambda stores: stores.hints.get(1),
    "hints.about": lambda stores: stores.hints.about(1),
    "hints.beside": lambda stores: stores.hints.beside(A_HINT),
    "hints.next_to_look_at": lambda stores: stores.hints.next_to_look_at(since=NOON - DAY, limit=9),
    "hints.relearnings": lambda stores: stores.hints.relearnings(1),
    "suggestions.waiting": lambda stores: stores.suggestions.waiting("U1"),
    "suggestions.get": lambda stores: stores.suggestions.get(1),
    "lessons.at": lambda stores: stores.lessons.at("C1", "1.2"),
    "lessons.search": lambda stores: stores.lessons.search(Sought(words="contract"), rooms=NO_ROOMS, limit=9),
    "lessons.recent": lambda stores: stores.lessons.recent(rooms=NO_ROOMS, limit=9),
    "lessons.captured": lambda stores: stores.lessons.captured(TODAY, rooms=NO_ROOMS, limit=9),
    "lessons.most_used": lambda stores: stores.lessons.most_used(1, rooms=NO_ROOMS, limit=9),
    "lessons.captured_in": lambda stores: stores.lessons.captured_in({1: TODAY}, rooms=NO_ROOMS, limit=9),
    "forgetting.told": lambda stores: stores.forgetting.told("U1"),
    "forgetting.held": lambda stores: stores.forgetting.held("U1"),
    "forgetting.unfinished": lambda stores: stores.forgetting.unfinished(),
    "exchange.known": lambda stores: stores.exchange.known(),
    "roster.of": lambda stores: stores.roster.of("U1"),
    "roster.some": lambda stores: stores.roster.some(["U1"]),
    "roster.coaches": lambda stores: stores.roster.coaches(),
    "roster.told": lambda stores: stores.roster.told(),
    "roster.who": lambda stores: stores.roster.who([COACH], limit=9),
    "roster.untold": lambda stores: stores.roster.untold(limit=9),
    "roster.unshown": lambda stores: stores.roster.unshown(told_before=NOON + HOUR, limit=9),
    "roster.left_out": lambda stores: stores.roster.left_out(["U9"]),
    "profiles.of": lambda stores: stores.profiles.of("U1"),
    "profiles.some": lambda stores: stores.profiles.some(["U1"]),
    "profiles.hidden": lambda stores: stores.profiles.hidden(),
    "profiles.words": lambda stores: stores.profiles.words(),
    "profiles.who": lambda stores: stores.profiles.who(["Pacts"], limit=9),
    "profiles.invitation": lambda stores: stores.profiles.invitation(1, "U1"),
    "profiles.invited": lambda stores: stores.profiles.invited(1),
    "profiles.invited_since": lambda stores: stores.profiles.invited_since(NOON - DAY),
    "digests.schedule": lambda stores: stores.digests.schedule(1),
    "digests.due": lambda stores: stores.digests.due(NOON, limit=9),
    "digests.shown": lambda stores: stores.digests.shown([1]),
    "meetups.get": lambda stores: stores.meetups.get(1),
    "meetups.hold": lambda stores: stores.meetups.hold(1),
    "meetups.coming_up": lambda stores: stores.meetups.coming_up(NOON, limit=9),
    "meetups.coming_up_in": lambda stores: stores.meetups.coming_up_in([1], now=NOON, until=NOON + DAY, limit=9),
    "topics.hold": lambda stores: stores.topics.hold(1),
    "topics.open_in": lambda stores: stores.topics.open_in(1),
    "topics.voted": lambda stores: stores.topics.voted([1], "U1"),
    "topics.on_agenda": lambda stores: stores.topics.on_agenda(1),
    "topics.to_freeze": lambda stores: stores.topics.to_freeze(MEETUP.starts_at, limit=9),
    "coming.said": lambda stores: stores.coming.said(1, "U1"),
    "coming.said_of": lambda stores: stores.coming.said_of([1], "U1"),
    "coming.who": lambda stores: stores.coming.who(1, Said.WAITING),
    "coming.waiting": lambda stores: stores.coming.waiting(1, limit=9),
    "coming.turn": lambda stores: stores.coming.turn(1, "U1"),
    "coming.numbers": lambda stores: stores.coming.numbers([1]),
    "coming.ahead_of": lambda stores: stores.coming.ahead_of("U1", NOON - DAY),
    "coming.with_waiting": lambda stores: stores.coming.with_waiting(NOON - DAY),
    "coming.over": lambda stores: stores.coming.over(NOON + 900 * DAY, limit=9),
    "reminders.how": lambda stores: stores.reminders.how("U1"),
    "reminders.to_write_to": lambda stores: stores.reminders.to_write_to(1),
    "reminders.due": lambda stores: stores.reminders.due(NOON, limit=9),
    "agreements.get": lambda stores: stores.agreements.get(1),
    "agreements.open_in": lambda stores: stores.agreements.open_in(1),
    "agreements.open_for": lambda stores: stores.agreements.open_for("U1"),
    "agreements.open_by": lambda stores: stores.agreements.open_by("U1"),
    "agreements.not_agreed_at": lambda stores: stores.agreements.not_agreed_at(IN_VAIN.kind, 1, 2),
    "agreements.due": lambda stores: stores.agreements.due(NOON, limit=9),
    "agreements.answers": lambda stores: stores.agreements.answers(1),
    "agreements.posts": lambda stores: stores.agreements.posts(1),
    "resting.asked": lambda stores: stores.resting.asked(),
    "resting.get": lambda stores: stores.resting.get(1),
    "departures.gone": lambda stores: stores.departures.gone(["U3"]),
    "components.get": lambda stores: stores.components.get(1),
    "components.some": lambda stores: stores.components.some([1]),
    "components.named": lambda stores: stores.components.named("ledger"),
    "components.all": lambda stores: stores.components.all(),
    "components.gone": lambda stores: stores.components.gone(),
    "components.matching": lambda stores: stores.components.matching("closing"),
    "components.of_mentor": lambda stores: stores.components.of_mentor("U1"),
    "components.versions": lambda stores: stores.components.versions(1),
    "mentors.get": lambda stores: stores.mentors.get(1, "U1"),
    "mentors.of": lambda stores: stores.mentors.of(1),
    "mentors.by": lambda stores: stores.mentors.by("U1"),
    "mentors.of_some": lambda stores: stores.mentors.of_some([1]),
    "mentors.to_ask": lambda stores: stores.mentors.to_ask(before=NOON + DAY, limit=9),
    "mentors.to_offer": lambda stores: stores.mentors.to_offer(asked_before=NOON + DAY, limit=9),
    "mentoring.get": lambda stores: stores.mentoring.get(1),
    "mentoring.asked_by": lambda stores: stores.mentoring.asked_by("U2"),
    "mentoring.open_for": lambda stores: stores.mentoring.open_for([1]),
    "mentoring.unanswered": lambda stores: stores.mentoring.unanswered(before=NOON + DAY, limit=9),
    "health_notes.get": lambda stores: stores.health_notes.get(1),
    "health_notes.of": lambda stores: stores.health_notes.of(1, limit=9),
    "health_notes.count": lambda stores: stores.health_notes.count(1),
    "inbox.aside": lambda stores: stores.inbox.aside(limit=9),
    "inbox.is_done": lambda stores: stores.inbox.is_done("E3"),
    "inbox.about": lambda stores: stores.inbox.about("C1"),
    "inbox.count_due": lambda stores: stores.inbox.count_due(NOON),
    "inbox.next_try": lambda stores: stores.inbox.next_try(),
    "outbox.parked": lambda stores: stores.outbox.parked(limit=9),
    "outbox.outcome": lambda stores: stores.outbox.outcome(3),
    "outbox.count_due": lambda stores: stores.outbox.count_due(NOON),
    "outbox.next_try": lambda stores: stores.outbox.next_try(),
    "pulse.last_active": lambda stores: stores.pulse.last_active(NOON),
    "pulse.voices": lambda stores: stores.pulse.voices([1], since=NOON),
    "pulse.people": lambda stores: stores.pulse.people(1, since=NOON),
    "pulse.weeks": lambda stores: stores.pulse.weeks(1, since=NOON),
    "pulse.answered": lambda stores: stores.pulse.answered(1, since=NOON),
    "pulse.lessons": lambda stores: stores.pulse.lessons([1], since=NOON),
    "pulse.adoptions": lambda stores: stores.pulse.adoptions(1, since=NOON),
    "pulse.held": lambda stores: stores.pulse.held([1], since=NOON, until=NOON + DAY),
    "pulse.presence": lambda stores: stores.pulse.presence([1]),
    "workspaces.seen_at": lambda stores: stores.workspaces.seen_at(),
}

CHANGES: Mapping[str, Use] = {
    "home.go": lambda stores: stores.home.go("U1", Place(Tab.PEOPLE)),
    "home.choose_language": lambda stores: stores.home.choose_language("U1", None),
    "rounds.begin": lambda stores: stores.rounds.begin("pulse", NOON + HOUR),
    "seats.take": lambda stores: stores.seats.take(1, joined(stores, "U2"), now=NOON),
    "seats.place": lambda stores: stores.seats.place(1, "U1", channel_id="C1", ts="9.9"),
    "seats.share": lambda stores: stores.seats.share(1, "U1", now=NOON),
    "seats.unsupport": lambda stores: stores.seats.unsupport(1, "U1", "U1"),
    "seats.support": lambda stores: stores.seats.support(1, "U1", joined(stores, "U3"), now=NOON),
    "seats.end": lambda stores: stores.seats.end(1, "U1", now=NOON),
    "seats.tell_free": lambda stores: stores.seats.tell_free(1, now=NOON + DAY),
    "seats.leave_note": lambda stores: stores.seats.leave_note(replace(HANDOVER, words="Ask Kestrel")),
    "asked.ask": lambda stores: stores.asked.ask("U1", Asking.PRACTISING, now=NOON, within=DAY),
    "asked.silence": lambda stores: stores.asked.silence("U1", Asking.CARRYING, is_silent=True),
    "practising.save": lambda stores: stores.practising.save(replace(PRACTICE, works=Works.LITTLE)),
    "practising.remove": lambda stores: stores.practising.remove("U1"),
    "settings.save": lambda stores: stores.settings.save(Settings(retention_days=9), by="U1", now=NOON),
    "forgetting.erase": lambda stores: stores.forgetting.erase("U1", with_words=True, now=NOON),
    "forgetting.finished": lambda stores: stores.forgetting.finished(9),
    "people.choose_name_shown": lambda stores: stores.people.choose_name_shown("U1", NameShown.ALWAYS, now=NOON),
    "people.is_first": lambda stores: stores.people.is_first("U1", "something else", now=NOON),
    "versions.keep": lambda stores: stores.versions.keep(lesson(stores), changed_by="U1", now=NOON),
    "lessons.rename_author": lambda stores: stores.lessons.rename_author("U1", ""),
    "lessons.close": lambda stores: stores.lessons.close("C1", is_closed=True),
    "lessons.move": lambda stores: stores.lessons.move("C1", "C9"),
    "versions.replace": lambda stores: stores.versions.replace(1, ()),
    "rooms.move": lambda stores: stores.rooms.move("C1", "C9"),
    "rooms.save": lambda stores: stores.rooms.save(replace(ROOM, captures=False)),
    "teams.add": lambda stores: stores.teams.add(replace(TEAM, name="heron")),
    "teams.put": lambda stores: stores.teams.put("U1", None, now=NOON),
    "spread.answer": lambda stores: stores.spread.answer(ADOPTION),
    "spread.take_back": lambda stores: stores.spread.take_back(
        1, 1, Answer.ADAPTED, by="U1", since=NOON - HOUR, until=NOON
    ),
    "spread.share": lambda stores: stores.spread.share(replace(SHARE, community_id=2)),
    "spread.place_share": lambda stores: stores.spread.place_share(1, 1, "9.9"),
    "spread.unshare": lambda stores: stores.spread.unshare(1, 1),
    "spread.visit": lambda stores: stores.spread.visit(replace(VISIT, asked_by="U3")),
    "spread.place_visit": lambda stores: stores.spread.place_visit(1, "U2", "G9"),
    "spread.unvisit": lambda stores: stores.spread.unvisit(1, "U2"),
    "spread.propose": lambda stores: stores.spread.propose(PROPOSAL),
    "spread.unpropose": lambda stores: stores.spread.unpropose(1),
    "spread.place_proposal": lambda stores: stores.spread.place_proposal(1, "9.9"),
    "spread.take_position": lambda stores: stores.spread.take_position(Position(1, 1, "No", "U1", NOON)),
    "merged.add": lambda stores: stores.merged.add(Merge(3, 1, NOON), but_team=None),
    "merged.remove": lambda stores: stores.merged.remove(5, now_at=1),
    "coaching.add": lambda stores: stores.coaching.add(OFFER),
    "coaching.update": lambda stores: stores.coaching.update(Offer(**fields_of(OFFER), id=1, ts="9.9")),
    "coaching.take_up": lambda stores: stores.coaching.take_up(1, "U2", now=NOON),
    "coaching.let_go": lambda stores: stores.coaching.let_go(1, "U1"),
    "coaching.remove": lambda stores: stores.coaching.remove(1),
    "librarians.add": lambda stores: stores.librarians.add("U2", now=NOON),
    "librarians.remove": lambda stores: stores.librarians.remove("U1"),
    "librarians.looked_at": lambda stores: stores.librarians.looked_at(1),
    "librarians.found": lambda stores: stores.librarians.found(Item(4, 1), now=NOON),
    "librarians.settle": lambda stores: stores.librarians.settle(HOMELESS, now=NOON),
    "librarians.skip": lambda stores: stores.librarians.skip(HOMELESS, "U1", now=NOON),
    "librarians.highlight": lambda stores: stores.librarians.highlight(Highlight(3, 1, NOON)),
    "support.add": lambda stores: stores.support.add(ASK),
    "support.update": lambda stores: stores.support.update(Ask(**fields_of(ASK), id=1, outcome="All of it")),
    "support.give": lambda stores: stores.support.give(replace(GIVEN, user_id="U2")),
    "support.take_back": lambda stores: stores.support.take_back(1, "U1"),
    "meanings.put": lambda stores: stores.meanings.put("other", {1: b"2"}),
    "meanings.forget": lambda stores: stores.meanings.forget(1),
    "hints.add": lambda stores: stores.hints.add(HINT),
    "hints.looked_at": lambda stores: stores.hints.looked_at(1),
    "hints.answer": lambda stores: stores.hints.answer(1, Verdict.DIFFERENT, now=NOON),
    "suggestions.add": lambda stores: stores.suggestions.add(SUGGESTION),
    "suggestions.answer": lambda stores: stores.suggestions.answer(1, kept_as=1, now=NOON),
    "people.forget_first": lambda stores: stores.people.forget_first("U1", "something"),
    "people.save": lambda stores: stores.people.save(Person("U1", "Ben", "UTC"), now=NOON),
    "people.note": lambda stores: stores.people.note(Person("U1", "Caro", "UTC"), now=NOON),
    "communities.add": lambda stores: stores.communities.add(replace(COMMUNITY, name="build", channel_id="C9")),
    "communities.update": lambda stores: stores.communities.update(replace(community(stores), state=State.RESTING)),
    "linking.put": lambda stores: stores.linking.put(replace(LINK, channel_id="C6")),
    "linking.set_open": lambda stores: stores.linking.set_open("C5", is_open=False),
    "linking.rename": lambda stores: stores.linking.rename("C5", "pacts"),
    "linking.move": lambda stores: stores.linking.move(
        1, stores.communities.add(replace(COMMUNITY, name="t", channel_id="C8")).id
    ),
    "linking.remove": lambda stores: stores.linking.remove("C5"),
    "overlaps.add": lambda stores: stores.overlaps.add(1, 3, now=NOON),
    "overlaps.tell": lambda stores: stores.overlaps.tell(2, 1, now=NOON),
    "communities.remove": lambda stores: stores.communities.remove(1),
    "charters.add": lambda stores: stores.charters.add(replace(CHARTER, version=2)),
    "charters.keep_canvas": lambda stores: stores.charters.keep_canvas(Canvas(1, None, "restricted_action")),
    "charters.forget_canvas": lambda stores: stores.charters.forget_canvas(1),
    "members.add": lambda stores: stores.members.add(Member(1, "U2", NOON)),
    "members.remove_all": lambda stores: stores.members.remove_all("U1"),
    "members.remove": lambda stores: stores.members.remove(1, "U1"),
    "lessons.add": lambda stores: stores.lessons.add(replace(LESSON, source=None)),
    "lessons.add_all": lambda stores: stores.lessons.add_all([replace(LESSON, source=None)]),
    "lessons.update": lambda stores: stores.lessons.update(replace(lesson(stores), withdrawn_at=NOON)),
    "marks.put": lambda stores: stores.marks.put(replace(MARK, user_id="U2")),
    "roster.put": lambda stores: stores.roster.put(replace(LISTED, team="Heron")),
    "roster.leave_out": lambda stores: stores.roster.leave_out("U1", now=NOON),
    "roster.let_in": lambda stores: stores.roster.let_in("U9"),
    "profiles.save": lambda stores: stores.profiles.save(replace(PROFILE, knows=()), now=NOON),
    "profiles.invite": lambda stores: stores.profiles.invite(replace(INVITATION, user_id="U3")),
    "profiles.answer": lambda stores: stores.profiles.answer(1, "U1", has_joined=True),
    "digests.save": lambda stores: stores.digests.save(replace(SCHEDULE, next_at=None)),
    "digests.claim": lambda stores: stores.digests.claim(1, Period(NOON, NOON + DAY), now=NOON),
    "digests.show": lambda stores: stores.digests.show(1, [8], now=NOON),
    "meetups.add": lambda stores: stores.meetups.add(MEETUP),
    "meetups.update": lambda stores: stores.meetups.update(replace(meetup(stores), cancelled_at=NOON)),
    "topics.add": lambda stores: stores.topics.add(TOPIC),
    "topics.update": lambda stores: stores.topics.update(replace(topic(stores), reached_at=NOON)),
    "topics.remove": lambda stores: stores.topics.remove(1),
    "topics.vote": lambda stores: stores.topics.vote(1, "U2", now=NOON),
    "topics.take_back": lambda stores: stores.topics.take_back(1, "U1"),
    "topics.choose": lambda stores: stores.topics.choose(1, []),
    "topics.freeze": lambda stores: stores.topics.freeze(1),
    "coming.say": lambda stores: stores.coming.say(1, "U2", Said.COMING, now=NOON),
    "coming.seat": lambda stores: stores.coming.seat(1, "U1"),
    "coming.erase": lambda stores: stores.coming.erase(1),
    "reminders.choose": lambda stores: stores.reminders.choose("U1", How.NOT_AT_ALL),
    "reminders.drop_waiting": lambda stores: stores.reminders.drop_waiting(1),
    "reminders.keep": lambda stores: stores.reminders.keep([Reminder(1, 10, NOON)]),
    "reminders.claim": lambda stores: stores.reminders.claim(1, NOON),
    "agreements.add": lambda stores: stores.agreements.add(AGREEMENT),
    "agreements.answer": lambda stores: stores.agreements.answer(1, "U2", Say.NO, now=NOON),
    "agreements.end": lambda stores: stores.agreements.end(1, Outcome.AGREED, now=NOON),
    "agreements.post": lambda stores: stores.agreements.post(Posted(1, 1, "C1", "1.9")),
    "resting.save": lambda stores: stores.resting.save(replace(QUIET, ts="1.9")),
    "departures.depart": lambda stores: stores.departures.depart("U4", now=NOON),
    "departures.come_back": lambda stores: stores.departures.come_back("U3"),
    "components.add": lambda stores: stores.components.add(replace(COMPONENT, name="cart")),
    "components.update": lambda stores: stores.components.update(replace(component(stores), about="")),
    "components.keep_version": lambda stores: stores.components.keep_version(component(stores)),
    "mentors.put": lambda stores: stores.mentors.put(replace(MENTOR, teaches="")),
    "mentors.remove": lambda stores: stores.mentors.remove(1, "U1"),
    "mentoring.add": lambda stores: stores.mentoring.add(WANTED),
    "mentoring.update": lambda stores: stores.mentoring.update(replace(asked(stores), ended_at=NOON)),
    "mentoring.ask_all": lambda stores: stores.mentoring.ask_all(1, instead_of="U1"),
    "mentoring.remove": lambda stores: stores.mentoring.remove(1),
    "health_notes.add": lambda stores: stores.health_notes.add(NOTE),
    "health_notes.update": lambda stores: stores.health_notes.update(replace(note(stores), words="")),
    "health_notes.remove": lambda stores: stores.health_notes.remove(1),
    "merging.move": lambda stores: stores.merging.move(1, 2),
    "requests.claim": lambda stores: stores.requests.claim("another", now=NOON),
    "requests.prune": lambda stores: stores.requests.prune(before=NOON + DAY),
    "pulse.heard": lambda stores: stores.pulse.heard(Heard(1, "U1", NOON)),
    "pulse.asked": lambda stores: stores.pulse.asked(replace(ASKED, ts="1.6")),
    "pulse.replied": lambda stores: stores.pulse.replied("C1", "1.5", by="U2", at=NOON),
    "pulse.prune": lambda stores: stores.pulse.prune(before=NOON + 14 * DAY),
    "workspaces.saw": lambda stores: stores.workspaces.saw(NOON + HOUR),
    "inbox.keep": lambda stores: stores.inbox.keep([event(5)]),
    "inbox.claim": lambda stores: stores.inbox.claim(worker="b", now=NOON, lease=MINUTE, limit=9),
    "inbox.release": lambda stores: stores.inbox.release(worker="a", now=NOON),
    "inbox.done": lambda stores: stores.inbox.done("E1", now=NOON),
    "inbox.all_done": lambda stores: stores.inbox.all_done(["E1"], now=NOON),
    "inbox.empty": lambda stores: stores.inbox.empty(["E1"]),
    "inbox.empty_messages": lambda stores: stores.inbox.empty_messages("C7", "1.2"),
    "inbox.retry": lambda stores: stores.inbox.retry("E1", at=NOON + DAY, error="again"),
    "inbox.set_aside": lambda stores: stores.inbox.set_aside("E1", error="bad"),
    "inbox.replay": lambda stores: stores.inbox.replay("E2", now=NOON),
    "inbox.prune": lambda stores: stores.inbox.prune(before=NOON + DAY),
    "outbox.put": lambda stores: stores.outbox.put(POST, now=NOON),
    "outbox.claim": lambda stores: stores.outbox.claim(sender="b", now=NOON, lease=MINUTE, limit=9),
    "outbox.take_over": lambda stores: stores.outbox.take_over(sender="b", now=NOON + DAY, lease=MINUTE, limit=9),
    "outbox.mark_sent": lambda stores: stores.outbox.mark_sent(1, {}, now=NOON),
    "outbox.mark_refused": lambda stores: stores.outbox.mark_refused(1, "no", now=NOON),
    "outbox.retry": lambda stores: stores.outbox.retry(1, at=NOON + DAY, error="again"),
    "outbox.forget": lambda stores: stores.outbox.forget(["Words of a message"]),
    "outbox.move": lambda stores: stores.outbox.move("C4", "C9"),
    "outbox.park": lambda stores: stores.outbox.park(1, error="unknown", now=NOON),
    "outbox.replay": lambda stores: stores.outbox.replay(2, now=NOON),
    "outbox.prune": lambda stores: stores.outbox.prune(before=NOON + DAY),
}


def rows(stores: Stores) -> Mapping[str, object]:
    """Give all that is kept of the workspace, and whether its lesson is found."""
    kept: dict[str, object] = {
        name: stores.connection.execute(
            select(table).where(table.c.workspace_id == stores.workspace_id).order_by(*table.primary_key)
        ).all()
        for name, table in METADATA.tables.items()
    }
    return kept | {"search": stores.lessons.search(Sought(words="contract"), rooms=NO_ROOMS, limit=9)}


class _TakenBack(Exception):
    """Ends a transaction, so that nothing of it stays."""


async def test_no_store_sees_anything_of_another_workspace(database: Database) -> None:
    before = {name: await database.read("T2", use) for name, use in READS.items()}

    await database.write("T1", fill)

    assert {name: await database.read("T2", use) for name, use in READS.items()} == before
    blind = [name for name, use in READS.items() if await database.read("T1", use) == before[name]]
    assert blind == [], "these see nothing at all, so they prove nothing"


async def test_no_store_changes_anything_of_another_workspace(database: Database) -> None:
    await database.write("T1", fill)
    await database.write("T2", fill)
    here, there = await database.read("T2", rows), await database.read("T1", rows)
    idle, crossing = [], []

    async def tried(name: str, change: Use) -> None:
        def work(stores: Stores) -> None:
            change(stores)
            if rows(stores) == here:
                idle.append(name)
            if rows(Stores(stores.connection, "T1")) != there:
                crossing.append(name)
            raise _TakenBack  # a workspace filled anew for each change would take a minute more

        with pytest.raises(_TakenBack):
            await database.write("T2", work)

    for name, change in CHANGES.items():
        await tried(name, change)

    assert crossing == []
    assert idle == [], "these change nothing at all, so they prove nothing"


def test_every_method_of_every_store_is_asked_above(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        stores = Stores(connection, "T1")
        methods = {
            f"{name}.{method}"
            for name in dir(Stores)
            if isinstance(getattr(Stores, name), property)
            for method in dir(getattr(stores, name))
            if not method.startswith("_") and callable(getattr(getattr(stores, name), method))
        }
    engine.dispose()

    # The rows and the index they are given are no methods of theirs.
    assert methods - {"lessons.index"} == {*READS, *CHANGES}
