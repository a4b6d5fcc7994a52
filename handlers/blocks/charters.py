"""How charters look: in the pinned welcome, in a canvas, as one person reads and changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.after_meetups import Notes
from community.charters import LIMIT, Charter, Written, differences
from community.communities import Aim, Community
from community.templates import TEMPLATES
from handlers.blocks.communities import all_of_them, purpose, title
from handlers.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    input_block,
    modal,
    option,
    radios,
    section,
    select,
    text_input,
)
from handlers.blocks.text import date, in_markdown, inline_short

WRITE, SHOW, VERSIONS, BRING_BACK = "charter.write", "charter.show", "charter.versions", "charter.bring_back"
BACK, ON = "charter.page.back", "charter.page.on"
TEMPLATE = "charter.template"
PAGE = 3
NO_CHARTER = (
    "📜 It has no charter yet. Would you like to say for whom it is, when it meets and how it decides what to propose?"
)

_ONE_LINE = 40  # characters that an input of one line shows, on a phone fewer still
_AIMS = {
    Aim.LEARNING: "Learning from each other",
    Aim.AGREEMENT: "Agreeing on things across teams",
    Aim.BOTH: "Both",
}
_AIMS_IN_A_LINE = {
    Aim.LEARNING: "learning from each other",
    Aim.AGREEMENT: "agreeing on things across teams",
    Aim.BOTH: "learning from each other, and agreeing on things across teams",
}
_PARTS = {
    "purpose": "what it is for",
    "aim": "learning or agreement",
    "for_whom": "for whom",
    "meets": "when it meets",
    "decides": "how it decides",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A community's charter as one person reads it; `written` is None while it was never written."""

    community: Community
    charter: Charter
    written: Written | None
    changed_by: str  # a name
    versions: int
    is_member: bool
    has_canvas: bool


def welcome(
    community: Community, charter: Charter | None, *, started_by: str, mark: str, has_canvas: bool = False
) -> Message:
    """Greet everyone in a community's channel, say how it works, and what its charter says unless a canvas does.

    `mark` is the emoji that captures a lesson.
    """
    first = f"👋 {title(community)} meets here. {inline_short(started_by, 120)} started it."
    said = ["📜 Its charter stands in this channel's canvas."] if has_canvas else charter_lines(charter or Charter())
    look = button("Charter", SHOW, community.id) if charter else write_charter(community)
    return Message(
        text=first,
        blocks=[
            section("\n".join([first, purpose(community), *said])),
            *([] if charter else [section(NO_CHARTER)]),
            section(
                f"• React with :{mark}: to a message worth keeping, and its lesson finds its way to other teams.\n"
                "• `/meetup plan` finds a time to talk, `/community digest` says when the week's lessons arrive.\n"
                f"• {_who_is_in(community)} Come and go as you like."
            ),
            actions(
                button("Join", "community.join", community.id, style="primary"),
                button("About it", "community.about", community.id),
                look,
                button("What can I do here?", "help.show"),
            ),
        ],
    )


def canvas(community: Community, charter: Charter, notes: Sequence[Notes] = ()) -> str:
    """Give the canvas a charter stands in, as markdown in which nothing that people wrote does anything."""
    said = (
        ("What it is for", charter.purpose),
        ("Learning or agreement", f"We come together for {_AIMS_IN_A_LINE[charter.aim]}."),
        ("For whom", charter.for_whom),
        ("When we meet", charter.meets),
        ("How we decide what to propose", charter.decides),
    )
    lines = [f"* **{label}:** {in_markdown(text)}" for label, text in said if text.strip()]
    return "\n".join(
        [
            f"# Charter of {in_markdown(community.topic)}",
            *lines,
            "---",
            "Any member changes it with `/community charter` in this channel, and earlier versions are kept. "
            "That change replaces what somebody wrote on this page by hand.",
            *(line for meetup in notes for line in _noted(meetup)),
        ]
    )


def _noted(notes: Notes) -> list[str]:
    return [
        f"## Notes of {in_markdown(notes.title)}, {notes.day.day} {notes.day:%B %Y}",
        *(f"* Talked about: {in_markdown(words)}" for words in notes.talked_about),
        *(f"* 💡 Lesson {lesson.number}: {in_markdown(lesson.title)}" for lesson in notes.lessons),
    ]


def shown(found: Shown) -> Message:
    """Show a charter to one person, with what they can do with it."""
    if found.written is None:
        return _unwritten(found)
    text = f"The charter of {title(found.community)}"
    lines = [f"📜 {text}", *_lines(found.charter)]
    can = [_write(found.community, "Change it")] if found.is_member else [_join(found.community)]
    if found.versions > 1:
        can.append(button("Earlier versions", VERSIONS, f"{found.community.id} 0"))
    stands = "in the channel's canvas" if found.has_canvas else "in the channel's pinned welcome"
    when = _when(found.written)
    return Message(
        text,
        [
            section("\n".join(lines)),
            actions(*can, button("About it", "community.about", found.community.id)),
            context(f"Last changed by {inline_short(found.changed_by, 120)}, {when}. It stands {stands} too."),
        ],
    )


def editing(
    community: Community, charter: Charter, *, private_metadata: str, prefix: str = "", now: Written | None = None
) -> View:
    """Let a member change the charter; `now` is what somebody else made it say meanwhile."""
    blocks: list[Block] = _meanwhile(now) if now is not None else []
    blocks += [beginning(charter.template, TEMPLATE), *inputs(charter, prefix=prefix)]
    blocks.append(context(f"Everyone in {title(community)} can change it, and earlier versions are kept."))
    return modal(
        callback_id=WRITE,
        title="Our charter",
        submit="Keep it",
        close="Cancel",
        blocks=blocks,
        private_metadata=private_metadata,
    )


def written(found: Shown, *, is_news: bool) -> Message:
    """Say that the charter was kept, or said so already."""
    text = (
        f"The charter of {title(found.community)} is kept." if is_news else "It says so already. Nothing was changed."
    )
    return Message(text, [section(text), *shown(found).blocks])


def versions(
    community: Community, found: Sequence[Written], names: Mapping[str, str], *, offset: int, is_member: bool
) -> Message:
    """Show a page of what the charter said before, newest first; `found` begins with what it says now."""
    text = f"What the charter of {title(community)} said before"
    earlier = found[1:]
    if not earlier:
        said = f"The charter of {title(community)} was never changed, so there is nothing it said before."
        return Message(said, [section(said), actions(button("Charter", SHOW, community.id))])
    blocks: list[Block] = [section(f"{text}, newest first.")]
    for number, one in enumerate(earlier[offset : offset + PAGE], start=offset):
        blocks += [divider(), *_version(community, one, found[number], names, is_member=is_member)]
    turns = [button("Newer", BACK, f"{community.id} {max(offset - PAGE, 0)}")] if offset > 0 else []
    turns += [button("Older", ON, f"{community.id} {offset + PAGE}")] if offset + PAGE < len(earlier) else []
    return Message(text, [*blocks, actions(*turns, button("Charter", SHOW, community.id))])


def beginning(template: str, action_id: str) -> Block:
    """Offer the templates; choosing one tells the app at once, under this action id."""
    options = [option(one.title, one.key or "free") for one in TEMPLATES]
    return section(
        "Begin with a template's words, or with your own. You can change all of it later.",
        accessory=select(action_id, options, chosen=template or "free"),
        block_id="template",
    )


def inputs(charter: Charter, *, prefix: str = "") -> list[Block]:
    """Make the inputs of a charter, all of which may stay empty.

    What a person typed stays in an input as long as its block id does, whatever it is filled with: another prefix lets
    a template's words in.

    Source: docs.slack.dev/reference/views/modal-views, "Preserving input entry in views".
    """
    asked = (
        ("purpose", "Purpose", charter.purpose, "What would people from several teams get from it?"),
        ("for_whom", "For whom", charter.for_whom, "Everyone in a feature team who…"),
        ("meets", "When it meets", charter.meets, "Every second Thursday for 45 minutes"),
        ("decides", "How it decides what to propose", charter.decides, "Two teams try it first; each team decides"),
    )
    made = [
        input_block(
            f"{prefix}{name}",
            label,
            text_input(name, initial=said, placeholder=hint, is_multiline=_is_long(name, said), max_length=LIMIT),
            is_optional=True,
        )
        for name, label, said, hint in asked
    ]
    aims = [option(label, aim) for aim, label in _AIMS.items()]
    made.insert(1, input_block(f"{prefix}aim", "What is it for?", radios("aim", aims, chosen=charter.aim)))
    return made


def charter_lines(charter: Charter) -> list[str]:
    """Say what a charter says besides its purpose, a line each; nothing of what it leaves out."""
    said = (
        ("👥 *For whom:*", charter.for_whom),
        ("🗓 *When we meet:*", charter.meets),
        ("🤝 *How we decide what to propose:*", charter.decides),
    )
    return [f"{label} {inline_short(text, 300)}" for label, text in said if text]


def write_charter(community: Community) -> Block:
    """Make the button that opens the charter to be written."""
    return button("Write the charter", WRITE, community.id)


def _is_long(name: str, said: str) -> bool:
    """Tell whether an input needs several lines, so that what stands in it can be read without moving through it."""
    return name == "purpose" or len(said) > _ONE_LINE


def _unwritten(found: Shown) -> Message:
    community = found.community
    text = f"{title(community)} has no charter yet."
    if not found.is_member:
        return Message(text, [section(f"{text} Its members can write one."), actions(_join(community), all_of_them())])
    asked = f"{text} Would you like to say for whom it is, when it meets and how it decides what to propose?"
    about = button("About it", "community.about", community.id)
    return Message(asked, [section(f"📜 {asked}"), actions(write_charter(community), about)])


def _version(
    community: Community, one: Written, after: Written, names: Mapping[str, str], *, is_member: bool
) -> list[Block]:
    changed = ", ".join(_PARTS[part] for part in differences(one, after)) or "nothing in words"
    back = button("Bring it back", BRING_BACK, f"{community.id} {one.version}") if is_member else None
    name = inline_short(names.get(after.changed_by, "someone"), 120)
    return [
        section("\n".join(_lines(one)), accessory=back),
        context(f"Until {_when(after)}, when {name} changed {changed}."),
    ]


def _lines(charter: Charter) -> list[str]:
    aim = f"_We come together for {_AIMS_IN_A_LINE[charter.aim]}._"
    said = [inline_short(charter.purpose, 300)] if charter.purpose else []
    return [*said, aim, *charter_lines(charter)]


def _meanwhile(now: Written) -> list[Block]:
    """Say what the charter says by now, above what this person typed, which stays."""
    text = (
        "⚠️ Somebody changed the charter while you were writing. Nothing of yours or theirs is lost: below stands what "
        "you wrote, here what it says now. Keep yours, or put in what you want of theirs first."
    )
    return [section(text, block_id="meanwhile"), section("\n".join(_lines(now)), block_id="now"), divider()]


def _when(one: Written) -> str:
    return date(one.changed_at, "{date_short_pretty} at {time}", f"{one.changed_at:%Y-%m-%d %H:%M} UTC")


def _who_is_in(community: Community) -> str:
    if community.is_linked:  # a community is voluntary: who was in the channel before was not asked yet
        return "If you were here before, press *Join* to be in; whoever joins this channel from now on is in too."
    return "Who is in this channel is in the community."


def _join(community: Community) -> Block:
    return button("Join it", "community.join", community.id, style="primary")


def _write(community: Community, label: str) -> Block:
    return button(label, WRITE, community.id, style="primary")
