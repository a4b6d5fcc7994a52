"""Forgetting a person: no row of any table, and no byte of the file, says anything of them afterwards."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, LargeBinary, String, TypeDecorator, select

from community import agreements, mentoring, personal_digest, support
from community.agreements import Kind, Say
from community.asked import Asking
from community.charters import Canvas, Written
from community.coaching import NewOffer
from community.coming import Said
from community.communities import Aim, Member, NewCommunity
from community.components import NewComponent
from community.delivery import Delivery
from community.feeds import Follow, NewLook
from community.finding import Sought
from community.health_notes import Mood, NewNote
from community.home import Place, Tab
from community.lessons import Lesson, Mark, NewLesson, Source, Words
from community.librarians import Item
from community.linking import Link
from community.meetups import NewMeetup
from community.mentors import Mentor
from community.money import Money
from community.open_space import NewSession
from community.people import NameShown, Person
from community.practising import Practice, Works
from community.profiles import Invitation, Profile
from community.pulse import Asked, Heard
from community.readers import NO_ROOMS
from community.relearning import NewHint
from community.reminders import How
from community.reporting import Reporter
from community.rooms import Room
from community.roster import Fact, Listed
from community.roster import Kind as FactKind
from community.schedule import Period
from community.scouting import Kind as DoorKind
from community.scouting import NewDoor
from community.seats import Note
from community.secret_addresses import Gives, Publication, SecretAddress, Wanted
from community.settings import Settings
from community.spread import Adoption, Answer, NewProposal, Position, Share, Visit
from community.suggestions import NewSuggestion
from community.support import Help, NewAsk, Told
from community.tastes import Taste
from community.teams import NewTeam
from community.topics import NewTopic
from storage import forgetting
from storage.database import Database
from storage.inbox import Event
from storage.stores import METADATA, Stores
from tests.storage.filled import OPEN_SPACE, SERIES

NOON = datetime(2026, 3, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ZOE, BEN = "U0ZOEQUX7", "U0BENNNN1"
NAME = "Zoë Quxley"
WORDS = (
    "Xylophone titles travel far",
    "Kumquat, in *bold* & <brackets>: publish before you deploy, and tell the others.\nZabaglione on line two.",
    "Flugelhorn happened",
    "Ocarina to try",
    "Marzipan said before",
    "Gamelan is how we adapted it",
    "Didgeridoo is what we propose",
    "Theremin is what our team says",
    "Vuvuzela drafted by a helper",
    "Bagpipe is what we say beside a share",
    "Hurdygurdy is what I can teach",
    "Glockenspiel is what I asked of a mentor",
    "Sousaphone hurts, says my note",
    "Nyckelharpa is what the next one should know",
    "Accordion is what I want to talk about",
    "Trombone is what can be seen at our team",
    "Piccolo is when",
)
SUPPORT_WORDS = (
    "Euphonium is what we ask for",
    "Balalaika is what it went into",
    "Mandolin is what we learnt of it",
    "Harmonica is what I give",
    "Contrabass is what I offer as a coach",
)
SESSION_WORDS = ("Accordion is my session", "Ocarina is why")
WORD_MARKS = [text.split()[0].strip(",") for text in (*WORDS, *SUPPORT_WORDS, *SESSION_WORDS)] + ["Zabaglione"]

# Columns with text that never holds a person, their name or what they wrote as theirs alone. A new column belongs
# either here, or into storage/forgetting.py, where it is said what becomes of it.
OF_NOBODY = {
    "agreement": {"kind", "outcome"},
    "agreement_answer": {"say"},
    "agreement_post": {"channel_id", "ts"},
    "ask": {"kind", "by", "currency", "channel_id", "state", "own_channel_id", "own_ts", "ts", "spent_currency"},
    "help": {"currency"},
    "coach_offer": {"channel_id", "ts"},
    "moved": {"what"},
    "community": {"state", "name", "topic", "purpose", "aim", "channel_name", "channel_id", "zone", "welcome_ts"},
    "component": {"name", "label", "about", "link"},
    "component_version": {"label", "about", "link"},
    "canvas": {"canvas_id", "refused"},
    "charter": {"purpose", "aim", "for_whom", "meets", "decides", "template"},  # the community's own words
    "counter": {"name"},
    "delivery": {"state", "method", "purpose", "taken_by"},
    "digest_schedule": {"zone"},
    "digest_run": {"said"},  # numbers of what it said
    "date_language": {"language"},  # gone with the row
    "home_place": {"tab", "words"},  # gone with the row
    "health_note": {"mood"},
    "door": {"kind"},
    "feed": {"address", "zone", "title", "kind", "etag", "last_modified", "problem"},  # the wide web's own words
    "feed_item": {"key", "title", "link", "summary", "place"},
    "look": {"address"},  # gone with the row
    "hint": {"channel_id", "ts", "verdict"},
    "inbox": {"state", "taken_by"},
    "indexed": {"room", "words"},  # made of the lesson, with which it changes
    "lesson": {"kind", "channel_id", "ts", "thread_ts", "closed_in", "card_ts"},
    "lesson_version": {"kind"},
    "link": {"channel_id", "channel_name"},
    "mark": {"channel_id", "ts", "emoji"},
    "meaning": {"model", "vector"},  # made of the lesson, with which it changes
    "meetup_question": {"thread_ts", "notes_mark"},
    "meetup": {"title", "channel_id", "zone", "place", "announced_ts", "kind", "what_for", "reminders"},
    "series": {"title", "zone", "place", "kind", "what_for", "every", "reminders", "country", "skipped", "holidays"},
    "mentoring": {"kind", "channel_id", "ts"},
    "name_choice": {"shown"},
    "interest": {"kind", "words"},  # gone with the row
    "listed": {"team"},  # gone with the row
    "listed_fact": {"kind", "what", "said", "told"},  # gone with the row
    "listed_left_out": {"digest"},  # made of the id, so that no list brings back who was forgotten
    "first_time": {"what"},
    "open_space": {"channel_id", "spaces", "slots", "market_ts"},
    "open_space_told": {"what"},
    "session": {"message_ts"},
    "person": {"name", "zone"},  # gone with the row
    "personal_digest": {"zone", "tags"},  # gone with the row
    "hub_digest": {"zone"},
    "month_told": {"month", "ts"},
    "quiet_question": {"channel_id", "ts"},
    "posting": {"room", "word", "entries"},  # made of the lesson, with which it changes
    "proposal": {"channel_id", "ts"},
    "meetup_answer": {"said"},  # gone with the row
    "reminder_choice": {"how"},  # gone with the row
    "adoption": {"answer"},
    "asked": {"channel_id", "ts"},
    "room": {"channel_id"},
    "round": {"what"},
    "setting": {
        "capture_emoji",
        "channel_prefix",
        "digest_at",
        "hub_channel",
        "supporters_channel",
        "may_create",
    },
    "publication": {"seed", "fingerprint"},  # random
    "secret_address": {"seed", "fingerprint", "gives"},  # gone with the row
    "share": {"channel_id", "ts"},
    "suggestion": {"title", "happened", "learnt", "to_try", "kind", "tags"},  # gone with the row
    "team": {"name", "label"},
    "visit": {"channel_id"},
    "coordinator": {"channel_id", "card_ts"},
    "seat_question": {"about"},
    "practice": {"works", "week"},  # gone with the row
}


def lesson(number: int = 1, **more: Any) -> NewLesson:
    own: dict[str, Any] = {
        "title": WORDS[0],
        "learnt": WORDS[1],
        "happened": WORDS[2],
        "to_try": WORDS[3],
        "author_id": ZOE,
        "author_name": NAME,
        "captured_by": ZOE,
        "captured_at": NOON,
        "said_at": NOON,
        "source": Source("C1", f"{number}.2", "1.1", f"https://x.slack.com/archives/C1/p{number}2"),
    }
    return NewLesson(**own | more)


OF_BEN = lesson(title="Of Ben", happened="", to_try="", author_id=BEN, author_name="Ben", captured_by=BEN, source=None)


def card(text: str) -> Delivery:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    return Delivery("chat.postMessage", {"channel": "C1", "text": text, "blocks": blocks}, "C1")


def fill(stores: Stores) -> None:
    """Let Zoë use everything there is, and Ben too."""
    for user_id, name in ((ZOE, NAME), (BEN, "Ben")):
        stores.people.save(Person(user_id, name, "UTC"), now=NOON)
        stores.people.choose_name_shown(user_id, NameShown.ALWAYS, now=NOON)
        stores.people.is_first(user_id, "team", now=NOON)
    community = stores.communities.add(
        NewCommunity(
            name="pacts",
            topic="Pacts",
            purpose="",
            aim=Aim.BOTH,
            channel_name="cop-pacts",
            channel_id="C1",
            is_linked=False,
            started_by=ZOE,
            started_at=NOON,
            zone="UTC",
        )
    )
    stores.charters.add(Written(community_id=community.id, version=1, changed_by=ZOE, changed_at=NOON))
    stores.charters.keep_canvas(Canvas(community.id, "F1"))
    stores.linking.put(Link("C5", community.id, "pacts-too", ZOE, NOON))
    team = stores.teams.add(NewTeam(name="kestrel", label="Kestrel", started_by=ZOE, started_at=NOON))
    for user_id in (ZOE, BEN):
        stores.members.add(Member(community.id, user_id, NOON))
        stores.teams.put(user_id, team.id, now=NOON)
        stores.pulse.heard(Heard(community.id, user_id, NOON))
        stores.pulse.asked(Asked(community.id, "C1", "7.1" if user_id == ZOE else "7.2", user_id, NOON))
        stores.marks.put(Mark("C1", "1.2", user_id, "bulb", is_on=True, at=NOON))
    own = stores.lessons.add(lesson())
    stores.versions.keep(replace(own, learnt=WORDS[4]), changed_by=ZOE, now=NOON)
    stores.lessons.update(replace(own, card_ts="1.9", community_id=community.id))
    stores.lessons.add(
        lesson(
            2,
            title="Ben learnt this",
            learnt=f"{NAME} said so.",
            happened="",
            to_try="",
            author_id=BEN,
            author_name="Ben",
        )
    )
    taken = stores.lessons.add(
        lesson(3, author_id=BEN, author_name="Ben", title="a", learnt="b", happened="", to_try="")
    )
    stores.lessons.update(replace(taken, withdrawn_at=NOON, withdrawn_by=ZOE, caretaker=ZOE))
    stores.meanings.put("model", {1: WORDS[0].encode()})
    stores.rooms.save(Room("C9", False, False, True, ZOE, NOON, NOON))
    stores.spread.answer(Adoption(2, team.id, Answer.ADAPTED, WORDS[5], ZOE, NOON))
    stores.spread.share(Share(2, community.id, ZOE, NOON, "C1", words=WORDS[9]))
    stores.spread.visit(Visit(2, ZOE, (BEN,), NOON))
    stores.spread.visit(Visit(1, BEN, ("U0OTHER11", ZOE), NOON))
    proposal = stores.spread.propose(NewProposal(2, community.id, WORDS[6], ZOE, NOON, "C1"))
    stores.spread.take_position(Position(proposal.id, team.id, WORDS[7], ZOE, NOON))
    stores.hints.add(NewHint(number=2, user_id=ZOE, shown_at=NOON, closeness=0.9, about=1))
    stores.suggestions.add(NewSuggestion(ZOE, Words(title=WORDS[8], learnt=WORDS[8]), NOON))
    asked = stores.support.add(
        NewAsk(
            community_id=community.id,
            kind=support.Kind.MONEY,
            purpose=SUPPORT_WORDS[0],
            by=None,
            amount=Money(100, "EUR"),
            asked_by=ZOE,
            asked_at=NOON,
            channel_id="C1",
        )
    )
    support.tell(stores, asked, ZOE, Told(None, SUPPORT_WORDS[1], SUPPORT_WORDS[2]), now=NOON)
    stores.support.give(Help(asked.id, ZOE, SUPPORT_WORDS[3], Money(50, "EUR"), NOON))
    stores.support.give(Help(asked.id, BEN, "Ben gives", None, NOON))
    offer = stores.coaching.add(
        NewOffer(community_id=community.id, coach_id=ZOE, words=SUPPORT_WORDS[4], offered_at=NOON, channel_id="C1")
    )
    for user_id in (ZOE, BEN):
        stores.coaching.take_up(offer.id, user_id, now=NOON)
        stores.librarians.add(user_id, now=NOON)
        stores.librarians.skip(Item(1, 2), user_id, now=NOON)
    for user_id in (ZOE, BEN):
        said = Fact(FactKind.CERTIFICATION, "CLP", date(2024, 3, 1), said=f"{user_id} says otherwise", shown_since=NOON)
        stores.roster.put(Listed(user_id, NOON, (said,), team="Kestrel", told_at=NOON))
        stores.profiles.save(Profile(user_id, knows=(f"What {user_id} knows",)), now=NOON)
        stores.tastes.say(Taste(user_id, 1, 1, is_more=True, at=NOON))
        mine = personal_digest.first(user_id, "UTC", NOON, Settings())
        stores.personal_digests.save(replace(mine, tags=("pacts",), communities=(1,), components=(1,)))
        stores.personal_digests.claim(user_id, Period(NOON, NOON + MINUTE), now=NOON)
        stores.personal_digests.show(user_id, [1], now=NOON)
    stores.profiles.invite(Invitation(community.id, ZOE, BEN, NOON))
    stores.profiles.invite(Invitation(community.id, BEN, ZOE, NOON))
    meetup = stores.meetups.add(
        NewMeetup(
            title="Pacts",
            channel_id="C1",
            community_id=community.id,
            starts_at=NOON,
            zone="UTC",
            minutes=30,
            place="",
            planned_by=ZOE,
            planned_at=NOON,
        )
    )
    stores.series.add(replace(SERIES, planned_by=ZOE))
    stores.open_spaces.add(replace(OPEN_SPACE, meetup_id=meetup.id))
    session = stores.open_spaces.propose(NewSession(meetup.id, *SESSION_WORDS, ZOE, NOON), [ZOE, BEN])
    stores.open_spaces.be_interested(session.id, meetup.id, ZOE)
    stores.coming.say(meetup.id, ZOE, Said.COMING, now=NOON)
    stores.topics.vote(stores.topics.add(NewTopic(community.id, WORDS[14], ZOE, NOON, ZOE)).id, ZOE, now=NOON)
    stores.reminders.choose(ZOE, How.DIRECT)
    stores.secret_addresses.add(SecretAddress(Wanted(ZOE, Gives.MINE), "seed", "fingerprint", NOON))
    stores.secret_addresses.publish(Publication(community.id, "seed", "fingerprint", ZOE, NOON))
    feed = stores.feeds.add("https://a.example/", zone="UTC", now=NOON)
    stores.feeds.follow(Follow(community.id, feed.id, ZOE, NOON, 0))
    stores.feeds.ask(
        NewLook(address="https://b.example/", community_id=community.id, user_id=ZOE, asked_at=NOON, next_at=NOON)
    )
    stores.reporting.offer(Reporter(meetup.id, ZOE, NOON, NOON))
    door = NewDoor(DoorKind.DOOR, team.id, ZOE, WORDS[15], WORDS[16], NOON.date(), 2, NOON)
    stores.scouting.add(door)
    stores.scouting.come(stores.scouting.add(replace(door, opened_by=BEN, what="Ben's", times="")).id, ZOE, now=NOON)
    stores.home.go(ZOE, Place(Tab.LESSONS, words=WORDS[0]))
    stores.home.choose_language(ZOE, "de")
    closing = agreements.ask(stores, Kind.CLOSE, community, by=ZOE, say=Say.YES, now=NOON)
    stores.agreements.answer(closing.id, BEN, Say.NO, now=NOON)
    stores.departures.depart(ZOE, now=NOON)
    for user_id in (ZOE, BEN):
        stores.seats.take(community.id, user_id, now=NOON)
    for user_id in (ZOE, BEN):
        stores.seats.support(community.id, BEN, user_id, now=NOON)
        stores.seats.support(community.id, ZOE, user_id, now=NOON)
        stores.asked.ask(user_id, Asking.PRACTISING, now=NOON, within=MINUTE)
        stores.practising.save(Practice(user_id, NOON, works=Works.MOST))
    stores.seats.leave_note(Note(community.id, ZOE, WORDS[13], NOON))
    component = stores.components.add(
        NewComponent(
            name="ledger",
            label="Ledger",
            about="",
            link="",
            community_id=None,
            added_by=ZOE,
            added_at=NOON,
            changed_by=ZOE,
            changed_at=NOON,
            gone_by=ZOE,
            gone_at=NOON,
        )
    )
    stores.components.keep_version(component)
    stores.mentors.put(Mentor(component.id, ZOE, WORDS[10], NOON, NOON))
    teach = mentoring.NewRequest(
        component_id=component.id, kind=mentoring.Kind.TEACH, asked_by=ZOE, asked_at=NOON, words=WORDS[11]
    )
    stores.mentoring.add(teach)
    of_ben = stores.mentoring.add(replace(teach, asked_by=BEN, asked=ZOE, words=""))
    stores.mentoring.update(replace(of_ben, taken_by=ZOE))
    stores.health_notes.add(NewNote(component.id, Mood.HURTS, WORDS[12], ZOE, NOON))
    stores.home.go(ZOE, Place(Tab.LESSONS, words=WORDS[0]))
    stores.home.choose_language(ZOE, "de")
    stores.requests.claim(f"block_actions:{ZOE}:lesson.edit:1.2", now=NOON)
    shown = "Kumquat, in \u2060*\u2060bold\u2060*\u2060 &amp; &lt;brackets&gt;: publish…"
    for delivery in (
        card(f"💡 *#1 {WORDS[0]}*"),
        card(shown),
        card(f"Somebody would like to learn it: {WORDS[11]}"),
        card(f"Learnt by {NAME}, and <@{ZOE}|zoe> too"),
        replace(card("You answered."), lane=ZOE, arguments={"channel": ZOE, "text": "You answered."}),
        Delivery("conversations.invite", {"channel": "C1", "users": ZOE}, "C1"),
        replace(card(f"💡 {WORDS[0]}"), purpose="lesson.card", subject="1"),
    ):
        put = stores.outbox.put(delivery, now=NOON)
        stores.outbox.put(replace(delivery, lane=f"other {put}"), now=NOON)
    stores.outbox.claim(sender="a", now=NOON, lease=MINUTE, limit=3)
    stores.outbox.mark_sent(1, {"message": {"text": WORDS[0], "user": ZOE}}, now=NOON)
    payload = {"event": {"type": "reaction_added", "user": ZOE, "item_user": ZOE, "text": WORDS[0]}}
    events = [Event(f"swept:C1:1.2:bulb:{ZOE}", "C1:1.2", payload, NOON)]
    events += [Event(f"Ev{lane}", lane, payload, NOON) for lane in ("C2", "C3")]
    stores.inbox.keep(events)
    stores.inbox.claim(worker="a", now=NOON, lease=MINUTE, limit=2)
    stores.inbox.done("EvC2", now=NOON)


def everything(stores: Stores) -> str:
    """Give all that all tables hold, as text."""
    found = []
    for name, table in METADATA.tables.items():
        rows = stores.connection.execute(select(table))
        found += [json.dumps([name, *row], default=_shown, ensure_ascii=False) for row in rows]
    return "\n".join(found)


def _shown(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


async def erased(database: Database, *, with_words: bool) -> str:
    await database.write("T1", fill)
    before = await database.read("T1", everything)
    assert all(mark in before for mark in (ZOE, NAME, *WORD_MARKS)), "else this would prove nothing"

    await database.write("T1", lambda stores: stores.forgetting.erase(ZOE, with_words=with_words, now=NOON))

    return await database.read("T1", everything)


async def test_no_table_holds_a_person_or_their_words_after_they_took_both(database: Database) -> None:
    left = await erased(database, with_words=True)

    # What Ben wrote is Ben's, also when he wrote of her.
    left = left.replace(f"{NAME} said so.", "")
    assert [mark for mark in (ZOE, NAME, *WORD_MARKS) if mark in left] == []


async def test_who_takes_only_their_name_leaves_words_that_lead_to_nobody(database: Database) -> None:
    left = await erased(database, with_words=False)

    assert [mark for mark in (ZOE, NAME, "archives/C1/p12") if mark in left.replace(f"{NAME} said so.", "")] == []
    kept = [mark for mark in WORD_MARKS if mark in left]
    assert kept == [mark for mark in WORD_MARKS if mark not in {"Vuvuzela", "Hurdygurdy", "Trombone", "Piccolo"}]


async def test_an_emptied_lesson_is_found_by_nothing_and_captured_by_nobody_again(database: Database) -> None:
    await erased(database, with_words=True)

    def look(stores: Stores) -> tuple[Lesson | None, Lesson | None, int, int]:
        found = stores.lessons.search(Sought(words="kumquat"), rooms=NO_ROOMS, limit=9).total
        return stores.lessons.get(1), stores.lessons.at("C1", "1.2"), len(stores.versions.of(1)), found

    emptied, there, versions, by_words = await database.read("T1", look)

    assert emptied is not None
    assert there == emptied
    assert (emptied.title, emptied.learnt, emptied.author_id, emptied.withdrawn_by) == ("", "", None, "")
    assert emptied.withdrawn_at == NOON
    assert emptied.source == Source("C1", "1.2", None, None)
    assert (versions, by_words) == (0, 0)


async def test_what_is_others_stays(database: Database) -> None:
    await erased(database, with_words=True)

    def look(stores: Stores) -> list[object]:
        community = stores.communities.named("pacts")
        assert community is not None
        return [
            community.started_by,
            [member.user_id for member in stores.members.of(community.id)],
            stores.teams.members(1),
            [(one.answer, one.words, one.user_id) for one in stores.spread.adoptions([2])[2]],
            [visit.hosts for visit in stores.spread.visits(1)],
            stores.people.named([ZOE, BEN]),
            [one.learnt for one in stores.lessons.after(0, rooms=NO_ROOMS, limit=9)],
            stores.forgetting.held(ZOE).is_empty,
            stores.seats.coordinators(community.id),
            stores.seats.supporters(community.id, BEN),
            [(note.left_by, note.words) for note in stores.seats.notes(community.id)],
            stores.practising.get(BEN),
        ]

    assert await database.read("T1", look) == [
        "",
        [BEN],
        [BEN],
        [(Answer.ADAPTED, "", "")],
        [("U0OTHER11",)],
        {BEN: "Ben"},
        [f"{NAME} said so."],
        True,
        [BEN],
        1,
        [("", "")],
        Practice(BEN, NOON, works=Works.MOST),
    ]


async def test_what_is_held_is_counted_in_words_a_person_knows(database: Database) -> None:
    await database.write("T1", fill)

    held = await database.read("T1", lambda stores: stores.forgetting.held(ZOE))

    assert held.name == NAME
    assert [one.number for one in held.lessons] == [1]
    assert held.counts["lessons you wrote"] == 1
    assert held.counts["lessons you captured"] == 3
    assert set(held.counts) == {told for told in (*forgetting.NAMED.values(), *forgetting.ROWS.values()) if told} | {
        "lessons you wrote"
    }


async def test_a_person_is_told_what_is_stored_about_them_and_it_names_nobody_else(database: Database) -> None:
    await database.write("T1", fill)

    told = await database.read("T1", lambda stores: stores.forgetting.told(ZOE))
    text = json.dumps(told, default=str, ensure_ascii=False)

    expected = {called for called in forgetting.ROWS.values() if called}
    expected |= {
        "notes you left for the next coordinator",
        "topics you proposed",
        "what you asked for in a community's name",
        "what you told of support that was given",
        "what you said you give to a community",
        "help you offered communities as a coach",
        "notes on the health of components",
        "sessions you proposed for Open Spaces",
    }
    assert set(told) == expected
    assert BEN not in text
    assert "U0OTHER11" not in text
    assert [mark for mark in ("Nyckelharpa", "Sousaphone", "Vuvuzela") if mark not in text] == []
    assert [mark for mark in ("Kumquat", "Gamelan", "Bagpipe", "Didgeridoo", "Theremin") if mark in text] == []
    await database.write("T1", lambda stores: stores.forgetting.erase(ZOE, with_words=True, now=NOON))
    assert await database.read("T1", lambda stores: stores.forgetting.told(ZOE)) == {}


async def test_the_lessons_whose_cards_must_change_are_given(database: Database) -> None:
    await database.write("T1", fill)

    done = await database.write("T1", lambda stores: stores.forgetting.erase(ZOE, with_words=False, now=NOON))

    assert (done.lessons, done.changed) == (1, {1, 2})


async def test_a_short_name_takes_nothing_from_longer_words(database: Database) -> None:
    def work(stores: Stores) -> Mapping[str, Any]:
        stores.people.save(Person(ZOE, "Al", "UTC"), now=NOON)
        put = stores.outbox.put(card("Al says: Also publish. ALWAYS."), now=NOON)
        stores.forgetting.erase(ZOE, with_words=True, now=NOON)
        [entry] = stores.outbox.claim(sender="a", now=NOON, lease=MINUTE, limit=1)
        assert entry.id == put
        return entry.delivery.arguments

    assert (await database.write("T1", work))["text"] == "someone says: Also publish. ALWAYS."


def test_of_every_column_that_can_hold_text_it_is_said_what_becomes_of_it() -> None:
    handled = {
        (column.table.name, column.name)
        for column in (
            *forgetting.ROWS,
            *forgetting.NAMED,
            *forgetting.SAID,
            *forgetting.POSTED,
            *forgetting.LOOKED_THROUGH,
        )
    }
    of_nobody = {(table, name) for table, names in OF_NOBODY.items() for name in names}
    there = {
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in _textual(table.columns)
        if column.name != "workspace_id"
    }

    assert there - handled - of_nobody == set(), (
        "say in storage/forgetting.py what becomes of these, or here that nothing does"
    )
    assert of_nobody & handled == set()
    assert of_nobody - there == set()


def _textual(columns: Any) -> Iterator[Column[Any]]:
    for column in columns:
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if isinstance(kind, String | JSON | LargeBinary):
            yield column


@pytest.mark.parametrize("seed", range(5))
async def test_no_byte_of_the_file_or_its_log_holds_them(sqlite_database: Database, tmp_path: Path, seed: int) -> None:
    database = sqlite_database

    def life(stores: Stores) -> None:
        for number in range(11 + 7 * seed):
            learnt = "pact deploy clock cache pelican " * (1 + (number * 7919 + seed) % 60)
            stores.lessons.add(replace(OF_BEN, learnt=learnt))

    def change(stores: Stores) -> None:
        [own] = stores.lessons.of_author(ZOE, limit=9)
        stores.lessons.update(replace(own, title=WORDS[0] * 2))

    def correct(stores: Stores) -> None:
        [of_her] = [one for one in stores.lessons.of_author(BEN, limit=999) if NAME in one.learnt]
        stores.lessons.update(replace(of_her, learnt="Somebody said so."))

    for work in (fill, life, life, change, life):
        await database.write("T1", work)
    held = [mark.encode() for mark in (ZOE, NAME, *WORD_MARKS, "xylophone", "kumquat")]  # as the index has them
    assert [mark for mark in held if mark not in _bytes(tmp_path)] == [], "else this would prove nothing"

    await database.write("T1", lambda stores: stores.forgetting.erase(ZOE, with_words=True, now=NOON))
    await database.write("T1", correct)
    assert await database.clear()

    assert [mark for mark in held if mark in _bytes(tmp_path)] == []


async def test_clearing_frees_pages_that_were_rearranged_too(sqlite_database: Database, tmp_path: Path) -> None:
    def fill_in_no_order(stores: Stores) -> None:
        stores.connection.exec_driver_sql("CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID")
        for number in range(3000):
            key = blake2b(str(number).encode(), digest_size=8).hexdigest()
            value = ("SECRETZZ" if number % 10 == 0 else "ordinary") * (1 + number * 7919 % 60)
            stores.connection.exec_driver_sql("INSERT INTO t VALUES (?, ?)", (key, value))

    def delete_some(stores: Stores) -> None:
        stores.connection.exec_driver_sql("DELETE FROM t WHERE v LIKE 'SECRETZZ%'")

    await sqlite_database.write("T1", fill_in_no_order)
    await sqlite_database.write("T1", delete_some)

    assert await sqlite_database.clear()

    assert _bytes(tmp_path).count(b"SECRETZZ") == 0


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("yokoten.db*")))
