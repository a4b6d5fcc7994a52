"""Proposals as people see them: the card in the community's channel, and what teams say to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.communities import Community
from community.lessons import Lesson
from community.spread import WORDS_LIMIT, Position, Proposal
from community.teams import Team
from handlers.blocks import menus
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    input_block,
    modal,
    option,
    quoted,
    section,
    text_input,
)
from handlers.blocks.spread import name, title
from handlers.blocks.text import inline_short

PROPOSE, SAY, READ, FORTH, BACK = (
    "spread.propose",
    "proposal.say",
    "proposal.read",
    "proposal.read.on",
    "proposal.read.back",
)
PAGE = 8  # what teams say, escaped, takes up to 1,200 characters each

_ON_CARD = 5
_WORDS_ON_CARD, _WORDS_ON_PAGE, _PROPOSED = 400, 1200, 2 * WORDS_LIMIT
_TEAMS_NAMED = 12
_TOPIC_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal with what belongs to it: the teams of the community's members, and what teams say, oldest first."""

    proposal: Proposal
    lesson: Lesson
    community: Community
    represented: Sequence[Team]
    positions: Sequence[Position]
    teams: Mapping[int, Team]  # of the positions, by id


def proposing(lesson: Lesson, communities: Sequence[Community], *, private_metadata: str) -> View:
    """Ask in whose name a practice is proposed, and why."""
    options = [option(community.topic, str(community.id)) for community in communities]
    menu = menus.fill({"type": "static_select", "action_id": "community", "initial_option": options[0]}, options)
    return modal(
        callback_id=PROPOSE,
        title=f"Propose #{lesson.number}",
        submit="Propose it",
        close="Cancel",
        private_metadata=private_metadata,
        blocks=[
            section(f"💡 *{title(lesson)}*\nA community proposes, and each team decides for itself."),
            input_block("community", "Which community proposes it?", menu),
            input_block(
                "words",
                "What do you propose, and why?",
                text_input(
                    "words",
                    is_multiline=True,
                    max_length=WORDS_LIMIT,
                    placeholder="Let us all publish the contract first: it spared three of us a bad week.",
                ),
            ),
        ],
    )


def card(shown: Card) -> Message:
    """Show a proposal in the community's channel, with which teams are represented and what teams say."""
    lesson, topic = shown.lesson, inline_short(shown.community.topic, _TOPIC_SHOWN)
    head = f"🌱 *{topic}* proposes to teams: *#{lesson.number} {title(lesson)}*"
    blocks = [section(head), quoted(shown.proposal.words, _PROPOSED), context(_represented(shown))]
    blocks += _positions(shown)
    more = len(shown.positions) > _ON_CARD
    read = [button("Read all of them", READ, shown.proposal.id)] if more else []
    say = button("Our team says …", SAY, shown.proposal.id, style="primary")
    blocks.append(actions(say, *read, button("Show the lesson", "lesson.show", lesson.number)))
    blocks.append(context("Each team decides for itself. The newest a team says counts."))
    return Message(
        f"{topic} proposes to teams: #{lesson.number} {title(lesson)}. Each team decides for itself.", blocks
    )


def gone(proposal: Proposal) -> Message:
    """Say in the place of a card that its lesson isn't shown there any more, without repeating any of it."""
    text = f"Lesson #{proposal.number} was proposed here, and is not for everybody any more."
    return Message(text, [section(text)])


def saying(shown: Card, team: Team, *, words: str, private_metadata: str) -> View:
    """Ask what a team says to a proposal; `words` is what it said before."""
    topic = inline_short(shown.community.topic, _TOPIC_SHOWN)
    return modal(
        callback_id=SAY,
        title="Our team says …",
        submit="Say it",
        close="Cancel",
        private_metadata=private_metadata,
        blocks=[
            section(f"*{topic}* proposes *#{shown.lesson.number} {title(shown.lesson)}*."),
            quoted(shown.proposal.words, _PROPOSED),
            input_block(
                "words",
                "What does your team say?",
                text_input(
                    "words",
                    initial=words,
                    is_multiline=True,
                    max_length=WORDS_LIMIT,
                    placeholder="We do so since May. / Not for us: we have no consumers.",
                ),
                hint="In your own words. They stand on the card beside your team's name, without yours.",
            ),
            context(f"You speak for team {name(team)}, as anyone in it may."),
        ],
    )


def said(shown: Card, team: Team, *, is_news: bool) -> Message:
    """Confirm to one person what their team says."""
    topic = inline_short(shown.community.topic, _TOPIC_SHOWN)
    what = "stands on the card now" if is_news else "stood on the card before"
    text = f"What team {name(team)} says to {topic} {what}. Anyone in your team can say it anew."
    return Message(text, [section(text)])


def read(shown: Card, page: int) -> Message:
    """Show one person all that teams say to a proposal, a page at a time, oldest first."""
    pages = max(1, -(-len(shown.positions) // PAGE))
    at = min(max(page, 0), pages - 1)
    head = f"What teams say to *#{shown.lesson.number} {title(shown.lesson)}*, page {at + 1} of {pages}"
    blocks = [section(head)]
    for position in shown.positions[at * PAGE : (at + 1) * PAGE]:
        blocks.append(section(f"*{_team(shown, position)}*"))
        blocks.append(quoted(position.words, _WORDS_ON_PAGE))
    turns = [button("Earlier ones", BACK, f"{shown.proposal.id} {at - 1}")] if at > 0 else []
    turns += [button("Later ones", FORTH, f"{shown.proposal.id} {at + 1}")] if at + 1 < pages else []
    blocks.append(actions(*turns, button("Our team says …", SAY, shown.proposal.id)))
    return Message(head, blocks)


def proposed(shown: Card) -> Message:
    """Confirm to who proposed it."""
    topic = inline_short(shown.community.topic, _TOPIC_SHOWN)
    text = (
        f"🌱 *{topic}* proposes *#{shown.lesson.number} {title(shown.lesson)}*. The card comes in "
        f"<#{shown.proposal.channel_id}>, and every team can say there what it makes of it."
    )
    return Message(text, [section(text)])


def not_proposed(lesson: Lesson, community: Community) -> Message:
    """Tell who proposed it that Slack did not take the card."""
    text = (
        f"Slack did not let me post in the channel of *{inline_short(community.topic, _TOPIC_SHOWN)}*, so "
        f"*#{lesson.number} {title(lesson)}* was not proposed there. You can propose it again once that is mended."
    )
    return Message(text, [section(text), actions(button("Propose it again", PROPOSE, lesson.number))])


def no_community(text: str) -> Message:
    """Tell a person in no community where proposals come from; `text` is ours."""
    return Message(text, [section(text), actions(button("See communities", "community.list"))])


def no_team(text: str) -> Message:
    """Tell a person without a team that teams decide; `text` is ours."""
    return Message(text, [section(text), actions(button("Say my team", "team.say"))])


def _represented(shown: Card) -> str:
    if not shown.represented:
        return "Nobody in this community has said yet which team they are in."
    named = [name(team) for team in shown.represented[:_TEAMS_NAMED]]
    more = len(shown.represented) - len(named)
    if more:
        named.append(f"{more} more")
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"Teams represented in this community: {listed}."


def _positions(shown: Card) -> list[Block]:
    """Show the newest few; all of them are a click away."""
    blocks: list[Block] = []
    for position in sorted(shown.positions, key=lambda position: position.at)[-_ON_CARD:]:
        blocks += [section(f"*{_team(shown, position)}* says:"), quoted(position.words, _WORDS_ON_CARD)]
    return blocks


def _team(shown: Card, position: Position) -> str:
    return name(shown.teams[position.team_id]) if position.team_id in shown.teams else "A team"
