"""What a search for lessons shows: pages of results, the newest ones, the window of filters, that nothing was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from community.communities import Community
from community.finding import Filter, NotKnown
from community.lessons import Found, Kind, Lesson
from community.teams import Team
from community.titles import TITLE_LIMIT
from handlers.blocks.lessons import headline, learnt_by, title
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
    plain,
    section,
    text_input,
)
from handlers.blocks.text import inline_short, short

PAGE = 5
FILTER = "lesson.filter"
ANY = "any"
TYPED_LIMIT = 200  # of words in the window; whole sentences find less, not more
_SNIPPET = 200
_NAME = 160
_MENU = 99  # a menu holds 100, and "Any" is one
_KINDS = {
    Kind.PRACTICE: "Practice",
    Kind.DEFINITION_OF_DONE: "Definition of Done",
    Kind.COMPONENT: "Component",
    Kind.TOOL: "Tool",
    Kind.FAILURE: "Failure",
    Kind.VISIT: "Visit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What lessons in a list belong to, by id."""

    communities: Mapping[int, Community] = field(default_factory=dict)
    teams: Mapping[int, Team] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of what a search found. `typed` is what was looked for, as it can be typed again."""

    typed: str
    found: Found
    around: Around
    number: int = 0  # of the page, from 0
    near: Sequence[Lesson] = ()  # without the words, and close to them in meaning
    not_known: Sequence[NotKnown] = ()
    has_words: bool = True
    is_shortened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What the window of filters shows: what can be chosen, and what is chosen already."""

    communities: Sequence[Community]
    teams: Sequence[Team]
    words: str = ""
    community_id: int | None = None
    team_id: int | None = None
    kind: Kind | None = None
    author_id: str | None = None
    tags: Sequence[str] = ()
    since: date | None = None


def results(page: Page) -> Message:
    """Show a page of what a search found, best first."""
    found = page.found
    count = _lessons(found.total)
    about = f"{'about' if page.has_words else 'for'} “{inline_short(page.typed, 100)}”"
    pages = -(-found.total // PAGE)
    order = ", best first" if page.has_words else ", newest first"
    if found.total == 1:
        order = ""
    elif pages > 1:
        order += f" · page {page.number + 1} of {pages}"
    blocks = [section(f"*{count} {about}*{order}"), *_remarks(page)]
    blocks += [_row(lesson, page.around) for lesson in found.lessons]
    if page.near:
        blocks.append(section("*Close to it in meaning*"))
        blocks += [_row(lesson, page.around) for lesson in page.near]
    turns = []
    if page.number > 0:
        turns.append(button("Earlier", "lesson.earlier", f"{page.number - 1} {page.typed}"))
    if page.number + 1 < pages:
        turns.append(button("More", "lesson.more", f"{page.number + 1} {page.typed}"))
    blocks.append(actions(*turns, _filter(page.typed), button("Write one down", "lesson.add")))
    return Message(f"{count} {about}: {_titles([*found.lessons, *page.near])}", blocks)


def nearby(page: Page) -> Message:
    """Say that no lesson has the words, and show those that are close to them in meaning."""
    about = f"“{inline_short(page.typed, 100)}”"
    text = f"No lesson says {about}, but {'this one is' if len(page.near) == 1 else 'these are'} close to it in meaning"
    rows = [_row(lesson, page.around) for lesson in page.near]
    buttons = actions(_filter(page.typed), button("Write one down", "lesson.add"))
    return Message(f"{text}: {_titles(page.near)}", [section(f"*{text}*"), *_remarks(page), *rows, buttons])


def recent(lessons: Sequence[Lesson], around: Around, *, mark: str) -> Message:
    """Show the newest lessons and how to capture one."""
    how = (
        f"Put :{mark}: on a message in a public channel I am in, and I keep it as a lesson. "
        "Look for one with `/lesson` and a few words."
    )
    write, help_ = button("Write one down", "lesson.add"), button("What can I do here?", "help.show")
    if not lessons:
        text = "No lessons yet. Yours can be the first."
        return Message(f"{text} {how}", [section(text), context(how), actions(write, help_)])
    rows = [_row(lesson, around) for lesson in lessons]
    return Message(
        f"Newest lessons: {_titles(lessons)}",
        [section("*Newest lessons*"), *rows, context(how), actions(_filter(""), write, help_)],
    )


def nothing(page: Page) -> Message:
    """Say that a search found nothing, and what else one may do."""
    about = f"{'about' if page.has_words else 'for'} “{inline_short(page.typed, 100)}”"
    text = f"I found no lesson {about} yet. Fewer or other words may find one; or write down what you learn."
    return Message(
        text,
        [
            section(text),
            *_remarks(page),
            actions(
                button("Write it down", "lesson.add", short(page.typed, TITLE_LIMIT)),
                _filter(page.typed),
                button("Newest lessons", "lesson.recent"),
            ),
        ],
    )


def narrowing(known: Narrowing) -> View:
    """Let somebody look for lessons by menus instead of by typing."""
    return modal(
        callback_id=FILTER,
        title="Find lessons",
        submit="Find",
        blocks=[
            input_block(
                "words",
                "Words",
                text_input("words", initial=known.words, max_length=TYPED_LIMIT, placeholder="What it is about"),
                hint='"a phrase" stays together, and -word leaves out what has it.',
                is_optional=True,
            ),
            _menu("community", "Community", _communities(known), known.community_id),
            _menu("team", "Learnt by team", [(team.id, team.label) for team in known.teams], known.team_id),
            _menu("kind", "Kind", [(kind.value, name) for kind, name in _KINDS.items()], known.kind),
            input_block("author", "Learnt by", _person(known.author_id), is_optional=True),
            input_block(
                "tags",
                "Tags",
                text_input("tags", initial=" ".join(known.tags), max_length=TYPED_LIMIT, placeholder="flaky ci"),
                is_optional=True,
            ),
            input_block("since", "Since", _day(known.since), is_optional=True),
        ],
    )


def _remarks(page: Page) -> list[Block]:
    said = [_not_known(one) for one in page.not_known[:5]]
    if page.is_shortened:
        said.append("That was long, so I looked for the beginning of it. A few words find more.")
    return [context(*said)] if said else []


def _not_known(unknown: NotKnown) -> str:
    """Say which filter was left out, and why."""
    wanted = inline_short(unknown.wanted, 80)
    if unknown.filter is Filter.SINCE:
        return f"I can't read the day “{wanted}”: write `since:2026-01` or `since:2026-01-15`. I looked at all of them."
    if unknown.filter is Filter.AUTHOR:
        return f"I know nobody as “{wanted}”: type `by:@` and choose them from Slack's list. I looked at everybody's."
    what = {Filter.COMMUNITY: "community", Filter.TEAM: "team", Filter.KIND: "kind", Filter.TAG: "tag"}[unknown.filter]
    meant = " or ".join(inline_short(name, 80) for name in unknown.nearest)
    hint = f" Did you mean {meant}?" if meant else ""
    return f"I know no {what} “{wanted}”, so I looked without it.{hint}"


def _row(lesson: Lesson, around: Around) -> Block:
    community = around.communities.get(lesson.community_id or 0)
    lines = [headline(lesson, community), inline_short(lesson.learnt, _SNIPPET), _origin(lesson, around)]
    return section("\n".join(filter(None, lines)), accessory=button("Show", "lesson.show", lesson.number))


def _origin(lesson: Lesson, around: Around) -> str:
    """Say who learnt it and how many teams use it."""
    team = around.teams.get(lesson.team_id or 0)
    uses = "1 team" if lesson.adopters == 1 else f"{lesson.adopters} teams"
    said = [learnt_by(lesson, team.label if team else "", limit=_NAME), f"used by {uses}" if lesson.adopters else ""]
    return " · ".join(filter(None, said))


def _lessons(count: int) -> str:
    return "1 lesson" if count == 1 else f"{count:,} lessons"


def _titles(lessons: Sequence[Lesson]) -> str:
    return ", ".join(f"#{lesson.number} {title(lesson)}" for lesson in lessons)


def _filter(typed: str) -> Block:
    return button("Filter", FILTER, typed)


def _communities(known: Narrowing) -> Sequence[tuple[int, str]]:
    return [(community.id, community.topic) for community in known.communities]


def _menu(block_id: str, label: str, entries: Sequence[tuple[int | str, str]], chosen: object) -> Block:
    """Make a menu; the chosen entry is in it even when there are more than it holds."""
    first = [entry for entry in entries if entry[0] == chosen]
    others = [entry for entry in entries if entry[0] != chosen]
    options = [option("Any", ANY), *(option(name, str(value)) for value, name in [*first, *others][:_MENU])]
    menu: Block = {
        "type": "static_select",
        "action_id": block_id,
        "placeholder": plain("Any"),
        "options": options,
        "initial_option": options[1] if first else options[0],
    }
    return input_block(block_id, label, menu, is_optional=True)


def _person(chosen: str | None) -> Block:
    menu: Block = {"type": "users_select", "action_id": "author", "placeholder": plain("Anybody")}
    return menu | ({"initial_user": chosen} if chosen else {})


def _day(chosen: date | None) -> Block:
    picker: Block = {"type": "datepicker", "action_id": "since", "placeholder": plain("Any time")}
    return picker | ({"initial_date": chosen.isoformat()} if chosen else {})
