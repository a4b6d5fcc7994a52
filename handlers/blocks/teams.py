"""How people say which team they are in: the window, the near names, the one soft question."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.spread import Answer
from community.teams import LABEL_LIMIT, Team
from handlers.blocks import menus
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
    plain,
    section,
    text_input,
)
from handlers.blocks.text import inline_short

SAY, NEAR, JOIN, START, LEAVE, CHOOSE = "team.say", "team.near", "team.join", "team.start", "team.leave", "team.choose"
NEW = "new"

_IN_MESSAGE = 40  # the labels of a menu count among the 12,000 characters of a message
_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer to a lesson that waits for its team."""

    number: int
    answer: Answer

    def __str__(self) -> str:
        return f"{self.number} {self.answer}"


def pending(value: str) -> Pending | None:
    """Give back what a button or an option carries, None when it is nothing."""
    number, _, answer = value.partition(" ")
    return Pending(int(number), Answer(answer)) if answer else None


def saying(current: Team | None, teams: Sequence[Team], *, typed: str = "", private_metadata: str = "") -> View:
    """Let a person say which team they are in, change it or leave it."""
    blocks: list[Block] = []
    if current is not None:
        leave = button("Leave my team", LEAVE)
        blocks.append(section(f"You are in team *{_label(current)}*.", accessory=leave))
    else:
        blocks.append(section("Teams learn, and teams take up what others learnt. Which one do you work in?"))
    if teams:
        blocks.append(input_block("team", "Your team", _menu("team", teams, current), is_optional=True))
    blocks.append(
        input_block(
            "label",
            "Another team" if teams else "Your team",
            text_input("label", initial=typed, max_length=LABEL_LIMIT, placeholder="Kestrel"),
            hint="The team's name as you say it. Only you can say which team you are in.",
            is_optional=bool(teams),
        )
    )
    if current is None:
        blocks.append(context("What you wrote down so far will say that this team learnt it."))
    return modal(
        callback_id=SAY,
        title="Your team",
        submit="That is my team",
        close="Not now",
        blocks=blocks,
        private_metadata=private_metadata,
    )


def near(label: str, teams: Sequence[Team], *, private_metadata: str) -> View:
    """Ask, before a second team of nearly the same name comes to be, which is meant."""
    options = [option(team.label, str(team.id)) for team in teams[:_SUGGESTED]]
    options.append(option(f"None of these: {label}", NEW))
    radio: Block = {"type": "radio_buttons", "action_id": "which", "options": options, "initial_option": options[0]}
    return modal(
        callback_id=NEAR,
        title="Your team",
        submit="That is my team",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"I know no team *{inline_short(label, 240)}* yet, only names like it."),
            input_block("which", "Which one is yours?", radio),
        ],
    )


def near_typed(label: str, teams: Sequence[Team]) -> Message:
    """Ask the same after a typed command."""
    text = f"I know no team *{inline_short(label, 240)}*, so nothing was changed. Did you mean one of these?"
    return Message(
        text,
        [
            section(text),
            *(section(f"Team *{_label(team)}*", accessory=button("That's mine", JOIN, team.id)) for team in teams),
            actions(button(f"Start {label}", START, label)),
        ],
    )


def joined(team: Team, before: Team | None) -> Message:
    """Confirm which team a person is in now."""
    if before is not None and before.id == team.id:
        text = f"You are in team *{_label(team)}*, as before."
    elif before is not None:
        text = f"You are in team *{_label(team)}* now. What you said for {_label(before)} stays with {_label(before)}."
    else:
        text = f"You are in team *{_label(team)}*. What you learn is shown as learnt there, and you can answer for it."
    return Message(text, [section(text), actions(button("Change it", SAY), button("Leave my team", LEAVE))])


def joined_to_adapt(team: Team, number: int) -> Message:
    """Confirm the team to who wanted to say how it adapted a lesson, with the way on."""
    text = f"You are in team *{_label(team)}*. How did you adapt lesson #{number}?"
    return Message(text, [section(text), actions(button("Say how", "spread.adapted", number, style="primary"))])


def left(team: Team | None) -> Message:
    """Confirm that a person is in no team."""
    if team is None:
        text = "You are in no team here, so nothing was changed."
    else:
        text = f"You are in no team now. What {_label(team)} learnt and said stays with {_label(team)}."
    return Message(text, [section(text), actions(button("Say my team", SAY))])


def ask(teams: Sequence[Team], waiting: Pending) -> Message:
    """Ask softly, once, which team somebody answers for."""
    text = f"Which team are you in? Then I note your answer to lesson #{waiting.number} for it. I won't ask again."
    choices: list[Block] = []
    if 0 < len(teams) <= _IN_MESSAGE:
        menu = _menu(CHOOSE, teams, None) | {"placeholder": plain("Choose your team")}
        menu["options"] = [chosen | {"value": f"{chosen['value']} {waiting}"} for chosen in menu["options"]]
        choices.append(menu)
    label = "Another team" if choices else "Say my team"
    return Message(text, [section(text), actions(*choices, button(label, SAY, str(waiting)))])


def needed(waiting: Pending) -> Message:
    """Tell who was asked before, and clicked now, that an answer belongs to a team."""
    text = f"An answer to lesson #{waiting.number} is a team's, and I don't know yours. Nothing was noted."
    return Message(text, [section(text), actions(button("Say my team", SAY, str(waiting)))])


def at_home(team: Team | None) -> list[Block]:
    """Give the part of the App Home that says which team a person is in."""
    if team is None:
        said = "You haven't said which team you work in. With it, what you learn can say where it was learnt."
        return [header("Your team"), section(said, accessory=button("Say my team", SAY)), divider()]
    change = button("Change it", SAY)
    return [header("Your team"), section(f"*{_label(team)}*", accessory=change), divider()]


def _menu(action_id: str, teams: Sequence[Team], chosen: Team | None) -> Block:
    options = [option(team.label, str(team.id)) for team in teams]
    current = next((given for given in options if chosen is not None and given["value"] == str(chosen.id)), None)
    # The one chosen comes first where not all fit, since Slack wants it among the options.
    ordered = options if current is None or len(options) <= menus.MOST else [current, *options]
    menu = menus.fill({"type": "static_select", "action_id": action_id}, ordered)
    return menu if current is None else menu | {"initial_option": current}


def _label(team: Team) -> str:
    return inline_short(team.label, 240)
