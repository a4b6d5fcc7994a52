"""What people can type and click, told once: the help texts and the manifest's hints come from here."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.blocks.parts import Message, actions, button, context, section
from handlers.blocks.text import escape


@dataclass(frozen=True, slots=True)
class Usage:
    """One way to use a command. `words` are those its handlers are registered under, "" for none."""

    typed: str
    words: Sequence[str]
    says: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is told together."""

    title: str
    usages: Sequence[Usage]


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command: `description` and `hint` are what Slack shows while somebody types it."""

    name: str
    description: str
    hint: str
    groups: Sequence[Group]

    @property
    def usages(self) -> Sequence[Usage]:
        """All ways to use it, in the order they are told."""
        return [usage for group in self.groups for usage in group.usages]


def _one(title: str, *usages: Usage) -> Sequence[Group]:
    return (Group(title, usages),)


FIND_AND_JOIN = Group(
    "Find and join a community",
    (
        Usage("/community", ("",), "see your communities and the others, with buttons to join"),
        Usage("/community <words>", ("list",), "find communities by topic, purpose, component or team"),
        Usage("/community join [name]", ("join",), "join one; inside its channel the name may be left out"),
        Usage("/community leave [name]", ("leave",), "leave one, no reason asked"),
        Usage("/community about [name]", ("about",), "read what it is for and what comes next"),
    ),
)

START_AND_SHAPE = Group(
    "Start a community, and shape it",
    (
        Usage("/community start [topic]", ("start",), "start one, in a new channel or in the one you are in"),
        Usage("/community charter [name]", ("charter",), "read what it says of itself; its members change it"),
        Usage(
            "/community digest [send] [name]",
            ("digest",),
            "preview its weekly digest, choose its day, hour and zone, or send the last one again",
        ),
        Usage(
            "/community link [#channel] [name]", ("link",), "let a channel that is there belong to a community of yours"
        ),
        Usage("/community unlink [#channel]", ("unlink",), "take a further channel from its community again"),
        Usage("/community capture [on | off]", ("capture",), "let me keep lessons in this private channel, or no more"),
        Usage(
            "/community hints [on | off]", ("hints",), "look questions up in its channel, for who asks and only them"
        ),
    ),
)

CARE = Group(
    "Care for a community",
    (
        Usage("/community rest [name]", ("rest",), "let a community rest; it keeps everything"),
        Usage("/community wake [name]", ("wake",), "wake one that rests; anyone may"),
        Usage("/community merge [name] into [name]", ("merge",), "ask two communities whether they want to be one"),
        Usage("/community close [name]", ("close",), "ask your community whether it wants to end; lessons stay"),
        Usage("/community reopen [name]", ("reopen",), "open one again that was closed in the last 30 days"),
        Usage("/community step-up [name]", ("step-up",), "coordinate one you are in, beside others who do"),
        Usage("/community step-back [name]", ("step-back",), "leave the seat at any time, and see what is open"),
        Usage(
            "/community practising", ("practising",), "see what you said of working in a team, share it or take it back"
        ),
        Usage("/community pulse [name]", ("pulse",), "feel how your community is, with one thing to try for each sign"),
        Usage("/community reach [name]", ("reach",), "see which teams are in it, or in all, and whom to invite"),
        Usage("/community coach", ("coach",), "see who coaches and ask one; coaches see how communities are"),
        Usage("/community ask [name]", ("ask",), "ask the organisation for time, a room, money or a speaker"),
        Usage("/community support [name]", ("support",), "see what was asked for, given, spent and learnt"),
        Usage("/community publish [name]", ("publish",), "let people outside Slack read its lessons and meetups"),
        Usage("/community librarian", ("librarian",), "help to give lessons a place, or see who does"),
    ),
)

OUTSIDE = Group(
    "The wider network",
    (
        Usage(
            "/community follow [address] [name]", ("follow",), "follow a feed or a calendar, or see what is suggested"
        ),
        Usage("/community follows [name]", ("follows",), "see what a community follows, and what is in it"),
        Usage("/community unfollow [address or title]", ("unfollow",), "let one go"),
    ),
)

PEOPLE = Group(
    "People and teams",
    (
        Usage("/community people [words]", ("people",), "find who knows, has done or would like to learn something"),
        Usage("/community my-digest", ("my-digest",), "have a weekly message of your own, of what fits you"),
        Usage("/community profile", ("profile",), "say what you know or would like to learn, or hide"),
        Usage("/community team [name]", ("team",), "say which team you work in, change it or leave it"),
        Usage("/community components [words]", ("components",), "find parts of the system and who teaches them"),
        Usage("/community open-doors", ("open-doors",), "see which teams can be observed, and open your team's door"),
        Usage("/community travel", ("travel",), "offer to spend time with another team and teach it"),
        Usage("/community component [name]", ("component",), "see one, ask its mentors, offer to mentor it"),
    ),
)

MORE = Group(
    "More",
    (
        Usage("/community settings", ("settings",), "see what is so for everybody; admins change it"),
        Usage("/community help", ("help",), "read this again"),
    ),
)

COMMUNITY = Command(
    name="/community",
    description="Find, start, join or leave a community of practice",
    hint="[words to find | start | join | leave | about | help] [name]",
    groups=(FIND_AND_JOIN, START_AND_SHAPE, CARE, OUTSIDE, PEOPLE, MORE),
)

LESSON = Command(
    name="/lesson",
    description="Find what others learnt, or write down what you learnt",
    hint="[words to find | number | add | share | propose | travels | privacy | export | forget-me | help]",
    groups=_one(
        "Lessons",
        Usage("/lesson <words>", ("",), "find lessons; “a phrase” stays together, -word leaves out"),
        Usage("/lesson <words> in:#channel team: kind: by:@person tag: since:2026-01", ("",), "narrow what is found"),
        Usage("/lesson <number>", ("",), "see one"),
        Usage("/lesson add", ("add",), "write one"),
        Usage("/lesson visited [team]", ("visited",), "tell in a few lines what you saw at another team"),
        Usage("/lesson propose <number>", ("propose",), "propose a practice to teams, in your community's name"),
        Usage("/lesson share <number>", ("share",), "take one to other communities, those it fits first"),
        Usage("/lesson travels [number]", ("travels",), "see how far one went, or how lessons travel here"),
        Usage("/lesson privacy", ("privacy",), "choose whether your name stands beside what you learnt"),
        Usage("/lesson export", ("export",), "get the lessons you may see as a file, sent to you alone"),
        Usage("/lesson forget-me", ("forget-me",), "see what I keep about you, and have it erased"),
        Usage("/lesson help", ("help",), "read this again"),
    ),
)

MEETUP = Command(
    name="/meetup",
    description="See what is coming, plan a meetup or call one off",
    hint="[plan | topic | change | cancel | reminders | calendar | workshop | open-space | help]",
    groups=_one(
        "Meetups",
        Usage("/meetup", ("", "list"), "see what is coming"),
        Usage("/meetup plan [title]", ("plan",), "plan one; it is announced here and people are reminded before it"),
        Usage("/meetup open-space [new]", ("open-space",), "plan an Open Space, or see the sessions of the one here"),
        Usage("/meetup reminders", ("reminders",), "choose how you are reminded"),
        Usage("/meetup topic [what]", ("topic",), "say what you want to talk about"),
        Usage("/meetup topics", ("topics",), "see what others want to talk about, and want it too"),
        Usage("/meetup workshop [component]", ("workshop",), "plan a design workshop with its mentors"),
        Usage("/meetup change", ("change",), "move one, change all that follow, skip one or let it not come again"),
        Usage("/meetup cancel", ("cancel",), "call one off"),
        Usage("/meetup calendar [name]", ("calendar",), "have meetups in your own calendar, where they follow changes"),
        Usage("/meetup help", ("help",), "read this again"),
    ),
)

COMMANDS = (COMMUNITY, LESSON, MEETUP)


def words(command: Command) -> Sequence[str]:
    """Give the words that may follow a command, in the order they are told."""
    return [word for usage in command.usages for word in usage.words if word]


def show(*, mark: str, of: str = "/community") -> Message:
    """Tell what people can do with one command, and where to read of the others: all at once is too much to find in.

    `mark` is the emoji that captures a lesson, without colons.
    """
    [told] = [command for command in COMMANDS if command.name == of]
    others = " and ".join(f"`{command.name} help`" for command in COMMANDS if command.name != of)
    capture = (
        f"React with :{mark}: to a message and its lesson is kept, in any public channel I am in; "
        "or write `@Yokoten remember this` in its thread."
    )
    blocks = [
        section("\n".join([f"*{group.title}*", *(_line(usage) for usage in group.usages)])) for group in told.groups
    ]
    return Message(
        text=f"Here is what I can do. {capture} Or type {told.name}. More: {others}.",
        blocks=[
            section(f"Here is what I can do.\n{capture}"),
            *blocks,
            section(f"There is more: {others}."),
            actions(
                button("See communities", "community.list"),
                button("Start a community", "community.start"),
                button("Write a lesson", "lesson.add"),
                button("Plan a meetup", "meetup.plan"),
            ),
            context("Everything here is voluntary, and my answers to commands are seen only by you."),
        ],
    )


def _line(usage: Usage) -> str:
    return f"`{escape(usage.typed)}`: {usage.says}"
