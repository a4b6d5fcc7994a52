"""How a person's own digest looks: as it is sent, its preview, and the modal in which they choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from community.communities import Community
from community.components import Component
from community.lessons import Lesson
from community.personal_digest import MOST_CHOSEN, TAGS_LIMIT, PersonalDigest
from community.personal_gathering import Told
from community.tastes import OWN
from handlers.blocks.digest_entries import LESS, MORE, Place, entries, lesson, span, told, way
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
    overflow,
    radios,
    section,
    text_input,
)
from handlers.blocks.schedule import HALF_HOURS, WEEKDAYS, menu, spoken, when, zone_menu
from handlers.blocks.text import inline_short, short

SETTINGS, PREVIEW, MUTE, UNMUTE = "my_digest.settings", "my_digest.preview", "my_digest.mute", "my_digest.unmute"
ON, OFF = "on", "off"
_NAME = 60
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person chose, with the names of it; `communities` are all they could hear of."""

    one: PersonalDigest
    communities: Sequence[Community] = ()
    components: Sequence[Component] = ()

    @property
    def is_on(self) -> bool:
        """Tell whether it comes."""
        return self.one.schedule.next_at is not None


def post(said: Told, standing: Standing) -> Message:
    """Tell a person what is new for them, with the click that mutes it."""
    weekly = standing.one.schedule.weekly
    small = section(
        f"_This comes to you {spoken(weekly)}, since you asked for it. `/community my-digest` changes that._",
        accessory=button("Mute it", MUTE),
    )
    return Message(_told(said, weekly.zone), [*_entries(said, weekly.zone), small])


def preview(said: Told | None, standing: Standing) -> Message:
    """Show what would be sent to them now, and how to change when and of what."""
    if said is None:
        first = "There is nothing new for you at the moment, so no digest would be sent to you now."
        blocks: list[Block] = [section(first)]
    else:
        first = "This is what a digest of your own would say now. Only you see it."
        blocks = [section(first), divider(), *_entries(said, standing.one.schedule.weekly.zone), divider()]
    if standing.is_on:
        choices = [button("Change that", SETTINGS), button("Mute it", MUTE)]
    else:
        choices = [button("Send me one", SETTINGS, style="primary")]
    lines = f"{_comes(standing)}\n{_tells_of(standing)}"
    return Message(f"{first} {_comes(standing)}", [*blocks, section(lines), actions(*choices)])


def settings(standing: Standing, *own_zones: str) -> View:
    """Make the modal in which a person chooses when theirs comes and what it tells of."""
    one, weekly = standing.one, standing.one.schedule.weekly
    times = HALF_HOURS if weekly.at in HALF_HOURS else (weekly.at, *HALF_HOURS)
    blocks = [
        section(
            "What your communities learnt and plan, and what fits you from elsewhere, in one message to you alone."
        ),
        input_block("comes", "It comes", radios("comes", _COMES, chosen=ON)),
        input_block(
            "weekday",
            "On",
            menu("weekday", [option(day, str(at)) for at, day in enumerate(WEEKDAYS)], str(weekly.weekday)),
        ),
        input_block(
            "time", "At", menu("time", [option(f"{t:%H:%M}", f"{t:%H:%M}") for t in times], f"{weekly.at:%H:%M}")
        ),
        input_block("zone", "In the time zone", zone_menu("zone", weekly.zone, *own_zones)),
        *_several(
            "communities",
            "Of which of your communities",
            {community.id: community.topic for community in standing.communities},
            one.communities,
            hint="Leave it empty to hear of all you are in, now and later.",
        ),
        *_several(
            "components",
            "Of which components",
            {component.id: component.label for component in standing.components},
            one.components,
            hint="What others learnt about these parts of the system.",
        ),
        input_block(
            "tags",
            "Tags and words",
            text_input("tags", initial=" ".join(one.tags), placeholder="ci contract-testing", max_length=TAGS_LIMIT),
            hint="With spaces between them. Lessons with these words are looked for everywhere.",
            is_optional=True,
        ),
    ]
    return modal(callback_id=SETTINGS, title="A digest of your own", submit="Save", close="Cancel", blocks=blocks)


def settled(standing: Standing) -> Message:
    """Confirm what a person chose."""
    if not standing.is_on:
        text = "Your own digest is off. Nothing else changed, and `/community my-digest` switches it on again."
        return Message(text, [section(text)])
    text = f"{_comes(standing)} {_tells_of(standing)}"
    return Message(text, [section(text), actions(button("Show me what it would say now", PREVIEW))])


def muted() -> Message:
    """Tell a person that theirs comes no more, and undo it in one click."""
    text = "Muted: your own digest comes no more. What you chose is kept."
    return Message(text, [section(text, accessory=button("Undo", UNMUTE))])


def unmuted(standing: Standing) -> Message:
    """Tell that it comes again."""
    text = f"Undone. {_comes(standing)}"
    return Message(text, [section(text)])


_COMES = (option("Every week", ON), option("Not at the moment", OFF))


def _entries(said: Told, zone: str) -> list[Block]:
    place = Place(OWN, zone)
    news = said.news
    own = [_own(one, said.topics) for one in news.lessons]
    if (more := news.lessons_in_all - len(news.lessons)) > 0:
        own.append(context(f"and {more} more: `/lesson` and a word finds them."))
    rest = entries(replace(news, lessons=(), lessons_in_all=0), place)
    return [header(f"Your digest, {span(said.period, zone)}"), *own, *rest]


def _own(one: Lesson, topics: Mapping[int, str]) -> Block:
    topic = topics.get(one.number)
    where = f"{inline_short(topic, _NAME)} · " if topic else ""
    deeds = overflow(
        "digest.deeds",
        ("We'll try it", "spread.try", one.number),
        ("See it", "lesson.show", one.number),
        ("More like this", MORE, f"{one.number} {OWN}"),
        ("Less like this", LESS, f"{one.number} {OWN}"),
    )
    return section(f"💡 {where}{lesson(one)}{way(one)}", accessory=deeds)


def _told(said: Told, zone: str) -> str:
    return " ".join([f"Your digest, {span(said.period, zone)}.", *told(said.news)])


def _comes(standing: Standing) -> str:
    schedule = standing.one.schedule
    if schedule.next_at is None:
        return "No digest of your own is sent to you at the moment."
    return f"Your own digest comes {spoken(schedule.weekly)}, next: {when(schedule.next_at, schedule.weekly.zone)}."


def _tells_of(standing: Standing) -> str:
    one = standing.one
    topics = [community.topic for community in standing.communities if community.id in one.communities]
    labels = [component.label for component in standing.components if component.id in one.components]
    said = [f"of {_few(topics)}" if topics else "of all your communities"]
    said += [f"about {_few(labels)}"] if labels else []
    said += [f"and with the words {_few(one.tags)}"] if one.tags else []
    return f"It tells {', '.join(said)}."


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(inline_short(name, _NAME) for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _several(block_id: str, label: str, names: Mapping[int, str], chosen: Sequence[int], *, hint: str) -> list[Block]:
    """Make a menu of which several are chosen, of at most 100, those chosen first; nothing where there are none."""
    ordered = sorted(names, key=lambda id_: id_ not in chosen)[:100]
    if not ordered:
        return []
    options = {id_: option(short(names[id_], 75).strip() or "…", str(id_)) for id_ in ordered}
    element: Block = {
        "type": "multi_static_select",
        "action_id": block_id,
        "options": list(options.values()),
        "max_selected_items": MOST_CHOSEN,
    }
    if initial := [options[id_] for id_ in ordered if id_ in chosen]:
        element["initial_options"] = initial[:MOST_CHOSEN]
    return [input_block(block_id, label, element, hint=hint, is_optional=True)]
