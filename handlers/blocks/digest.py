"""How a digest looks: the post, the preview with its settings, and the modal to change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from community import schedule as schedules
from community.communities import Community
from community.digest import Digest, DigestSchedule, Elsewhere
from community.fitting import fit, interests
from community.lessons import Lesson
from community.meetups import Coming
from community.signs import Seen
from handlers.blocks import signs
from handlers.blocks.free_seats import in_digest
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    header,
    input_block,
    modal,
    option,
    section,
)
from handlers.blocks.schedule import HALF_HOURS, WEEKDAYS, menu, spoken, when, zone_menu
from handlers.blocks.text import escape, inline_short, short

SETTINGS = "digest.settings"
ON, OFF = "on", "off"
_CHOICES = 40
_LONGEST_WEEK = timedelta(days=8)
_TITLE, _NAME = 160, 60  # what one entry shows of a text, escaped, so that 12 entries stay far below 12,000 characters


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent now, and when something will be; `digest` is None when there is nothing to say."""

    community: Community
    digest: Digest | None
    schedule: DigestSchedule
    is_member: bool


def post(digest: Digest, schedule: DigestSchedule, sign: Seen | None = None) -> Message:
    """Tell a community what is new and, now and then, one sign of how it is, with one thing to try."""
    small = f"This comes {spoken(schedule.weekly)}. `/community digest` changes that or switches it off."
    health = [section(signs.line(sign))] if sign else []
    told = f" {signs.says(sign)} To try: {signs.to_try(sign)}" if sign else ""
    return Message(f"{_told(digest)}{told}", [*_entries(digest), *health, context(small)])


def preview(shown: Preview) -> Message:
    """Show one person what would be sent now, and how to change when."""
    topic = _topic(shown.community)
    if shown.digest is None:
        first = f"There is nothing new in {topic} at the moment, so no digest would be sent now."
        entries: list[Block] = [section(first)]
    else:
        first = f"This is what the digest of {topic} would say now. Only you see it."
        entries = [section(first), divider(), *_entries(shown.digest), divider()]
    if shown.is_member:
        step, choice = "", button("Change that", SETTINGS, shown.community.id)
    else:
        step = " Its members choose day, hour and zone: join in, if you like."
        choice = button("Join", "community.join", shown.community.id, style="primary")
    lines = section(f"{_comes(shown.schedule)}{step}{_notice(shown.schedule)}")
    return Message(f"{first} {_comes(shown.schedule)}", [*entries, lines, actions(choice, _help())])


def settings(community: Community, schedule: DigestSchedule, *own_zones: str, private_metadata: str) -> View:
    """Make the modal in which members choose when the digest comes; `own_zones` are offered first."""
    weekly = schedule.weekly
    times = HALF_HOURS if weekly.at in HALF_HOURS else (weekly.at, *HALF_HOURS)
    choices = [option("Every week", ON), option("Not at the moment", OFF)]
    weekdays = [option(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    hours = [option(f"{at:%H:%M}", f"{at:%H:%M}") for at in times]
    blocks = [
        section(f"The digest of {_topic(community)} tells what was learnt, what is coming and who is new."),
        input_block(
            "comes",
            "It comes",
            {
                "type": "radio_buttons",
                "action_id": "comes",
                "options": choices,
                "initial_option": choices[0 if schedule.next_at else 1],
            },
        ),
        input_block("weekday", "On", menu("weekday", weekdays, str(weekly.weekday))),
        input_block("time", "At", menu("time", hours, f"{weekly.at:%H:%M}")),
        input_block("zone", "In the time zone", zone_menu("zone", weekly.zone, *own_zones)),
    ]
    if notice := _notice(schedule):
        blocks.append(context(notice.strip()))
    return modal(
        callback_id=SETTINGS,
        title="Weekly digest",
        submit="Save",
        close="Cancel",
        blocks=blocks,
        private_metadata=private_metadata,
    )


def settled(community: Community, schedule: DigestSchedule) -> Message:
    """Confirm to one person what was chosen."""
    if schedule.next_at is None:
        text = (
            f"The digest of {_topic(community)} is off. Its lessons stay where they are, "
            "and `/community digest` switches it on again."
        )
    else:
        text = (
            f"The digest of {_topic(community)} comes {spoken(schedule.weekly)}, next: "
            f"{when(schedule.next_at, schedule.weekly.zone)}. `/community digest` shows what it would say."
        )
    return Message(text, [section(text)])


def members_settle(community: Community) -> Message:
    """Tell a person who isn't in the community that its members choose."""
    text = (
        f"The members of {_topic(community)} choose when its digest comes, so nothing was changed. "
        "Would you like to join?"
    )
    return Message(text, [section(text), actions(button("Join", "community.join", community.id, style="primary"))])


def which(communities: Sequence[Community]) -> Message:
    """Ask which of their communities a person means."""
    text = "Whose digest would you like to see?"
    choices = [
        section(_topic(community), accessory=button("Show it", "digest.preview", community.id))
        for community in communities[:_CHOICES]
    ]
    return Message(text, [section(text), *choices])


def not_posted(community: Community) -> Message:
    """Tell who started a community that Slack does not take its digest any more."""
    text = (
        f"Slack did not take the digest of {_topic(community)}: I am not in <#{community.channel_id}> any more, "
        "or it is closed. I switched the digest off. If you miss it, invite me there with `/invite`, "
        f"then choose its day with `/community digest {escape(community.name)}`."
    )
    return Message(text, [section(text), actions(button("Choose its day", SETTINGS, community.id))])


def _entries(digest: Digest) -> list[Block]:
    blocks = [header(f"{short(digest.community.topic, 100)}, {_span(digest)}")]
    if digest.highlight is not None:
        read = button("Read it", "lesson.show", digest.highlight.number)
        blocks.append(section(f"⭐ {_lesson(digest.highlight)}{_way(digest.highlight)}", accessory=read))
    blocks += [_learnt(lesson) for lesson in digest.lessons]
    if digest.more_lessons:
        blocks.append(context(f"and {digest.more_lessons} more: `/lesson` and a word finds them."))
    wanted = interests(digest.community)
    blocks += [_from_elsewhere(entry, may_fit=fit(wanted, entry.words) > 0) for entry in digest.elsewhere]
    blocks += [_coming(entry) for entry in digest.coming]
    if digest.newcomers or digest.more_newcomers:
        blocks.append(section(f"👋 New here: {_names(digest)}"))
    if digest.is_seat_free:
        blocks.append(in_digest(digest.community))
    return blocks


def _span(digest: Digest) -> str:
    if digest.period.end - digest.period.start <= _LONGEST_WEEK:
        return "this week"
    since = schedules.local(digest.period.start, digest.community.zone)
    return f"since {since.day} {since:%B}"


def _learnt(lesson: Lesson) -> Block:
    return section(f"💡 {_lesson(lesson)}{_way(lesson)}")


def _from_elsewhere(entry: Elsewhere, *, may_fit: bool) -> Block:
    where = f"From *{inline_short(entry.topic, _NAME)}*" if entry.topic else "From elsewhere"
    read = button("Read it", "lesson.show", entry.lesson.number)
    return section(f"🔁 {where}{', may fit here' if may_fit else ''}: {_lesson(entry.lesson)}", accessory=read)


def _lesson(lesson: Lesson) -> str:
    by = f": {inline_short(lesson.author_name, _NAME)}" if lesson.author_name else ""
    return f"*{inline_short(lesson.title, _TITLE)}*{by}"


def _coming(entry: Coming) -> Block:
    meetup = entry.meetup
    count = f" · {entry.count} coming" if entry.count else ""
    return section(
        f"🗓 {when(meetup.starts_at, meetup.zone)}: *{inline_short(meetup.title, _TITLE)}*{count}",
        accessory=button("I'm coming", "meetup.come", meetup.id),
    )


def _way(lesson: Lesson) -> str:
    """Give the way to where it was said, with a space before; "" when there is none."""
    address = lesson.source.permalink if lesson.source else None
    # The address is Slack's own; one that could end the link early, or isn't one, is left out.
    if address is None or urlsplit(address).scheme != "https" or any(mark in address for mark in "<>| \n"):
        return ""
    return f" · <{address}|see the message>"


def _names(digest: Digest) -> str:
    names = [inline_short(name, _NAME) for name in digest.newcomers]
    if not names:
        return "somebody" if digest.more_newcomers == 1 else "several people"
    if digest.more_newcomers:
        return f"{', '.join(names)} and {digest.more_newcomers} more"
    return ", ".join(names)


def _told(digest: Digest) -> str:
    """Say it all in a text that stands alone."""
    topic = inline_short(digest.community.topic, 100)
    parts = [f"{topic}, {_span(digest)}."]
    if digest.highlight is not None:
        parts.append(f"Highlighted: {inline_short(digest.highlight.title, 80)}.")
    if digest.lessons:
        parts.append(f"Learnt: {_list([lesson.title for lesson in digest.lessons])}.")
    if digest.elsewhere:
        parts.append(f"From elsewhere: {_list([entry.lesson.title for entry in digest.elsewhere])}.")
    if digest.coming:
        told = [
            f"{inline_short(entry.meetup.title, 80)}, {when(entry.meetup.starts_at, entry.meetup.zone)}"
            for entry in digest.coming
        ]
        parts.append(f"Coming: {'; '.join(told)}.")
    if digest.newcomers or digest.more_newcomers:
        parts.append(f"New here: {_names(digest)}.")
    if digest.is_seat_free:
        parts.append("Nobody coordinates at the moment.")
    return " ".join(parts)


def _list(titles: Sequence[str]) -> str:
    return "; ".join(inline_short(title, 80) for title in titles)


def _topic(community: Community) -> str:
    return f"*{inline_short(community.topic, 160)}*"


def _comes(schedule: DigestSchedule) -> str:
    if schedule.next_at is None:
        return "The digest is off at the moment."
    return f"It comes {spoken(schedule.weekly)}, next: {when(schedule.next_at, schedule.weekly.zone)}."


def _notice(schedule: DigestSchedule) -> str:
    """Say that the zone it was set to isn't known, with a space before; "" when it is."""
    if schedules.is_zone(schedule.weekly.zone):
        return ""
    return f" I don't know the time zone {inline_short(schedule.weekly.zone, _NAME)} any more, so I go by UTC."


def _help() -> Block:
    return button("Help", "help.show")
