"""How components look: the list, and one of them with its mentors, its health and its lessons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.communities import Community
from community.components import ABOUT_LIMIT, LABEL_LIMIT, Component
from community.lessons import Lesson
from community.mentoring import Request
from handlers.blocks import health_notes, mentoring, mentors, naming
from handlers.blocks.communities import place
from handlers.blocks.communities import title as topic_of
from handlers.blocks.describing import ADD, EDIT, VERSIONS
from handlers.blocks.health_notes import NoteShown
from handlers.blocks.mentors import MentorShown
from handlers.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    header,
    overflow,
    quoted,
    section,
)
from handlers.blocks.spread import title as lesson_title
from handlers.blocks.text import date, escaped_short, inline_short, short

LIST, BACK, ON = "component.list", "component.page.back", "component.page.on"
SHOW, RETIRE, RETURN = "component.show", "component.retire", "component.return"
PAGE = 8
WAITING = 4

_LINE, _GONE_NAMED = 120, 10


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed: all components, or those that say these words. `mentors` are names by component id."""

    found: Sequence[Component]
    words: str
    page: int
    mentors: Mapping[int, Sequence[str]]
    gone: Sequence[Component] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One component, as one reader sees it."""

    component: Component
    community: Community | None
    mentors: Sequence[MentorShown]
    lessons: Sequence[Lesson]
    is_mentor: bool
    may_write: bool  # a note
    asked: Request | None  # what they asked and is open still


def listing(told: Listing) -> Message:
    """Show a page of components."""
    if not told.found:
        return _none(told)
    pages = -(-len(told.found) // PAGE)
    page = min(max(told.page, 0), pages - 1)
    on_page = told.found[page * PAGE : (page + 1) * PAGE]
    about = f"that say “{inline_short(told.words, _LINE)}”" if told.words else "of our system"
    text = f"Components {about}: {', '.join(naming.component(component) for component in on_page)}"
    blocks: list[Block] = [section(f"*Components {about}, and who teaches them*")]
    blocks += [_entry(component, told.mentors.get(component.id, ())) for component in on_page]
    if pages > 1:
        blocks.append(context(f"Page {page + 1} of {pages}"))
    blocks += _no_longer_here(told)
    turning = [button("Back", BACK, f"{page - 1} {told.words}")] if page > 0 else []
    turning += [button("More", ON, f"{page + 1} {told.words}")] if page < pages - 1 else []
    blocks.append(actions(*turning, button("Add a component", ADD)))
    return Message(text, blocks)


def shown(told: Shown, notes: Sequence[NoteShown], *, said: str = "") -> Message:
    """Show one component with its newest notes; `said` is what just happened, as mrkdwn."""
    component = told.component
    blocks: list[Block] = [section(said), divider()] if said else []
    blocks.append(section(_headline(told)))
    if component.about:
        blocks.append(quoted(component.about, ABOUT_LIMIT))
    blocks += mentors.part(told.mentors, is_mentor=told.is_mentor)
    blocks += mentoring.part(told.asked)
    asks = mentoring.choices(component, told.mentors, is_mentor=told.is_mentor) if told.asked is None else []
    blocks.append(actions(*asks, *mentors.choices(component, is_mentor=told.is_mentor)))
    blocks += health_notes.part(component, notes, may_write=told.may_write)
    if told.lessons:
        blocks.append(section("*What was learnt about it*"))
        blocks += [_lesson(lesson) for lesson in told.lessons]
    blocks.append(_steps(told))
    return Message(said or _told(told), blocks)


def gone(component: Component) -> Message:
    """Show a component that is marked as no longer here, with the way back."""
    since = _day(component.gone_at) if component.gone_at else "some time"
    text = f"{naming.component(component)} is no longer here, since {since}. What is known of it is kept."
    return Message(text, [section(text), actions(button("Bring it back", RETURN, component.id), all_of_them())])


def unknown(wanted: str, nearest: Sequence[Component]) -> Message:
    """Say that no component goes by that name, with those that may be meant, and offer to add it."""
    text = f"I know no component “{escaped_short(wanted, 160)}”, so nothing was changed."
    text += f" Did you mean {' or '.join(map(naming.component, nearest))}?" if nearest else " Would you like to add it?"
    add = button(f"Add {short(wanted, LABEL_LIMIT)}", ADD, short(wanted, LABEL_LIMIT))
    near = [
        section(naming.component(component), accessory=button("Show it", SHOW, component.id)) for component in nearest
    ]
    return Message(text, [section(text), *near, actions(add, all_of_them())])


def retired(component: Component) -> Message:
    """Confirm that a component is marked as no longer here."""
    text = f"{naming.component(component)} is marked as no longer here. Its mentors, notes and words are kept."
    return Message(text, [section(text), actions(button("Bring it back", RETURN, component.id), all_of_them())])


def returned(component: Component) -> str:
    """Say that a component is here again."""
    return f"{naming.component(component)} is here again, as it was."


def at_home(mentored: Sequence[Component], waiting: Sequence[Block]) -> list[Block]:
    """Give the part of the App Home about components: at most 8 blocks with what waits."""
    if mentored:
        said = f"You mentor {naming.components(mentored)}."
    else:
        said = "Parts of our system, and the people on feature teams who teach them. Would you like to mentor one?"
    every = actions(all_of_them(), button("Add a component", ADD))
    return [header("Components"), section(said), *waiting[:WAITING], every, divider()]


def all_of_them() -> Block:
    """Give the button to the list."""
    return button("All components", LIST)


def _none(told: Listing) -> Message:
    if told.words:
        text = f"No component says “{inline_short(told.words, _LINE)}”. Would you like to add one?"
        add = button("Add a component", ADD, short(told.words, LABEL_LIMIT))
        return Message(text, [section(text), *_no_longer_here(told), actions(add, all_of_them())])
    text = (
        "No component has been added yet. A component is a part of your system, and its mentors are people on feature "
        "teams who teach how it works. Would you like to add the first?"
    )
    add = button("Add a component", ADD, style="primary")
    return Message(text, [section(text), *_no_longer_here(told), actions(add)])


def _entry(component: Component, names: Sequence[str]) -> Block:
    about = inline_short(component.about, _LINE)
    return section(
        f"{naming.component(component)}{f' · {about}' if about else ''}\n{mentors.by(names)}",
        accessory=_show(component),
    )


def _show(component: Component) -> Block:
    return button("Show it", SHOW, component.id)


def _no_longer_here(told: Listing) -> list[Block]:
    if not told.gone:
        return []
    names = ", ".join(inline_short(component.label, _LINE) for component in told.gone[:_GONE_NAMED])
    return [context(f"No longer here: {names}. `/community component` and a name shows one and brings it back.")]


def _headline(told: Shown) -> str:
    if told.community is None:
        return naming.component(told.component)
    return f"{naming.component(told.component)} · cared about by {topic_of(told.community)} in {place(told.community)}"


def _told(told: Shown) -> str:
    about = inline_short(told.component.about, 300)
    names = mentors.by([mentor.name for mentor in told.mentors])
    return f"{naming.component(told.component)}{f': {about}' if about else ''} · {names}"


def _lesson(lesson: Lesson) -> Block:
    return section(
        f"💡 *#{lesson.number} {lesson_title(lesson)}*", accessory=button("Show", "lesson.show", lesson.number)
    )


def _steps(told: Shown) -> Block:
    component = told.component
    # A link is a button's address: what people typed never becomes part of formatted text.
    link = [button("Repository", "component.link", url=component.link)] if component.link else []
    more = overflow(
        "component.menu",
        ("Plan a design workshop", mentoring.PLAN, component.id),
        ("Earlier words", VERSIONS, component.id),
        ("No longer here", RETIRE, component.id),
    )
    start = [] if told.community else [button("Start a community for it", "community.start", component.label)]
    return actions(*link, button("Edit", EDIT, component.id), *start, all_of_them(), more)


def _day(moment: datetime) -> str:
    return date(moment, "{date_short_pretty}", f"{moment:%d %b %Y}")
