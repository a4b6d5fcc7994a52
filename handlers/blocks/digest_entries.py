"""The entries of a digest, whoever reads it: a line each, safe to repeat, and the same as a text that stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from community import schedule as schedules
from community.lessons import Lesson
from community.meetups import Coming
from community.news import Adopted, Elsewhere, News, Question, Taken
from community.schedule import Period
from community.spread import Answer
from handlers.blocks import feed_news, kinds, scouting
from handlers.blocks.free_seats import listed
from handlers.blocks.parts import Block, actions, button, context, overflow, section
from handlers.blocks.schedule import when
from handlers.blocks.text import inline_short

MORE, LESS = "taste.more", "taste.less"
# What one entry shows of a text, escaped: twelve of them, and all that stands around, stay below 12,000 characters.
_TITLE, _NAME, _WORDS, _LINK = 160, 60, 80, 400
_TEAMS = 4
_HOW = {Answer.ADOPTED: "adopted by", Answer.ADAPTED: "adapted by", Answer.TRYING: "tried by"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where entries stand: `reader` is the community whose digest it is, 0 for a person's own.

    `archive` is how the addresses of this workspace's messages begin; without it no question can be linked to.
    """

    reader: int
    zone: str
    archive: str | None = None


def entries(news: News, place: Place) -> list[Block]:
    """Show the news, at most 12 entries in at most 18 blocks."""
    blocks: list[Block] = []
    if news.highlight is not None:
        read = button("See it", "lesson.show", news.highlight.number)
        blocks.append(section(f"⭐ {lesson(news.highlight)}{way(news.highlight)}", accessory=read))
    blocks += [section(f"💡 {lesson(one)}{way(one)}", accessory=_deeds(one)) for one in news.lessons]
    if (more := news.lessons_in_all - len(news.lessons)) > 0:
        blocks.append(context(f"and {more} more: `/lesson` and a word finds them."))
    for entry in news.elsewhere:
        blocks += _from_elsewhere(entry, place)
    blocks += [_adopted(one) for one in news.adopted]
    blocks += [block for one in news.questions if (block := _question(one, news, place)) is not None]
    blocks += [_coming(entry) for entry in news.coming]
    blocks += feed_news.entries(news.outside)
    if news.door is not None:
        blocks.append(scouting.in_digest(news.door))
    if news.newcomers_in_all:
        blocks.append(section(f"👋 New here: {names(news)}"))
    return blocks


def told(news: News) -> list[str]:
    """Say the news in sentences."""
    parts = []
    if news.highlight is not None:
        parts.append(f"Highlighted: {inline_short(news.highlight.title, 80)}.")
    if news.lessons:
        parts.append(f"Learnt: {_list([one.title for one in news.lessons])}.")
    if news.elsewhere:
        parts.append(f"From elsewhere: {_list([entry.lesson.title for entry in news.elsewhere])}.")
    if news.adopted:
        parts.append(f"Taken up: {_list([one.lesson.title for one in news.adopted])}.")
    if news.questions:
        parts.append("A question is still open." if len(news.questions) == 1 else "Some questions are still open.")
    if news.coming:
        coming = [
            f"{kinds.called(entry.meetup)}{inline_short(entry.meetup.title, 80)}, "
            f"{when(entry.meetup.starts_at, entry.meetup.zone)}"
            for entry in news.coming
        ]
        parts.append(f"Coming: {'; '.join(coming)}.")
    if news.outside.entries:
        parts.append(feed_news.told(news.outside))
    if news.door is not None:
        parts.append(scouting.told(news.door))
    if news.newcomers_in_all:
        parts.append(f"New here: {names(news)}.")
    return parts


def span(period: Period, zone: str) -> str:
    """Say which time is meant."""
    if (period.end - period.start).days < 8:
        return "this week"
    since, until = schedules.local(period.start, zone), schedules.local(period.end, zone)
    return f"since {since.day} {since:%B}" + ("" if since.year == until.year else f" {since.year}")


def lesson(lesson: Lesson) -> str:
    """Name a lesson and who learnt it."""
    by = f": {inline_short(lesson.author_name, _NAME)}" if lesson.author_name else ""
    return f"*{inline_short(lesson.title, _TITLE)}*{by}"


def way(lesson: Lesson) -> str:
    """Give the way to where it was said, with a space before; "" when there is none."""
    address = lesson.source.permalink if lesson.source else None
    return "" if address is None or not _is_safe(address) else f" · <{address}|see the message>"


def names(news: News) -> str:
    """Name who is new, as far as names are known."""
    shown = [inline_short(name, _NAME) for name in news.newcomers]
    more = news.newcomers_in_all - len(shown)
    if not shown:
        return "somebody" if more == 1 else "several people"
    return f"{', '.join(shown)} and {more} more" if more > 0 else ", ".join(shown)


def _deeds(lesson: Lesson) -> Block:
    return overflow(
        "digest.deeds", ("We'll try it", "spread.try", lesson.number), ("See it", "lesson.show", lesson.number)
    )


def _from_elsewhere(entry: Elsewhere, place: Place) -> list[Block]:
    where = f"From *{inline_short(entry.topic, _NAME)}*" if entry.topic else "From elsewhere"
    number = entry.lesson.number
    menu = overflow(
        "digest.deeds",
        ("See it", "lesson.show", number),
        ("More like this", MORE, f"{number} {place.reader}"),
        ("Less like this", LESS, f"{number} {place.reader}"),
    )
    return [
        section(f"🔁 {where}{', may fit here' if entry.may_fit else ''}: {lesson(entry.lesson)}"),
        actions(button("We'll try it", "spread.try", number), menu),
    ]


def _adopted(one: Adopted) -> Block:
    teams = "; ".join(_taken(team) for team in one.by[:_TEAMS])
    more = f" and {len(one.by) - _TEAMS} more" if len(one.by) > _TEAMS else ""
    see = button("See it", "lesson.show", one.lesson.number)
    return section(f"🌱 *{inline_short(one.lesson.title, _TITLE)}*: {teams}{more}", accessory=see)


def _taken(team: Taken) -> str:
    words = f" (“{inline_short(team.words, _WORDS)}”)" if team.words else ""
    return f"{_HOW.get(team.answer, 'used by')} {inline_short(team.team, _NAME)}{words}"


def _question(question: Question, news: News, place: Place) -> Block | None:
    if place.archive is None or not _is_safe(place.archive):
        return None
    address = f"{place.archive}/{question.channel_id}/p{question.ts.replace('.', '')}"
    at = schedules.local(question.asked_at, place.zone)
    asked = f"{at:%A}, {at.day} {at:%B}"
    helpers = f" {listed(news.helpers)} may know." if news.helpers else ""
    return section(f"❓ Asked on {asked}, and still open: <{address}|a question>. Could you help?{helpers}")


def _coming(entry: Coming) -> Block:
    meetup = entry.meetup
    count = f" · {entry.count} coming" if entry.count else ""
    first = f"{kinds.sign(meetup.kind)} {kinds.called(meetup)}{when(meetup.starts_at, meetup.zone)}"
    return section(
        f"{first}: *{inline_short(meetup.title, _TITLE)}*{count}",
        accessory=button("I'm coming", "meetup.come", meetup.id),
    )


def _list(titles: Sequence[str]) -> str:
    return "; ".join(inline_short(title, 80) for title in titles)


def _is_safe(address: str) -> bool:
    """Tell whether an address can be linked to: one that could end the link early, or is none, can't."""
    return (
        urlsplit(address).scheme == "https" and len(address) <= _LINK and not any(mark in address for mark in "<>| \n")
    )
