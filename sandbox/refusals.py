"""What people in the sandbox can't do, said in sentences that help."""

from collections.abc import Iterable
from difflib import get_close_matches

from sandbox.models import SlackError

# What Slack's clients say, or simply don't offer, where its API answers with a code.
_SENTENCES = {
    "account_inactive": "this account is deactivated and can't do anything",
    "already_archived": "the channel is archived already",
    "already_in_channel": "this person is in the channel already",
    "already_reacted": "this person put that emoji on the message already",
    "cannot_reply_to_message": "thread_ts is not the ts of a message that starts a thread",
    "cant_archive_general": "the general channel can't be archived",
    "cant_convert_general": "the general channel can't be made private",
    "cant_deactivate_bot": "the app's bot is no person and can't be deactivated",
    "cant_delete_message": "only its author, or an admin, can delete this message",
    "cant_leave_general": "nobody can leave the general channel",
    "cant_update_message": "only its author can edit this message",
    "canvas_not_found": "the channel has no canvas",
    "channel_not_found": "this person sees no such channel",
    "invalid_name": "that can't be the name of an emoji",
    "invalid_name_maxlength": "a channel's name has at most 80 characters",
    "invalid_name_punctuation": "a channel's name needs a letter or a digit",
    "invalid_name_required": "a channel needs a name",
    "invalid_name_specials": "a channel's name has only lower-case letters, digits, hyphens and underscores",
    "is_archived": "the channel is archived; nothing in it can be changed",
    "message_not_found": "there is no message with this ts",
    "method_not_supported_for_channel_type": "this can't be done with a conversation of this kind",
    "name_taken": "another channel has this name",
    "no_reaction": "this person has no such emoji on the message",
    "no_text": "a message needs a text",
    "not_archived": "the channel is not archived",
    "not_authorized": "the general channel keeps its name",
    "not_in_channel": "this person is not in the channel",
    "restricted_action": "this workspace lets only its admins create channels",
    "team_tier_cannot_create_channel_canvases": "a workspace on a free plan has no channel canvases",
}


class RefusedError(Exception):
    """Someone asked for what can't be done. The text is a sentence; `details` join it in the answer."""

    def __init__(self, sentence: str, *, status: int = 400, **details: object) -> None:
        super().__init__(sentence)
        self.status = status
        self.details = details

    @classmethod
    def of(cls, error: SlackError) -> "RefusedError":
        """Say a workspace's refusal in a sentence, with Slack's code beside it."""
        sentence = _SENTENCES.get(error.code, f"Slack refuses this with {error.code}")
        return cls(_as_sentence(sentence), code=error.code)


def unknown(what: str, given: str, known: Iterable[str]) -> RefusedError:
    """Refuse a name that nothing has, suggesting the nearest that something has, or naming the few there are."""
    names = sorted(set(known))
    by_folded = {name.casefold(): name for name in names}
    close = get_close_matches(given.lstrip("#@/").casefold(), by_folded, n=1, cutoff=0.5)
    hint = ""
    if close:
        hint = f" Did you mean {by_folded[close[0]]!r}?"
    elif 0 < len(names) <= 12:
        hint = f" There is: {', '.join(map(repr, names))}."
    return RefusedError(f"There is no {what} {given!r}.{hint}", status=404)


def _as_sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
