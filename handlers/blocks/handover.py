"""How a handover looks: what is open when a coordinator steps back, and the note they may leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.communities import Community
from community.digest import DigestSchedule
from community.meetups import Meetup
from community.seats import NOTE_LIMIT
from handlers.blocks import charters, proposals, resting
from handlers.blocks.communities import title
from handlers.blocks.digest import SETTINGS
from handlers.blocks.free_seats import MEANWHILE, would_like
from handlers.blocks.meetups import call_off
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
    quoted,
    section,
    text_input,
)
from handlers.blocks.schedule import spoken, when
from handlers.blocks.text import inline_short

NOTE = "seat.note"
POSTED, KEPT = "posted", "kept"
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Handover:
    """What is open; `proposals` are numbers of proposals with what each proposes."""

    community: Community
    is_free: bool
    meetups: Sequence[Meetup]
    proposals: Sequence[tuple[int, str]]
    digest: DigestSchedule | None


def stepped_back(found: Handover) -> Message:
    """Confirm that they stepped back, and show what is open, each with its next step; nobody is named."""
    community = found.community
    after = f"The seat is free, and I have told the channel. {MEANWHILE}" if found.is_free else "Others go on."
    text = f"You have stepped back from coordinating {title(community)}. Thank you! {after}"
    return Message(
        text,
        [
            section(text),
            divider(),
            section("*What you may like to hand over.* All of it can stay as it is."),
            *_meetups(found),
            *_proposals(found),
            _digest(found),
            section(
                "📜 What you agreed on, for whoever comes next, stands in the charter.",
                accessory=button("Charter", charters.SHOW, community.id),
            ),
            *_resting(found),
            section(
                "🤝 Whom to ask? Think of who planned a meetup, wrote down what they learnt or answered for their "
                "team, and speak with them in person. Nobody can be put here: each steps up by themselves."
            ),
            actions(
                button("Leave a note", NOTE, community.id),
                would_like(community.id, "Step up again"),
                button("About it", "community.about", community.id),
            ),
        ],
    )


def leaving_note(community: Community, *, words: str, private_metadata: str) -> View:
    """Let somebody who coordinated write down what the next one should know."""
    choices = [option("Keep it for whoever steps up next", KEPT), option("Post it in the channel now", POSTED)]
    radio: Block = {"type": "radio_buttons", "action_id": "where", "options": choices, "initial_option": choices[0]}
    return modal(
        callback_id=NOTE,
        title="A note for the next",
        submit="Leave it",
        close="Not now",
        private_metadata=private_metadata,
        blocks=[
            section(f"What should whoever cares for {title(community)} next know?"),
            input_block(
                "words",
                "Your note",
                text_input(
                    "words",
                    initial=words,
                    placeholder="What works well, what is half done, whom it helps to talk to",
                    is_multiline=True,
                    max_length=NOTE_LIMIT,
                ),
            ),
            input_block("where", "What becomes of it?", radio),
        ],
    )


def posted_note(community: Community, name: str, words: str) -> Message:
    """Show the note in the channel."""
    text = f"📝 {inline_short(name, 120)} leaves a note for whoever cares for {title(community)} next."
    return Message(text, [section(text), quoted(words, NOTE_LIMIT)])


def left_note(community: Community, *, is_posted: bool) -> Message:
    """Confirm what became of the note."""
    where = "posted in the channel" if is_posted else "kept, and shown to whoever steps up next"
    text = f"Your note for {title(community)} is {where}."
    return Message(text, [section(text)])


def _meetups(found: Handover) -> list[Block]:
    if not found.meetups:
        return [section("🗓 None of the coming meetups was planned by you.")]
    first = section("🗓 You planned these. They stay planned, and any member can call one off.")
    lines = [
        section(
            f"*{inline_short(meetup.title, 160)}*, {when(meetup.starts_at, meetup.zone)}", accessory=call_off(meetup)
        )
        for meetup in found.meetups[:SHOWN]
    ]
    return [first, *lines, *_more(len(found.meetups))]


def _proposals(found: Handover) -> list[Block]:
    if not found.proposals:
        return []
    lines = [
        section(
            f"*{inline_short(words, 160)}*",
            accessory=button("What teams say", proposals.READ, proposal_id),
        )
        for proposal_id, words in found.proposals[:SHOWN]
    ]
    return [section("📣 Proposed lately, and teams may still answer:"), *lines, *_more(len(found.proposals))]


def _digest(found: Handover) -> Block:
    if found.digest is None or found.digest.next_at is None:
        said = "📰 The digest is off."
    else:
        said = f"📰 The digest comes {spoken(found.digest.weekly)}, by itself."
    return section(said, accessory=button("Change that", SETTINGS, found.community.id))


def _resting(found: Handover) -> list[Block]:
    if not found.is_free:
        return []
    asked = {
        "title": {"type": "plain_text", "text": "Let it rest?"},
        "text": {"type": "plain_text", "text": "Its channel is told. It keeps everything, and anyone may wake it."},
        "confirm": {"type": "plain_text", "text": "Let it rest"},
        "deny": {"type": "plain_text", "text": "Not now"},
    }
    rest = button("Let it rest", resting.PUT_TO_REST, found.community.id) | {"confirm": asked}
    return [section("💤 Without anybody who cares it may rest for a while.", accessory=rest)]


def _more(count: int) -> list[Block]:
    return [context(f"and {count - SHOWN} more")] if count > SHOWN else []
