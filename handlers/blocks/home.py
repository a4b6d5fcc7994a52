"""The App Home: a person's communities, what is coming, what was learnt lately, and what they can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.communities import Community
from community.lessons import Lesson
from community.meetups import Meetup
from community.teams import Team
from handlers.blocks.communities import place, purpose, title
from handlers.blocks.parts import Block, View, actions, button, context, divider, header, home, section
from handlers.blocks.teams import at_home
from handlers.blocks.text import date, inline_short

YOURS = 10
OTHERS = 5
COMING = 5
LESSONS = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """What one person sees in their App Home; `mark` is the emoji that captures a lesson, without colons."""

    yours: Sequence[Community]
    others: Sequence[Community]
    coming: Sequence[Meetup]
    lessons: Sequence[Lesson]
    topics: Mapping[int, str]  # of all communities, by id
    mark: str
    team: Team | None = None


def overview(found: Overview) -> View:
    """Show the Home, with a first step for who has no community yet."""
    return home(
        [
            *(_yours(found) if found.yours else _first_visit(found)),
            divider(),
            *at_home(found.team),
            *_coming(found),
            divider(),
            *_lessons(found),
            divider(),
            actions(
                button("All communities", "community.list"),
                button("Start a community", "community.start"),
                button("Write a lesson", "lesson.add"),
                button("Plan a meetup", "meetup.plan"),
                button("What can I do here?", "help.show"),
            ),
        ]
    )


def _first_visit(found: Overview) -> list[Block]:
    first_step = "join one below" if found.others else "start one below"
    blocks = [
        header("👋 Good to see you"),
        section(
            "A *community* is people from several teams who care about the same craft or concern. You come and go as "
            "you like. What one of you learns reaches the others, and other communities it may help.\n"
            f"To try it: {first_step}, or react with :{found.mark}: to a message worth keeping."
        ),
    ]
    if not found.others:
        start = button("Start the first one", "community.start", style="primary")
        return [*blocks, section("There is no community yet.", accessory=start)]
    return [*blocks, *_others(found)]


def _yours(found: Overview) -> list[Block]:
    blocks = [header("Your communities")]
    blocks += [
        section(
            f"{title(community)} · {place(community)}\n{purpose(community)}",
            accessory=button("About it", "community.about", community.id),
        )
        for community in found.yours[:YOURS]
    ]
    if (more := len(found.yours) - YOURS) > 0:
        blocks.append(context(f"And {more} more: see *All communities* below."))
    return blocks + _others(found)


def _others(found: Overview) -> list[Block]:
    if not found.others:
        return []
    return [
        section("*You could join*"),
        *(
            section(
                f"{title(community)} · {place(community)}\n{purpose(community)}",
                accessory=button("Join", "community.join.home", community.id),
            )
            for community in found.others[:OTHERS]
        ),
    ]


def _coming(found: Overview) -> list[Block]:
    blocks = [header("What is coming")]
    if not found.coming:
        return [*blocks, section("Nothing is planned at the moment. A good question is a good reason to meet.")]
    for meetup in found.coming[:COMING]:
        when = date(meetup.starts_at, "{date_short_pretty} at {time}", f"{meetup.starts_at:%Y-%m-%d %H:%M} UTC")
        lines = [f"🗓 *{inline_short(meetup.title, 160)}* · {when}", _where(found, meetup)]
        blocks.append(section("\n".join(line for line in lines if line)))
    return blocks


def _where(found: Overview, meetup: Meetup) -> str:
    community = _topic(found, meetup.community_id)
    return " · ".join(filter(None, (community, f"<#{meetup.channel_id}>", inline_short(meetup.place, 160))))


def _lessons(found: Overview) -> list[Block]:
    blocks = [header("Learnt lately")]
    if not found.lessons:
        return [*blocks, section(f"No lesson yet. React with :{found.mark}: to a message that taught you something.")]
    for lesson in found.lessons[:LESSONS]:
        small = " · ".join(filter(None, (inline_short(lesson.author_name, 160), _topic(found, lesson.community_id))))
        blocks.append(
            section(
                f"💡 *#{lesson.number} {inline_short(lesson.title, 160)}*\n{small}",
                accessory=button("Show", "lesson.show", lesson.number),
            )
        )
    return blocks


def _topic(found: Overview, community_id: int | None) -> str:
    return inline_short(found.topics.get(community_id, ""), 160) if community_id is not None else ""
