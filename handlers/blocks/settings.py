"""How the settings for everybody look: told in sentences, and as the form for admins."""

from dataclasses import dataclass

from community.digest import AT, MONDAY
from community.settings import FEWEST_DAYS, MOST_DAYS, PREFIX_LIMIT, MayCreate, Settings
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
    radios,
    section,
)
from handlers.blocks.parts import text_input as text_field
from handlers.blocks.schedule import HALF_HOURS, WEEKDAYS, menu

CHANGE = "settings.change"
SAVE = "settings.save"
UNFIT = "Choose a public channel that is there and isn't shared with another organisation."
_SENT_DAYS = 30

_MAY_CREATE = {
    MayCreate.EVERYBODY: "Everybody",
    MayCreate.ADMINS: "Admins of this workspace",
    MayCreate.NOBODY: "Nobody: communities meet in channels that are there already",
}


_HUB_DIGEST = (option("Yes", "yes"), option("No", "no"))
_MAY_PUBLISH = (option("Yes, when its members want to", "yes"), option("No", "no"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What was chosen; the emoji and the prefix are those in use, whoever chose them."""

    chosen: Settings
    capture_emoji: tuple[str, ...]
    channel_prefix: str


def overview(standing: Standing, *, is_admin: bool) -> Message:
    """Tell what is so for everybody."""
    blocks = [section("*What is so for everybody here*"), section("\n".join(_lines(standing)))]
    if is_admin:
        blocks.append(actions(button("Change it", CHANGE, style="primary")))
    else:
        blocks.append(context("Admins of this workspace can change it. What is so for you alone is in my App Home."))
    return Message("What is so for everybody here: how lessons are captured, when digests come, where I speak.", blocks)


def saved(standing: Standing) -> Message:
    """Confirm to an admin what holds from now on."""
    text = "Saved. It holds from now on; digests that were planned before keep their time."
    return Message(text, [section(text), section("\n".join(_lines(standing)))])


def not_joined(channel_id: str) -> Message:
    """Tell an admin that the bot could not join a channel they chose."""
    text = (
        f"Slack did not let me into <#{channel_id}>, so I can't post there yet. "
        "Invite me there with `/invite @Yokoten`, and what you chose works."
    )
    return Message(text, [section(text)])


def form(standing: Standing) -> View:
    """Make the modal in which an admin chooses."""
    chosen = standing.chosen
    at = chosen.digest_at or AT
    times = HALF_HOURS if at in HALF_HOURS else (at, *HALF_HOURS)
    weekday = MONDAY if chosen.digest_weekday is None else chosen.digest_weekday
    return modal(
        callback_id=SAVE,
        title="Settings for everybody",
        submit="Save",
        close="Cancel",
        blocks=[
            input_block(
                "emoji",
                "Emoji that capture a lesson",
                text_field("emoji", initial=" ".join(standing.capture_emoji), max_length=300),
                hint="Names with spaces between them. The first is the one I tell people about.",
                is_optional=True,
            ),
            input_block(
                "prefix",
                "Names of new channels begin with",
                text_field("prefix", initial=standing.channel_prefix, max_length=PREFIX_LIMIT),
                is_optional=True,
            ),
            input_block("may_create", "Who may let me make a channel", _radios("may_create", chosen.may_create)),
            input_block(
                "may_publish",
                "May communities publish lessons and meetups outside Slack",
                radios("may_publish", _MAY_PUBLISH, chosen="yes" if chosen.may_publish else "no"),
                hint="For whoever has the address, with /community publish. No ends what is published now, for good.",
            ),
            input_block(
                "weekday",
                "Digests of new communities come on",
                menu("weekday", [option(name, str(number)) for number, name in enumerate(WEEKDAYS)], str(weekday)),
                hint="Each community can choose another time with /community digest.",
            ),
            input_block("time", "At", menu("time", [option(f"{t:%H:%M}", f"{t:%H:%M}") for t in times], f"{at:%H:%M}")),
            input_block(
                "hub",
                "Where everybody hears what is looked for",
                _channel("hub", chosen.hub_channel),
                hint="A seat that is free, a component nobody teaches. I join the channel.",
                is_optional=True,
            ),
            input_block(
                "hub_digest",
                "A weekly digest of all communities there",
                radios("hub_digest", _HUB_DIGEST, chosen="yes" if chosen.hub_digest else "no"),
                hint="It comes on the day and at the time above, when there is something to say.",
            ),
            input_block(
                "supporters",
                "Where those are who can give time, a room or money",
                _channel("supporters", chosen.supporters_channel),
                hint="What communities ask for with /community ask is posted there. I join the channel.",
                is_optional=True,
            ),
            input_block(
                "retention",
                "Keep what I sent for this many days",
                text_field("retention", initial=str(chosen.retention_days or ""), max_length=3),
                hint=(
                    f"From {FEWEST_DAYS} to {MOST_DAYS}; {_SENT_DAYS} when you leave it empty. What I received "
                    f"goes after {FEWEST_DAYS} days. Lessons stay until somebody takes them back."
                ),
                is_optional=True,
            ),
        ],
    )


def _lines(standing: Standing) -> list[str]:
    chosen = standing.chosen
    emoji = " or ".join(f":{name}:" for name in standing.capture_emoji)
    weekday = WEEKDAYS[MONDAY if chosen.digest_weekday is None else chosen.digest_weekday]
    named = f"begin with `{standing.channel_prefix}`" if standing.channel_prefix else "have no beginning of their own"
    return [
        f"💡 {emoji} on a message captures a lesson.",
        f"#️⃣ Names of new channels {named}. Who may let me make one: {_may_create(chosen)}.",
        f"🗞 Digests of new communities come on {weekday} at {chosen.digest_at or AT:%H:%M}, in their own zone.",
        _looked_for(chosen.hub_channel),
        *_hub_digest(chosen),
        f"🤝 What communities ask for is posted in {_place(chosen.supporters_channel)}.",
        _published(is_allowed=chosen.may_publish),
        f"🧹 What I sent is kept for {chosen.retention_days or _SENT_DAYS} days, what I received for {FEWEST_DAYS}.",
    ]


def _may_create(chosen: Settings) -> str:
    told = _MAY_CREATE[chosen.may_create].partition(":")[0]
    return told[0].lower() + told[1:]


def _published(*, is_allowed: bool) -> str:
    if is_allowed:
        return "📡 Members of a community may publish its lessons and meetups for people outside Slack."
    return "📡 No community publishes anything outside Slack."


def _looked_for(channel_id: str | None) -> str:
    what = "what is looked for, such as somebody for a free seat"
    return f"📣 <#{channel_id}> hears {what}." if channel_id else f"📣 No channel is chosen to hear {what}."


def _hub_digest(chosen: Settings) -> list[str]:
    """Say whether all communities have a digest together, where a channel is chosen for it."""
    if chosen.hub_channel is None:
        return []
    if not chosen.hub_digest:
        return ["📰 No digest of all communities is posted there."]
    weekday = WEEKDAYS[MONDAY if chosen.digest_weekday is None else chosen.digest_weekday]
    return [f"📰 A digest of all communities is posted there on {weekday} at {chosen.digest_at or AT:%H:%M}."]


def _place(channel_id: str | None) -> str:
    return f"<#{channel_id}>" if channel_id else "their own channel"


def _radios(action_id: str, chosen: MayCreate) -> Block:
    options = {which: option(label, which.value) for which, label in _MAY_CREATE.items()}
    return {
        "type": "radio_buttons",
        "action_id": action_id,
        "options": list(options.values()),
        "initial_option": options[chosen],
    }


def _channel(action_id: str, chosen: str | None) -> Block:
    element: Block = {"type": "channels_select", "action_id": action_id}
    return element | {"initial_channel": chosen} if chosen else element
