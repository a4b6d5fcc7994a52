"""Which teams are in which community, in words and as a picture, and which others a community might invite."""

from collections.abc import Sequence
from itertools import accumulate, takewhile

from community.communities import Community
from community.counting import FEWEST_PEOPLE
from community.lessons import Lesson
from community.reach import Grid, Invitation, OwnReach, Presence, Reach
from community.teams import Team
from handlers.blocks.lessons import title
from handlers.blocks.parts import Block, Message, actions, button, context, divider, quoted, section, sections
from handlers.blocks.text import inline_short, short
from pictures.values import Matrix

SHOW, WORDS, BACK, ON = "reach.show", "reach.words", "reach.page.back", "reach.page.on"
PAGE = 12

_TEAMS_NAMED = 8
_TEAMS_IN_ONE = 40
_TOPIC, _LABEL = 60, 40
_ALT_LIMIT = 1000
_TEXT = 2500
_FOLDED = (
    f"Teams of which I know fewer than {FEWEST_PEOPLE} people have no name here. "
    "How many people a team has in a community is told nowhere."
)


def everywhere(reach: Reach, page: int, *, has_picture: bool) -> Message:
    """Tell which teams are in which community, twelve communities a page. A picture follows when `has_picture`."""
    if not reach.communities:
        text = "There is no community yet, so there is nothing that teams could be in. Would you like to start one?"
        return Message(text, [section(text), actions(button("Start a community", "community.start"))])
    pages = -(-len(reach.communities) // PAGE)
    page = min(max(page, 0), pages - 1)
    shown = reach.communities[page * PAGE : (page + 1) * PAGE]
    first = "Which teams are in which community" + (f", page {page + 1} of {pages}" if pages > 1 else "")
    lines = [f"• {_line(one)}" for one in shown]
    follows = ["A picture of it comes into our direct conversation in a moment."] if has_picture else []
    turns = [button("Back", BACK, page - 1)] if page else []
    turns += [button("More", ON, page + 1)] if page + 1 < pages else []
    return Message(
        f"{first}. {_beginning(lines)}",
        [
            section(f"🗺 *{first}*"),
            *sections(lines),
            context(_FOLDED, "`/community reach` and a name tells whom a community might invite.", *follows),
            *([actions(*turns)] if turns else []),
        ],
    )


def of(reach: OwnReach) -> Message:
    """Tell which teams are in one community, and whom it might invite."""
    topic, said = _topic(reach.community), _who(reach)
    blocks: list[Block] = [section(f"🗺 *{topic}* {said}")]
    if reach.invitations:
        says = "They come from few teams. These may like to hear of it:" if reach.is_few else "It may suit these, too:"
        blocks += [divider(), section(says if reach.teams else "These may like to hear of it:")]
        blocks += [_invitation(reach.community, one) for one in reach.invitations]
        told = f" It may suit {_listed([_label(one.team) for one in reach.invitations])}."
    else:
        told = f" {_NOBODY}" if reach.is_few and reach.knows_teams else ""
        blocks += [section(told.strip())] if told else []
    return Message(
        f"{topic} {said}{told}",
        [*blocks, actions(button("All communities", SHOW), button("About it", "community.about", reach.community.id))],
    )


_NOBODY = (
    "I know no other team that took up a lesson of it or learnt something about its topic lately. "
    "Whom do you know who struggles with it? One sentence said in person brings more than any message."
)


def words(community: Community, one: Invitation) -> Message:
    """Give words to say to somebody of a team, or to copy: nobody is written to."""
    text = f"Tell somebody in {_label(one.team)} in your own words, in person if you can. For example:"
    because = ""
    if one.taken_up:
        because = f" You took up “{short(one.taken_up[0].title, 100)}”, which was learnt there."
    elif one.learnt:
        because = f" You learnt “{short(one.learnt[0].title, 100)}”, which others there would like to see."
    said = (
        f"Some of us meet in #{community.channel_name} about {short(community.topic, 100)}.{because} "
        f"Come and look, or read along. /community join {community.name} lets you in, and you leave as easily."
    )
    return Message(f"{text} {inline_short(said, 900)}", [section(text), quoted(said, 900)])


def no_longer(community: Community) -> Message:
    """Tell who clicked later that the team is in the community now, or is no longer there."""
    text = f"Somebody of that team is in {_topic(community)} by now, so there is nobody left to invite there."
    return Message(text, [section(text), actions(button("Teams it reaches", SHOW, community.id))])


def matrix(grid: Grid) -> Matrix:
    """Give the picture of it."""
    rows = tuple(team.label for team in grid.teams) + (("smaller teams",) if grid.has_smaller else ())
    return Matrix(
        "Which teams are in which community",
        rows,
        tuple(community.topic for community in grid.communities),
        tuple(tuple(row) for row in grid.cells),
        has_many=grid.has_smaller,
        note=_left_out(grid),
    )


def matrix_alt(reach: Reach, grid: Grid) -> str:
    """Say the same to who doesn't see it."""
    drawn = {community.id for community in grid.communities}
    told = "; ".join(_plain(one) for one in reach.communities if one.community.id in drawn)
    return short(
        f"A table of {_some(len(grid.teams), 'team', 'teams')} and "
        f"{_some(len(grid.communities), 'community', 'communities')}, filled where a team has members. "
        f"{told}. {_left_out(grid)}",
        _ALT_LIMIT,
    )


def _beginning(lines: Sequence[str]) -> str:
    """Give as many whole lines as a text that stands alone may hold."""
    told = list(takewhile(lambda line: len(line) <= _TEXT, accumulate(lines, "{}\n{}".format)))
    return told[-1] if told else ""


def _line(one: Presence) -> str:
    named = [_label(team) for team in one.teams[:_TEAMS_NAMED]]
    more = len(one.teams) - len(named)
    found = [*named, *([f"{more} more"] if more else []), *([_smaller(one.smaller)] if one.smaller else [])]
    return f"*{inline_short(one.community.topic, _TOPIC)}*: {_listed(found) if found else 'no team yet'}"


def _plain(one: Presence) -> str:
    named = [short(team.label, _LABEL) for team in one.teams] + ([_smaller(one.smaller)] if one.smaller else [])
    return f"{short(one.community.topic, _TOPIC)}: {', '.join(named) or 'no team yet'}"


def _smaller(count: int) -> str:
    return "1 smaller team" if count == 1 else f"{count} smaller teams"


def _who(reach: OwnReach) -> str:
    if reach.teams:
        named = [_label(team) for team in reach.teams[:_TEAMS_IN_ONE]]
        more = len(reach.teams) - len(named)
        return f"has people from {_listed([*named, f'{more} more'] if more else named)}."
    if not reach.knows_teams:
        return "has people of whom I don't know the teams: nobody here has said which one they work in."
    return "has nobody yet who said which team they work in."


def _invitation(community: Community, one: Invitation) -> Block:
    reasons = []
    if one.taken_up:
        reasons.append(f"took up {_lessons(one.taken_up)} from here")
    if one.learnt:
        reasons.append(f"learnt {_lessons(one.learnt)}")
    pass_on = button("Words to pass on", WORDS, f"{community.id} {one.team.id}")
    return section(f"*{_label(one.team)}* {' and '.join(reasons)}", accessory=pass_on)


def _lessons(lessons: Sequence[Lesson]) -> str:
    first, more = lessons[0], len(lessons) - 1
    return f"#{first.number} {title(first)}" + (f" and {more} more" if more else "")


def _left_out(grid: Grid) -> str:
    if not (grid.teams_left_out or grid.communities_left_out):
        return ""
    teams = _more(grid.teams_left_out, "team", "teams")
    communities = _more(grid.communities_left_out, "community", "communities")
    told = " and ".join(filter(None, (teams, communities)))
    return f"Shown are those that have most to do with another; {told} stand in the words only."


def _some(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count or 'no'} {many}"


def _more(count: int, one: str, many: str) -> str:
    return f"{count} more {one if count == 1 else many}" if count else ""


def _listed(named: Sequence[str]) -> str:
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _label(team: Team) -> str:
    return inline_short(team.label, _LABEL)


def _topic(community: Community) -> str:
    return inline_short(community.topic, 160)
