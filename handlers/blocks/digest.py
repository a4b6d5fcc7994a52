"""How a digest looks: the post, the preview with its settings, and the modal to change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from community import schedule as schedules
from community.communities import Community
from community.digest import Digest, DigestSchedule
from community.signs import Seen
from handlers.blocks import signs
from handlers.blocks.digest_entries import Place, entries, span, told
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
    plain,
    section,
)
from handlers.blocks.schedule import HALF_HOURS, WEEKDAYS, menu, spoken, when, zone_menu
from handlers.blocks.text import escape, inline_short, short

SETTINGS = "digest.settings"
SEND_AGAIN, SEND_ONCE_MORE = "digest.send", "digest.send_once_more"
PAUSE, BRING_BACK = "digest.pause", "digest.bring_back"
ON, OFF = "on", "off"
_CHOICES = 40
_NAME = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent now, and when something will be; `digest` is None when there is nothing to say."""

    community: Community
    digest: Digest | None
    schedule: DigestSchedule
    is_member: bool
    has_last: bool = False  # one went out that could be sent again
    wanted: Sequence[str] = ()  # what its members want more or less of, in lines
    archive: str | None = None


def post(
    digest: Digest,
    schedule: DigestSchedule,
    sign: Seen | None = None,
    *,
    archive: str | None = None,
    is_again: bool = False,
) -> Message:
    """Tell a community what is new and, now and then, one sign of how it is, with one thing to try.

    Sent again by hand it says so. `archive` is how the addresses of the workspace's messages begin.
    """
    first = [context("This was here before; somebody in this community asked me to send it again.")] if is_again else []
    again = "Sent again: " if is_again else ""
    health = [section(signs.line(sign))] if sign else []
    said = f" {signs.says(sign)} To try: {signs.to_try(sign)}" if sign else ""
    small = section(
        f"_This comes {spoken(schedule.weekly)}. `/community digest` changes that._", accessory=_pause(digest.community)
    )
    return Message(f"{again}{_told(digest)}{said}", [*first, *_entries(digest, archive), *health, small])


def preview(shown: Preview) -> Message:
    """Show one person what would be sent now, and how to change when."""
    topic = _topic(shown.community)
    if shown.digest is None:
        first = f"There is nothing new in {topic} at the moment, so no digest would be sent now."
        blocks: list[Block] = [section(first)]
    else:
        first = f"This is what the digest of {topic} would say now. Only you see it."
        blocks = [section(first), divider(), *_entries(shown.digest, shown.archive), divider()]
    if shown.is_member:
        step, choices = "", [button("Change that", SETTINGS, shown.community.id)]
        if shown.has_last:
            choices.append(button("Send the last one again", SEND_AGAIN, shown.community.id))
    else:
        step = " Its members choose day, hour and zone: join in, if you like."
        choices = [button("Join", "community.join", shown.community.id, style="primary")]
    lines = [section(f"{_comes(shown.schedule)}{step}{_notice(shown.schedule)}")]
    lines += [context(line) for line in shown.wanted]
    return Message(f"{first} {_comes(shown.schedule)}", [*blocks, *lines, actions(*choices, _help())])


def sent_again(community: Community) -> Message:
    """Tell who asked for it that the last digest is on its way once more."""
    text = f"The last digest of {_topic(community)} is on its way again, and says that it was there before."
    return Message(text, [section(text)])


def was_sent_again(community: Community, again_at: datetime) -> Message:
    """Tell that the last digest was sent again already, and ask whether once more is meant."""
    at = when(again_at, community.zone)
    text = f"The last digest of {_topic(community)} was sent again {at} already, so nothing was posted now."
    once_more = button("Send it once more", SEND_ONCE_MORE, f"{community.id} {again_at.isoformat()}")
    return Message(text, [section(text), actions(once_more)])


def never_sent(community: Community) -> Message:
    """Tell that there is no digest that could be sent again."""
    text = (
        f"Nothing is left of the last digest of {_topic(community)}, or there was none yet, so nothing was posted. "
        "`/community digest` shows what the next one would say."
    )
    return Message(text, [section(text)])


def paused(community: Community, schedule: DigestSchedule) -> Message:
    """Tell who paused the digest what they did, and how to undo it."""
    text = (
        f"The digest of {_topic(community)} is paused. The next one comes {_next(schedule)} and tells of all the time "
        "between. I said so in the thread of this one, without your name."
    )
    return Message(text, [section(text, accessory=button("Bring it back", BRING_BACK, community.id))])


def paused_in_thread(community: Community, schedule: DigestSchedule) -> Message:
    """Tell the community, in the thread of a digest, that it is paused, and how anybody in it brings it back."""
    text = f"⏸️ A member paused this digest. The next one comes {_next(schedule)} and tells of all the time between."
    return Message(text, [section(text, accessory=button("Bring it back", BRING_BACK, f"{community.id} thread"))])


def back(community: Community, schedule: DigestSchedule) -> Message:
    """Tell that the digest comes again."""
    text = f"The digest of {_topic(community)} comes again {spoken(schedule.weekly)}, next: {_next(schedule)}."
    return Message(text, [section(text)])


def _next(schedule: DigestSchedule) -> str:
    return when(schedule.next_at, schedule.weekly.zone) if schedule.next_at else "when a member switches it on"


def _pause(community: Community) -> Block:
    asked = {
        "title": plain("Pause this digest?"),
        "text": plain(
            "It is paused for everybody here, for four weeks. Anybody in the community brings it back with one click. "
            "Its lessons stay where they are."
        ),
        "confirm": plain("Pause it"),
        "deny": plain("Keep it"),
    }
    return button("Not for us now", PAUSE, community.id) | {"confirm": asked}


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


def _entries(digest: Digest, archive: str | None) -> list[Block]:
    place = Place(digest.community.id, digest.community.zone, archive)
    blocks = [header(f"{short(digest.community.topic, 100)}, {_span(digest)}"), *entries(digest.news, place)]
    if digest.news.is_seat_free:
        blocks.append(in_digest(digest.community))
    return blocks


def _span(digest: Digest) -> str:
    return span(digest.period, digest.community.zone)


def _told(digest: Digest) -> str:
    """Say it all in a text that stands alone."""
    seat = ["Nobody coordinates at the moment."] if digest.news.is_seat_free else []
    said = [f"{inline_short(digest.community.topic, 100)}, {_span(digest)}.", *told(digest.news), *seat]
    return " ".join(said)


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
