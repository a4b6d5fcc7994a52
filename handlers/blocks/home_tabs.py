"""How the App Home shows one's communities, what was learnt, what is coming, and what is so for oneself."""

from collections.abc import Mapping, Sequence, Set

from community.communities import Community
from community.digest import DigestSchedule
from community.home import Place
from community.lessons import Lesson
from community.meetups import Coming
from community.people import NameShown, Person
from community.pulse import Life
from handlers.blocks import coming as coming_blocks
from handlers.blocks import kinds
from handlers.blocks.communities import how_alive, purpose, title
from handlers.blocks.communities import place as where
from handlers.blocks.date_languages import LANGUAGES, SLACKS
from handlers.blocks.home import searching, turning
from handlers.blocks.parts import Block, actions, button, context, divider, header, option, section, select
from handlers.blocks.schedule import spoken
from handlers.blocks.text import date, inline_short

PAGE = 10
FIRST = 5  # communities shown to who is in none
DIGESTS = 20
DATES = "home.dates"
_NAMES = {
    NameShown.ALWAYS: "Your name stands beside the lessons you learnt, also if you leave.",
    NameShown.WHILE_HERE: "Your name stands beside the lessons you learnt while you are here.",
    NameShown.NEVER: "The lessons you learnt are shown without your name.",
}


def first_visit(found: Sequence[Community], *, mark: str) -> list[Block]:
    """Say what this is and how to begin, to who is in no community; `mark` is the emoji that captures a lesson."""
    first_step = "join one below" if found else "start one below"
    blocks = [
        header("👋 Good to see you"),
        section(
            "A *community* is people from several teams who care about the same craft or concern. You come and go as "
            "you like. What one of you learns reaches the others, and other communities it may help.\n"
            f"To try it: {first_step}, or react with :{mark}: to a message worth keeping."
        ),
    ]
    help_ = button("What can I do here?", "help.show")
    if not found:
        return [*blocks, actions(button("Start the first one", "community.start", style="primary"), help_)]
    blocks += [_to_join(community) for community in found[:FIRST]]
    more = [button("See all of them", "home.discover")] if len(found) > FIRST else []
    return [*blocks, actions(*more, button("Start another", "community.start"), help_)]


def yours(found: Sequence[Community], place: Place, lives: Mapping[int, Life]) -> list[Block]:
    """Show a page of a person's communities, each with how alive it is, by id."""
    blocks = [header("Your communities")]
    for community in page(found, place):
        first = f"{title(community)} · {where(community)} · {how_alive(lives[community.id])}"
        about = button("About it", "community.about", community.id)
        blocks.append(section(f"{first}\n{purpose(community)}", accessory=about))
    return [*blocks, *turning(place, -(-len(found) // PAGE)), divider()]


def begin() -> Block:
    """Make the row of what a person can begin from here."""
    return actions(
        button("Write a lesson", "lesson.add"),
        button("Plan a meetup", "meetup.plan"),
        button("Start a community", "community.start"),
        button("What can I do here?", "help.show"),
    )


def lessons(found: Sequence[Lesson], topics: Mapping[int, str], place: Place, *, total: int, mark: str) -> list[Block]:
    """Show a page of lessons, the newest or those that were looked for; `topics` are their communities', by id."""
    blocks = searching(place, "Find a lesson", "contract testing")
    if not found and place.words:
        blocks.append(section("No lesson says that yet. Other words may find one, or you write it when you know."))
    elif not found:
        blocks.append(section(f"No lesson yet. React with :{mark}: to a message that taught you something."))
    for lesson in found:
        topic = topics.get(lesson.community_id, "") if lesson.community_id is not None else ""
        small = " · ".join(inline_short(part, 160) for part in (lesson.author_name, topic) if part)
        blocks.append(
            section(
                f"💡 *#{lesson.number} {inline_short(lesson.title, 160)}*\n{small}",
                accessory=button("Show", "lesson.show", lesson.number),
            )
        )
    blocks += turning(place, -(-total // PAGE))
    return [*blocks, actions(button("Write a lesson", "lesson.add"))]


def coming_up(
    found: Sequence[Coming], *, yours: Set[int], topics: Mapping[int, str], place: Place, total: int
) -> list[Block]:
    """Show a page of meetups, soonest first; `yours` are the ids of those the person is coming to."""
    blocks = [header("What is coming")]
    if not found:
        blocks.append(section("Nothing is planned at the moment. A good question is a good reason to meet."))
    for coming in found:
        topic = topics.get(coming.meetup.community_id, "") if coming.meetup.community_id is not None else ""
        blocks.append(_meetup(coming, topic, is_yours=coming.meetup.id in yours))
    blocks += turning(place, -(-total // PAGE))
    steps = [button("Plan a meetup", "meetup.plan"), button("In my calendar", "calendar.show", "mine")]
    return [*blocks, actions(*steps, button("How I am reminded", "meetup.reminders"))]


def outside() -> list[Block]:
    """Show the way to teams that can be observed and to who would come to teach."""
    text = "Some teams can be observed, and some experts would come to teach."
    return [section(text, accessory=button("Open doors", "scouting.list")), divider()]


def digests(found: Sequence[tuple[Community, DigestSchedule | None]], total: int) -> list[Block]:
    """Show when the digests of a person's communities come, with the way to see and change each."""
    blocks = [header("Digests")]
    if not found:
        blocks.append(section("Once you are in a community, you see here when its digest comes."))
    for community, schedule in found:
        comes = "is off" if schedule is None or schedule.next_at is None else f"comes {spoken(schedule.weekly)}"
        see = button("See it", "digest.preview", community.id)
        blocks.append(section(f"{title(community)} {comes}", accessory=see))
    if total > len(found):
        blocks.append(context(f"And {total - len(found)} more: `/community digest` shows each."))
    return [*blocks, divider()]


def oneself(person: Person, language: str | None, shown: NameShown) -> list[Block]:
    """Show a person's zone and language of dates, their name beside lessons, and what is kept about them."""
    options = [option(label, code) for code, label in LANGUAGES.items()]
    chosen = language if language in LANGUAGES else SLACKS
    zone = inline_short(person.zone.replace("_", " "), 100)
    return [
        header("Times and dates"),
        section(f"🕘 Your zone is *{zone}*, as you set it in Slack under Preferences, *Language &amp; Region*."),
        section(
            "📅 Dates that I tell you alone are written in",
            accessory=select(DATES, options, chosen=chosen),
        ),
        divider(),
        header("What is known of you"),
        section(_NAMES[shown], accessory=button("Change it", "privacy.show")),
        section(
            "See what I keep about you, take the lessons you may see with you, or have what is yours erased.",
            accessory=button("See what I keep", "forget.show"),
        ),
        actions(button("Take my lessons with me", "export.show")),
        divider(),
    ]


def everybody(*, is_admin: bool) -> list[Block]:
    """Show the way to what is so for everybody."""
    said = "You are an admin of this workspace: you can change what is so for everybody."
    if not is_admin:
        said = "What admins chose: which emoji captures, when digests come, where I speak."
    return [header("For everybody"), section(said, accessory=button("Show it", "settings.show"))]


def next_up(found: Sequence[Coming], *, yours: Set[int]) -> list[Block]:
    """Show what comes next in a person's communities, nothing when nothing does."""
    if not found:
        return []
    return [header("Next"), *(_meetup(coming, "", is_yours=coming.meetup.id in yours) for coming in found), divider()]


def _to_join(community: Community) -> Block:
    join = button("Join", "community.join.home", community.id)
    return section(f"{title(community)} · {where(community)}\n{purpose(community)}", accessory=join)


def _meetup(coming: Coming, topic: str, *, is_yours: bool) -> Block:
    meetup = coming.meetup
    when = date(meetup.starts_at, "{date_short_pretty} at {time}", f"{meetup.starts_at:%Y-%m-%d %H:%M} UTC")
    places = [inline_short(topic, 160), f"<#{meetup.channel_id}>", inline_short(meetup.place, 160)]
    small = " · ".join(filter(None, [*places, coming_blocks.numbers(coming)]))
    answer = ("Not this time", "meetup.stay_away") if is_yours else ("I'm coming", "meetup.come")
    return section(
        f"{kinds.sign(meetup.kind)} *{inline_short(meetup.title, 160)}* · {kinds.called(meetup)}{when}\n{small}",
        accessory=button(*answer, value=meetup.id),
    )


def page(found: Sequence[Community], place: Place) -> Sequence[Community]:
    """Give those that stand on the page; past the end, those of the last one."""
    last = max(0, -(-len(found) // PAGE) - 1)
    number = min(place.page, last)
    return found[number * PAGE : (number + 1) * PAGE]
