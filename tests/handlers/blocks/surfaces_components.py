"""Everything that is shown about components, their mentors, what is asked of them, and health notes."""

from dataclasses import replace
from typing import Any

from community.components import Component, Described, Version
from community.health_notes import Mood, Note
from community.mentoring import Kind, NobodyToAsk, OpenAlready, Request
from handlers.blocks import components as blocks
from handlers.blocks import describing, health_notes, introductions, mentoring, mentors
from handlers.blocks.components import Listing, Shown
from handlers.blocks.health_notes import NoteShown
from handlers.blocks.mentors import MentorShown
from handlers.blocks.parts import Message
from tests import some
from tests.handlers.blocks.surfaces import Surface

LINK = f"https://git.example/{'x' * 480}"


def component(text: str, component_id: int = 1, *, link: str = LINK) -> Component:
    """Give a component whose texts are as long as they get; a label is never empty."""
    return Component(
        id=component_id,
        name="ledger",
        label=text.strip()[:60] or "Ledger",
        about=text[:600],
        link=link,
        community_id=1,
        added_by="U0LEA",
        added_at=some.LAST_WEEK,
        changed_by="U0LEA",
        changed_at=some.LAST_WEEK,
    )


def components(text: str, count: int) -> list[Component]:
    return [component(f"{number} {text}", number) for number in range(1, count + 1)]


def mentor(text: str, number: int = 1) -> MentorShown:
    return MentorShown(f"U{number}", text[:80], text[:60], text[:200])


def several(text: str, count: int) -> list[MentorShown]:
    return [mentor(text, number) for number in range(1, count + 1)]


def note(text: str, mood: Mood = Mood.HURTS) -> NoteShown:
    return NoteShown(Note(1, mood, text[:600], "U1", some.NOW, 7, corrected_at=some.NOW), text[:80], is_own=True)


def request(text: str, kind: Kind = Kind.TEACH, **more: Any) -> Request:
    asked = Request(
        id=3, component_id=1, kind=kind, asked_by="U1", asked_at=some.NOW, words=text[:300], wish=text[:100]
    )
    return replace(asked, **more)


def seen(text: str, *, people: int, **more: Any) -> Message:
    told = Shown(
        component=component(text),
        community=some.community(topic=text[:80]),
        mentors=several(text, people),
        lessons=[some.lesson(title=text[:150])] * 3,
        is_mentor=False,
        may_write=True,
        asked=None,
    )
    return blocks.shown(
        replace(told, **more), [note(text), note("")], said=text[:200] and blocks.returned(told.component)
    )


def taken(text: str, kind: Kind = Kind.TEACH) -> Request:
    return request(text, kind, taken_by="U2", ended_at=some.NOW, is_question=True)


BARE = Shown(component("Till", link=""), None, [], [], is_mentor=False, may_write=False, asked=None)
VERSION = Version(1, 1, "Ledger", "Books", LINK, None, "U1", some.LAST_WEEK)

SURFACES = (
    Surface(
        blocks.listing,
        "a page",
        lambda text: blocks.listing(Listing(components(text, 20), text[:200], 1, {9: [text] * 5, 10: [text]})),
    ),
    Surface(
        blocks.listing,
        "all",
        lambda text: blocks.listing(Listing(components(text, 3), "", 9, {}, components(text, 30))),
    ),
    Surface(blocks.listing, "none yet", lambda text: blocks.listing(Listing([], "", 0, {}, components(text, 2)))),
    Surface(blocks.listing, "none found", lambda text: blocks.listing(Listing([], text[:200] or "x", 0, {}))),
    Surface(blocks.shown, "nobody", lambda text: seen(text, people=0)),
    Surface(blocks.shown, "one", lambda text: seen(text, people=1)),
    Surface(blocks.shown, "many", lambda text: seen(text, people=40)),
    Surface(blocks.shown, "the only mentor", lambda text: seen(text, people=1, is_mentor=True)),
    Surface(blocks.shown, "one of several", lambda text: seen(text, people=3, is_mentor=True)),
    Surface(blocks.shown, "asked", lambda text: seen(text, people=2, asked=request(text))),
    Surface(blocks.shown, "bare", lambda _: blocks.shown(BARE, [])),
    Surface(blocks.shown, "bare, may write", lambda _: blocks.shown(replace(BARE, may_write=True), [])),
    Surface(blocks.gone, "gone", lambda text: blocks.gone(replace(component(text), gone_by="U1", gone_at=some.NOW))),
    Surface(blocks.unknown, "near", lambda text: blocks.unknown(text, components(text, 3))),
    Surface(blocks.unknown, "none near", lambda text: blocks.unknown(text.strip() or "x", [])),
    Surface(blocks.retired, "retired", lambda text: blocks.retired(component(text))),
    Surface(
        describing.form, "new", lambda text: describing.form(Described(text), [some.community(topic=text[:80] or "x")])
    ),
    Surface(
        describing.form,
        "edited, of 600",
        lambda text: describing.form(
            Described(text[:60], text[:600], LINK, 600),
            [some.community(number, topic=text[:80].strip() or "x") for number in range(1, 601)],
            private_metadata='{"component_id":1}',
            is_new=False,
        ),
    ),
    Surface(
        describing.versions,
        "many",
        lambda text: describing.versions(
            component(text), [replace(VERSION, label=text[:60], about=text[:600])] * 30, {"U1": text[:80]}
        ),
    ),
    Surface(describing.versions, "none", lambda text: describing.versions(component(text), [], {})),
    Surface(mentors.offering, "first", lambda text: mentors.offering(component(text), text, private_metadata="{}")),
    Surface(
        mentors.stepped_back,
        "the last, with much open",
        lambda text: mentors.stepped_back(
            component(text), [mentoring.line(component(text), request(text), text)] * 5, "C1", has_others=False
        ),
    ),
    Surface(
        mentors.stepped_back,
        "one of several",
        lambda text: mentors.stepped_back(component(text), ["x"], None, has_others=True),
    ),
    Surface(
        mentors.stepped_back, "nowhere", lambda text: mentors.stepped_back(component(text), [], None, has_others=False)
    ),
    Surface(mentors.asked, "one", lambda text: mentors.asked(components(text, 1))),
    Surface(mentors.asked, "many", lambda text: mentors.asked(components(text, 9))),
    Surface(mentors.kept, "many", lambda text: mentors.kept(components(text, 9))),
    Surface(mentors.kept, "none", lambda _: mentors.kept([])),
    Surface(mentors.stepped_back_from_all, "many", lambda text: mentors.stepped_back_from_all(components(text, 9))),
    Surface(mentors.stepped_back_from_all, "none", lambda _: mentors.stepped_back_from_all([])),
    Surface(mentors.seat, "beside others", lambda text: mentors.seat(component(text), has_others=True)),
    Surface(mentors.seat, "free", lambda text: mentors.seat(component(text), has_others=False)),
    Surface(mentors.seat_offered, "new", lambda text: mentors.seat_offered(component(text), "C1", is_new=True)),
    Surface(mentors.seat_offered, "lately", lambda text: mentors.seat_offered(component(text), "C1", is_new=False)),
    Surface(mentors.seat_offered, "nowhere", lambda text: mentors.seat_offered(component(text), None, is_new=False)),
    Surface(
        mentoring.asking,
        "of many",
        lambda text: mentoring.asking(
            component(text), Kind.WORKSHOP, several(text, 40), some.community(), private_metadata="{}"
        ),
    ),
    Surface(
        mentoring.asking,
        "of one",
        lambda text: mentoring.asking(component(text), Kind.PAIR, several(text, 1), None, private_metadata="{}"),
    ),
    Surface(
        mentoring.asking,
        "openly",
        lambda text: mentoring.asking(component(text), Kind.TEACH, [], some.community(), private_metadata="{}"),
    ),
    Surface(mentoring.asked, "mentors", lambda text: mentoring.asked(component(text), [text[:80]] * 7, None)),
    Surface(mentoring.asked, "openly", lambda text: mentoring.asked(component(text), [], some.community())),
    Surface(mentoring.ended, "ended", lambda text: mentoring.ended(component(text))),
    Surface(mentoring.repeated, "repeated", lambda text: mentoring.repeated(component(text))),
    Surface(mentoring.not_repeated, "again", lambda text: mentoring.not_repeated(component(text))),
    Surface(
        mentoring.unanswered,
        "with a community",
        lambda text: mentoring.unanswered(component(text), request(text), some.community()),
    ),
    Surface(
        mentoring.unanswered, "without one", lambda text: mentoring.unanswered(component(text), request(text), None)
    ),
    Surface(mentoring.not_asked, "refused", lambda text: mentoring.not_asked(component(text))),
    Surface(
        mentoring.open_already,
        "open",
        lambda text: mentoring.open_already(OpenAlready(component(text), request(text))),
    ),
    Surface(mentoring.nobody_to_ask, "nobody", lambda text: mentoring.nobody_to_ask(NobodyToAsk(component(text)))),
    Surface(
        introductions.introduction,
        "workshop",
        lambda text: introductions.introduction(component(text), request(text, Kind.WORKSHOP), text[:80]),
    ),
    Surface(
        introductions.question,
        "pair",
        lambda text: introductions.question(component(text), request(text, Kind.PAIR), text[:80]),
    ),
    Surface(
        introductions.settled,
        "taken",
        lambda text: introductions.settled(component(text), taken(text), text[:80], text[:80]),
    ),
    Surface(
        introductions.settled,
        "ended",
        lambda text: introductions.settled(component(text), request(text), text[:80], ""),
    ),
    Surface(introductions.taken, "taken", lambda text: introductions.taken(component(text), taken(text), text[:80])),
    Surface(
        introductions.meeting,
        "met",
        lambda text: introductions.meeting(component(text), taken(text), asker=text[:80], taker=text[:80]),
    ),
    Surface(
        introductions.thanks,
        "a workshop",
        lambda text: introductions.thanks(component(text), taken(text, Kind.WORKSHOP)),
    ),
    Surface(introductions.thanks, "taught", lambda text: introductions.thanks(component(text), taken(text))),
    Surface(
        introductions.once_more,
        "again",
        lambda text: introductions.once_more(component(text), request(text), text[:80]),
    ),
    Surface(
        introductions.not_introduced, "refused", lambda text: introductions.not_introduced(component(text), text[:80])
    ),
    Surface(
        health_notes.timeline,
        "a page",
        lambda text: health_notes.timeline(
            component(text),
            [note(text, mood) for mood in Mood] + [note(text)] * 2,
            page=1,
            total=30,
            may_write=True,
            said=health_notes.corrected(component(text)),
        ),
    ),
    Surface(
        health_notes.timeline,
        "none",
        lambda text: health_notes.timeline(component(text), [], page=0, total=0, may_write=False),
    ),
    Surface(
        health_notes.writing, "new", lambda text: health_notes.writing(component(text), None, private_metadata="{}")
    ),
    Surface(
        health_notes.writing,
        "corrected",
        lambda text: health_notes.writing(component(text), note(text).note, private_metadata="{}"),
    ),
)
