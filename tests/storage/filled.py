"""A workspace with a little of everything in it, to see what a store does to another one with the same ids."""

from dataclasses import replace
from datetime import time

from community import secret_addresses, support
from community.agreements import Kind, NewAgreement, Outcome, Posted, Say
from community.asked import Asking
from community.charters import Canvas, Written
from community.coaching import NewOffer
from community.coming import Said
from community.communities import Aim, Community, Member, NewCommunity
from community.components import Component, NewComponent
from community.delivery import Delivery
from community.digest import DigestSchedule
from community.digest import Said as DigestSaid
from community.feeds import Feed, Follow, Look, NewLook
from community.feeds import Item as FeedItem
from community.health_notes import Mood, NewNote, Note
from community.home import Place, Tab
from community.lessons import Lesson, Mark, NewLesson, Source, Words
from community.librarians import Highlight, Item
from community.linking import Link
from community.meetups import Kind as MeetupKind
from community.meetups import Meetup, NewMeetup
from community.mentoring import Kind as Wanted
from community.mentoring import NewRequest, Request
from community.mentors import Mentor
from community.merged_lessons import Merge
from community.money import Money
from community.open_space import NewSession, OpenSpace, Session
from community.people import NameShown, Person
from community.personal_digest import PersonalDigest
from community.practising import Practice, Works
from community.profiles import Invitation, Profile
from community.pulse import Asked, Heard
from community.relearning import Hint, NewHint, Verdict
from community.reminders import How, Reminder
from community.reporting import Reporter
from community.resting import Quiet
from community.rooms import Room
from community.roster import COACH, Fact, Listed
from community.roster import Kind as FactKind
from community.schedule import Period, Weekly
from community.scouting import Kind as DoorKind
from community.scouting import NewDoor
from community.seats import Note as Handover
from community.secret_addresses import Gives, Publication, SecretAddress
from community.series import Every, NewSeries, Rule, Series
from community.settings import Settings
from community.slots import Slot
from community.spread import Adoption, Answer, NewProposal, Position, Share, Visit
from community.suggestions import NewSuggestion
from community.support import Help, NewAsk
from community.tastes import OWN, Taste
from community.teams import NewTeam
from community.topics import NewTopic, Topic
from storage.inbox import Event
from storage.stores import Stores
from tests.storage.times import DAY, HOUR, MINUTE, NOON

TODAY = Period(NOON - HOUR, NOON + DAY)
COMMUNITY = NewCommunity("ux", "UX", "", Aim.BOTH, "cop-ux", "C1", False, "U1", NOON, "UTC")
LESSON = NewLesson(
    title="Contract",
    learnt="",
    author_id="U1",
    author_name="Lea",
    captured_by="U2",
    captured_at=NOON,
    said_at=NOON,
    source=Source("C1", "1.2", None, None),
    community_id=1,
    builds_on=1,
    tags=("contract",),
)
TOPIC = NewTopic(1, "Which pacts hurt?", "U1", NOON, "U1")
MEETUP = NewMeetup("Meetup", "C1", 1, NOON + HOUR, "UTC", 60, "", "U1", NOON)
OPEN_SPACE = OpenSpace(1, "C1", ("Heron", "Wren"), (Slot(0, 45), Slot(60, 45)))
SESSION = NewSession(1, "Which pacts hurt?", "They do", "U1", NOON)
CHARTER = Written(purpose="Fewer surprises", community_id=1, version=1, changed_by="U1", changed_at=NOON)
ROOM = Room("C1", is_closed=True, is_shared=False, captures=True, switched_by="U1", switched_at=NOON, looked_at=NOON)
TEAM = NewTeam("kestrel", "Kestrel", "U1", NOON)
ADOPTION = Adoption(1, 1, Answer.ADAPTED, "", "U1", NOON)
SHARE = Share(1, 1, "U1", NOON, "C1", "1.4")
VISIT = Visit(1, "U2", ("U1",), NOON)
PROPOSAL = NewProposal(1, 1, "Let us", "U1", NOON, "C1")
TASTE = Taste("U1", 1, 1, is_more=True, at=NOON)
HINT = NewHint(number=1, user_id="U1", shown_at=NOON, closeness=0.9, about=1, community_id=1)
A_HINT = Hint(number=1, user_id="U1", shown_at=NOON, closeness=0.9, about=1, community_id=1, id=1)
HANDOVER = Handover(1, "U1", "Ask the birds", NOON)
PRACTICE = Practice("U1", NOON, works=Works.MOST, shares_works=True)
SUGGESTION = NewSuggestion("U1", Words(title="Draft", learnt="A draft"), NOON)
ASK = NewAsk(
    community_id=1,
    kind=support.Kind.MONEY,
    purpose="A licence",
    by=None,
    amount=Money(100, "EUR"),
    asked_by="U1",
    asked_at=NOON,
    channel_id="C1",
)
OFFER = NewOffer(community_id=1, coach_id="U1", words="An hour", offered_at=NOON, channel_id="C1")
ITEM, HOMELESS = Item(3, 1), Item(4)
HIGHLIGHT = Highlight(1, 1, NOON)
GIVEN = Help(1, "U1", "Some", Money(10**16, "EUR"), NOON)
SCHEDULE = DigestSchedule(1, Weekly(0, time(9), "UTC"), NOON, NOON - DAY)
PERSONAL = PersonalDigest("U1", replace(SCHEDULE, community_id=OWN), ("ci",), (1,), (1,))
REMINDER = Reminder(1, 24 * 60, NOON)
ADDRESS = SecretAddress(secret_addresses.Wanted("U1", Gives.MINE), "seed", "mine", NOON)
PUBLICATION = Publication(1, "seed", "published", "U1", NOON)
AGREEMENT = NewAgreement(Kind.CLOSE, 1, None, "U1", NOON - DAY, NOON)
IN_VAIN = NewAgreement(Kind.MERGE, 1, 2, "U1", NOON - DAY, NOON)
QUIET = Quiet(1, NOON, "C1")
LINK = Link("C5", 1, "ux-tests", "U1", NOON)
FACT = Fact(FactKind.CERTIFICATION, COACH, shown_since=NOON)
LISTED = Listed("U1", NOON, (FACT,), team="Kestrel", told_at=NOON)
PROFILE = Profile("U1", knows=("Pacts",), is_hidden=False)
INVITATION = Invitation(1, "U1", "U2", NOON)
MARK = Mark("C1", "1.2", "U1", "bulb", True, NOON)
ASKED = Asked(1, "C1", "1.5", "U1", NOON)
SERIES = NewSeries(
    community_id=1,
    rule=Rule(Every.WEEK, NOON.date()),
    at=time(14),
    zone="Europe/Berlin",
    title="Which pacts hurt?",
    minutes=60,
    place="",
    kind=MeetupKind.MEETUP,
    what_for="",
    seats=None,
    planned_by="U1",
    planned_at=NOON,
    country="DE",
)
POST = Delivery("chat.postMessage", {"channel": "C1"}, "C1")
LATER = Delivery("chat.postMessage", {"channel": "C2", "text": "Words of a message"}, "C2")
COMPONENT = NewComponent(
    name="ledger",
    label="Ledger",
    about="Books",
    link="",
    community_id=1,
    added_by="U1",
    added_at=NOON,
    changed_by="U1",
    changed_at=NOON,
)
MENTOR = Mentor(1, "U1", "closing the books", NOON, NOON)
WANTED = NewRequest(component_id=1, kind=Wanted.TEACH, asked_by="U2", asked_at=NOON, asked="U1")
NOTE = NewNote(1, Mood.HEALTHY, "All is well", "U1", NOON)
FOLLOW = Follow(1, 1, "U1", NOON, 0)
AN_ITEM = FeedItem(
    id=1,
    feed_id=1,
    key="a",
    title="An outside meetup",
    link=None,
    summary="",
    at=None,
    starts_at=NOON + DAY,
    ends_at=None,
    is_all_day=False,
    place="",
    found_at=NOON,
    seen_at=NOON,
    is_news=True,
)
LOOK = NewLook(address="https://b.example/", community_id=1, user_id="U1", asked_at=NOON, next_at=NOON)
DOOR = NewDoor(DoorKind.DOOR, 1, "U1", "Our review", "Thursdays", NOON.date(), 2, NOON)
REPORTER = Reporter(1, "U1", NOON, NOON)
SAID = Event("E7", "C7:1.2", {"event": {"type": "message", "text": "Words of a message"}}, NOON)


def series(stores: Stores) -> Series:
    found = stores.series.get(1)
    assert found is not None
    return found


def event(number: int) -> Event:
    return Event(f"E{number}", f"C{number}", {"number": number}, NOON)


def feed(stores: Stores) -> Feed:
    found = stores.feeds.get(1)
    assert found is not None
    return found


def look(stores: Stores) -> Look:
    found = stores.feeds.look(1)
    assert found is not None
    return found


def community(stores: Stores) -> Community:
    found = stores.communities.get(1)
    assert found is not None
    return found


def lesson(stores: Stores) -> Lesson:
    found = stores.lessons.get(1)
    assert found is not None
    return found


def session(stores: Stores) -> Session:
    found = stores.open_spaces.session(1)
    assert found is not None
    return found


def meetup(stores: Stores) -> Meetup:
    found = stores.meetups.get(1)
    assert found is not None
    return found


def joined(stores: Stores, user_id: str) -> str:
    stores.members.add(Member(1, user_id, NOON))
    return user_id


def component(stores: Stores) -> Component:
    found = stores.components.get(1)
    assert found is not None
    return found


def asked(stores: Stores) -> Request:
    found = stores.mentoring.get(1)
    assert found is not None
    return found


def note(stores: Stores) -> Note:
    found = stores.health_notes.get(1)
    assert found is not None
    return found


def topic(stores: Stores) -> Topic:
    found = stores.topics.hold(1)
    assert found is not None
    return found


def fill(stores: Stores) -> None:
    """Make a workspace with a little of everything; every one made so has the same ids."""
    stores.people.save(Person("U1", "Lea", "UTC"), now=NOON)
    stores.people.is_first("U1", "something", now=NOON)
    stores.communities.add(COMMUNITY)
    stores.members.add(Member(1, "U1", NOON))
    stores.charters.add(CHARTER)
    stores.charters.keep_canvas(Canvas(1, "F1"))
    stores.linking.put(LINK)
    stores.overlaps.add(1, 2, now=NOON)
    stores.lessons.add(LESSON)
    stores.marks.put(MARK)
    stores.lessons.update(replace(lesson(stores), card_ts="1.3"))
    stores.versions.keep(lesson(stores), changed_by="U1", now=NOON)
    stores.lessons.add(replace(LESSON, source=Source("G1", "1.2", None, None), closed_in="G1"))
    stores.people.choose_name_shown("U1", NameShown.NEVER, now=NOON)
    stores.rooms.save(ROOM)
    stores.teams.put("U1", stores.teams.add(TEAM).id, now=NOON)
    stores.spread.answer(ADOPTION)
    stores.spread.share(SHARE)
    stores.spread.visit(VISIT)
    stores.spread.propose(PROPOSAL)
    stores.spread.take_position(Position(1, 1, "Yes", "U1", NOON))
    stores.meanings.put("model", {1: b"1"})
    stores.hints.answer(stores.hints.add(HINT).id, Verdict.SAME, now=NOON)
    stores.suggestions.add(SUGGESTION)
    stores.lessons.add(replace(LESSON, source=None, captured_at=NOON - DAY))
    stores.lessons.add(replace(LESSON, source=None, captured_at=NOON - DAY, community_id=None))
    stores.lessons.add(replace(LESSON, source=None, captured_at=NOON - DAY))
    stores.merged.add(Merge(5, 1, NOON), but_team=None)
    stores.librarians.add("U1", now=NOON)
    stores.librarians.found(ITEM, now=NOON)
    stores.librarians.settle(Item(9, 8), now=NOON)
    stores.librarians.skip(ITEM, "U1", now=NOON)
    stores.librarians.highlight(HIGHLIGHT)
    stores.coaching.take_up(stores.coaching.add(OFFER).id, "U1", now=NOON)
    stores.support.give(replace(GIVEN, ask_id=stores.support.add(ASK).id))
    stores.settings.save(Settings(hub_channel="C1"), by="U1", now=NOON)
    stores.roster.put(LISTED)
    stores.roster.put(replace(LISTED, user_id="U2", told_at=None))
    stores.roster.put(replace(LISTED, user_id="U3", facts=(replace(FACT, shown_since=None),)))
    stores.roster.leave_out("U9", now=NOON)
    stores.profiles.save(PROFILE, now=NOON)
    stores.profiles.save(replace(PROFILE, user_id="U2", is_hidden=True), now=NOON)
    stores.profiles.invite(INVITATION)
    stores.digests.save(SCHEDULE)
    stores.digests.claim(1, TODAY, now=NOON)
    stores.digests.keep(1, TODAY, DigestSaid(lessons=[7]), now=NOON)
    stores.tastes.say(TASTE)
    stores.tastes.say(replace(TASTE, community_id=OWN))
    stores.personal_digests.save(PERSONAL)
    stores.personal_digests.claim("U1", TODAY, now=NOON)
    stores.personal_digests.show("U1", [7], now=NOON)
    stores.hub_digests.save(SCHEDULE)
    stores.hub_digests.claim(TODAY, now=NOON)
    stores.hub_digests.show([7], now=NOON)
    stores.months.tell("2026-03", 1, now=NOON)
    stores.months.place("2026-03", 1, ts="1.1")
    stores.months.mute(1, now=NOON)
    stores.forgetting.erase("U9", with_words=True, now=NOON)
    stores.meetups.add(MEETUP)
    stores.series.update(replace(stores.series.add(SERIES), next_at=NOON))
    stores.meetups.add_of_series(replace(MEETUP, series_id=1, occurs_on=NOON.date()))
    stores.open_spaces.add(OPEN_SPACE)
    stores.open_spaces.propose(SESSION, ["U1"])
    stores.open_spaces.update(replace(session(stores), slot=0, space=1, message_ts="1.2"))
    stores.open_spaces.be_interested(1, 1, "U1")
    stores.open_spaces.claim(1, "start 0", now=NOON)
    stores.coming.say(1, "U1", Said.WAITING, now=NOON)
    stores.topics.add(TOPIC)
    stores.topics.vote(1, "U1", now=NOON)
    stores.topics.choose(1, [1])
    stores.coming.say(1, "U3", Said.MAYBE, now=NOON)
    for user_id in ("U1", "U3"):
        stores.reminders.choose(user_id, How.DIRECT)
    stores.reminders.keep([REMINDER])
    stores.meetups.add(replace(MEETUP, channel_id="C2"))
    stores.secret_addresses.add(ADDRESS)
    file = secret_addresses.Wanted("U1", Gives.MEETUP, meetup_id=1)
    stores.secret_addresses.add(replace(ADDRESS, wanted=file, fingerprint="file"))
    its_own = secret_addresses.Wanted("U1", Gives.COMMUNITY, community_id=1)
    stores.secret_addresses.add(replace(ADDRESS, wanted=its_own, fingerprint="community"))
    stores.secret_addresses.publish(PUBLICATION)
    stores.agreements.answer(stores.agreements.add(AGREEMENT).id, "U2", Say.YES, now=NOON)
    stores.agreements.post(Posted(1, 1, "C1"))
    stores.agreements.end(stores.agreements.add(IN_VAIN).id, Outcome.NOT_AGREED, now=NOON)
    stores.resting.save(QUIET)
    stores.departures.depart("U3", now=NOON)
    stores.components.add(COMPONENT)
    stores.components.keep_version(component(stores))
    stores.components.add(replace(COMPONENT, name="till", label="Till", gone_by="U1", gone_at=NOON))
    stores.mentors.put(MENTOR)
    stores.mentors.put(Mentor(2, "U8", "", NOON, NOON, asked_at=NOON))
    stores.mentoring.add(WANTED)
    stores.health_notes.add(NOTE)
    for address in ("https://a.example/", "https://c.example/"):
        stores.feeds.update(replace(stores.feeds.add(address, zone="UTC", now=NOON), next_at=NOON))
    stores.feeds.follow(FOLLOW)
    stores.feeds.ask(LOOK)
    stores.feed_items.add([AN_ITEM])
    stores.feed_items.show(1, [1], until=0, now=NOON)
    stores.reporting.tie(1, 1, 1)
    stores.reporting.offer(REPORTER)
    stores.after_meetups.ask(replace(meetup(stores), announced_ts="1.6"), now=NOON)
    stores.after_meetups.note(1, "notes")
    stores.meetups.update(replace(stores.meetups.add(MEETUP), announced_ts="1.7"))
    stores.workshops.keep(1, 1)
    stores.scouting.come(stores.scouting.add(DOOR).id, "U2", now=NOON)
    stores.scouting.show(1, 1, now=NOON)
    stores.scouting.scouted(1, 1)
    stores.requests.claim("key", now=NOON)
    stores.rounds.begin("pulse", NOON)
    stores.home.go("U1", Place(Tab.LESSONS, 1, "pacts"))
    stores.home.choose_language("U1", "de")
    stores.pulse.heard(Heard(1, "U1", NOON))
    stores.pulse.asked(Asked(1, "C1", "1.2", "U1", NOON))
    stores.pulse.asked(ASKED)
    stores.pulse.replied("C1", "1.2", by="U2", at=NOON)
    stores.communities.add(replace(COMMUNITY, name="free", channel_id="C2"))
    stores.seats.take(1, "U1", now=NOON)
    stores.seats.support(1, "U1", "U1", now=NOON)
    stores.seats.tell_free(1, now=NOON)
    stores.seats.leave_note(HANDOVER)
    stores.asked.ask("U1", Asking.CARRYING, now=NOON, within=DAY)
    stores.asked.silence("U2", Asking.CARRYING, is_silent=True)
    stores.practising.save(PRACTICE)
    stores.workspaces.saw(NOON)
    stores.inbox.keep([event(1), event(2), event(3), event(4), SAID])
    stores.inbox.claim(worker="a", now=NOON, lease=MINUTE, limit=3)
    stores.inbox.set_aside("E2", error="bad")
    stores.inbox.done("E3", now=NOON)
    stores.inbox.done("E7", now=NOON)
    for delivery in (POST, LATER, replace(POST, lane="C3"), replace(POST, lane="C4")):
        stores.outbox.put(delivery, now=NOON)
    stores.outbox.claim(sender="a", now=NOON, lease=MINUTE, limit=3)
    stores.outbox.park(2, error="unknown", now=NOON)
    stores.outbox.mark_sent(3, {"ts": "1.2"}, now=NOON)
