"""Drafting: what a message most likely says as a lesson, by plain rules; a person can change every part.

A message is taken apart only where it says itself where a part begins: by a heading ("What happened:", "Solution:"), or
by a sentence that nobody begins for another reason ("Next time …", "We learnt that …", "Tip: …"). "Because" is no such
word: what stands around it is one thought. Everything else is what was learnt, as it was written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from community.capture import beginning, says_something
from community.communities import Community
from community.fitting import fit, interests
from community.fitting import words_of as telling_words
from community.lessons import Kind, Words
from community.titles import TITLE_LIMIT, sentences, title_of

# A topic's word weighs 2, a purpose's 1: one word of a topic alone, such as "test", is in too many messages.
_FITS = 3
_LONG_ENOUGH = 5  # words; "thanks a lot, Ben!" tells nothing
_REQUEST = re.compile(
    r"(?:\b(?:please|pls|can you|could you|would you|will you)\s+)*"
    r"\b(?:remember|capture|keep|save|note)\s+(?:(?P<that>that)(?=\s+\w)|this|that|it)\b"
    r"(?:\s+(?:down|lesson|one|for (?:us|me|later)|as a lesson|please|pls|thanks|thank you))*",
    re.IGNORECASE,
)
_OPENING = " \t\n,:：–—-.!"
_OPENS = re.compile(r"\s*[:：](?![\w+'-]+:)|\s*[–—]|\s+-\s|\s*[.!]?[ \t]*\n")  # ":pray:" opens nothing
_READ_LIMIT = 6000  # of a message, for guesses; longer ones are logs


class Part(StrEnum):
    """A part of a lesson that a message can mark as such."""

    HAPPENED = "happened"
    LEARNT = "learnt"
    TO_TRY = "to_try"


_HEADINGS = {
    Part.HAPPENED: "what happened|context|situation|background|the problem|problem|symptoms?|the issue|issue",
    Part.LEARNT: (
        "what (?:we|i)(?: have|['’]ve)? learn(?:ed|t)|(?:our |my |key )?learnings?|"
        "(?:our |the )?lessons?(?: learn(?:ed|t))?|"
        "(?:key )?takeaways?|insights?|(?:the )?solution|(?:the )?fix|(?:the )?root cause|(?:the )?conclusion"
    ),
    Part.TO_TRY: (
        "what to try(?: next)?|to try|next time|next steps?|(?:our |my )?(?:recommendation|advice)s?|"
        "(?:pro |quick )?tips?|what you can do|what to do(?: instead)?"
    ),
}
_HEADING = {
    part: re.compile(
        rf"^[\s>#*_]*(?:{names})[*_]*(?:\s*[:：](?!/)[*_]*\s*(?P<rest>.*)|\s*)$",
        re.IGNORECASE,
    )
    for part, names in _HEADINGS.items()
}
_MARKED_TIP = r"(?:pro |quick )?tip\s*[:：](?!/)"
_TO_TRY = re.compile(
    rf"^(?:so,?\s+|and\s+)?(?:next time\b|in (?:the )?future\b|from now on\b|going forward\b|{_MARKED_TIP})",
    re.IGNORECASE,
)
_LEARNT = re.compile(
    r"^(?:so,?\s+|and\s+)?(?:(?:we|i)(?:['’]ve| have)?(?: just| finally)? learn(?:ed|t)(?: that\b|\s*[:：])|"
    r"what (?:we|i)(?:['’]ve| have)? learn(?:ed|t)\b|lessons? learn(?:ed|t)\b|(?:the )?lesson\s*[:：]|"
    r"(?:it )?turn(?:s|ed) out\b|(?:my |our |the )?takeaway\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"^{_MARKED_TIP}\s*", re.IGNORECASE)

# What speaks for a kind, a point each; the one with most points is meant, and with a tie none.
_SIGNS: Mapping[Kind, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{signs})\b", re.IGNORECASE)
    for kind, signs in {
        Kind.DEFINITION_OF_DONE: r"definition of done|dod",
        Kind.VISIT: (
            r"(?:we|i) visited|(?:our|my|a) visit|went to see|sat with|shadowed|"
            r"spent (?:a|the) (?:day|week|sprint) with"
        ),
        Kind.FAILURE: (
            r"outages?|incidents?|post-?mortem|went wrong|broke|broken|breaks|crash(?:ed|es)?|failed|failures?|"
            r"mistakes?|rolled back|data loss|was down"
        ),
        Kind.TOOL: (
            r"tools?|plug-?ins?|extensions?|command line|cli|linters?|vs ?code|vim|emacs|intellij|shortcut|scripts?|"
            r"docker|npm|pip|jupyter|excel"
        ),
        Kind.COMPONENT: r"components?|modules?|shared librar(?:y|ies)|our (?:\w+ )?(?:service|api|broker|database)",
        Kind.PRACTICE: (
            r"pair(?:ing| programming)|mob(?:bing| programming)|retros?|retrospectives?|code reviews?|tdd|test first|"
            r"trunk-based|stand-?ups?|working agreements?|we (?:now|always|never)"
        ),
    }.items()
}
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+\.\S+")
_WEIGHT = {Kind.DEFINITION_OF_DONE: 3}  # nobody says it by the way


@dataclass(frozen=True, slots=True)
class _Parts:
    happened: str = ""
    learnt: str = ""
    to_try: str = ""
    lead: str = ""  # what stands before the first heading


def draft(text: str, *, first: str = "", tags: Sequence[str] = ()) -> Words:
    """Give the lesson a message makes, without its community.

    `first` is what its thread's first message says when it is a reply: that is what happened. All texts are plain.
    """
    parts = _by_headings(text) or _by_cues(text, is_reply=bool(first)) or _Parts(learnt=text)
    return Words(
        title=_title(parts, is_reply=bool(first)),
        happened=beginning(_paragraphs(first, parts.lead, parts.happened)),
        learnt=beginning(parts.learnt),
        to_try=beginning(parts.to_try),
        kind=kind_of(text),
        tags=tuple(tags),
    )


def kind_of(text: str) -> Kind | None:
    """Say what a lesson is most likely about, by the words in it; None when nothing or several things speak for it."""
    read = _ADDRESS.sub(" ", text[:_READ_LIMIT])
    points = {kind: len(signs.findall(read)) * _WEIGHT.get(kind, 1) for kind, signs in _SIGNS.items()}
    best = max(points.values())
    likeliest = [kind for kind, count in points.items() if count == best]
    return likeliest[0] if best and len(likeliest) == 1 else None


def community_for(text: str, communities: Iterable[Community]) -> Community | None:
    """Give the community a text clearly belongs to by its words; None when none does, or several do."""
    words = telling_words(text[:_READ_LIMIT])
    scored = sorted(
        ((fit(interests(community), words), community) for community in communities), key=lambda one: -one[0]
    )
    if not scored or scored[0][0] < _FITS:
        return None
    is_alone = len(scored) == 1 or scored[1][0] < scored[0][0]
    return scored[0][1] if is_alone else None


def asked_for(text: str) -> str | None:
    """Give the words that a message to the bot asks it to remember, "" for what stands above it in the thread.

    None when it asks for something else. "Remember this" with words of its own is a lesson: behind a colon, a dash, a
    line break or "that", or when there are more of them than of courtesy.
    """
    found = _REQUEST.search(text)
    if found is None:
        return None
    before, behind = text[: found.start()].strip(" \t\n,;:–—-"), text[found.end() :]
    words = behind.strip(" \t\n,;:：–—-.!?")
    if says_something(words) and (found["that"] or _OPENS.match(behind)):
        own = f"{before}\n{behind.lstrip(_OPENING)}" if _tells(before) else behind.lstrip(_OPENING)
        return own.strip()
    left = f"{before}\n{words}".strip()
    return left if len(left.split()) >= _LONG_ENOUGH else ""


def meant(above: Sequence[str]) -> int:
    """Say which of the messages above "remember this" is meant, by its place in the thread.

    "This" is the last one that tells something: longer than a thank-you, and more than a question. When none does, the
    thread's first message. ValueError for no messages.
    """
    if not above:
        raise ValueError("nothing stands above")
    telling = [place for place, text in enumerate(above) if _tells(text)]
    return telling[-1] if telling else 0


def _tells(text: str) -> bool:
    return len(text.split()) >= _LONG_ENOUGH and not text.rstrip().endswith(("?", "？"))


def _by_headings(text: str) -> _Parts | None:
    """Part a message at its headings; None when it has none for what was learnt."""
    found: dict[Part | None, list[str]] = {}
    current: Part | None = None
    for line in text.splitlines():
        heading = _heading(line)
        if heading is not None:
            current, line = heading  # noqa: PLW2901  # what stands behind the heading is the part's first line
        found.setdefault(current, []).append(line)
    parts = {part: "\n".join(lines).strip() for part, lines in found.items()}
    is_clear = len(parts.keys() - {None}) > 1 or (None in parts and says_something(parts[None]))
    if not is_clear or not says_something(parts.get(Part.LEARNT, "")):
        return None
    return _Parts(
        happened=parts.get(Part.HAPPENED, ""),
        learnt=parts[Part.LEARNT],
        to_try=parts.get(Part.TO_TRY, ""),
        lead=parts.get(None, ""),
    )


def _heading(line: str) -> tuple[Part, str] | None:
    for part, heading in _HEADING.items():
        if (found := heading.match(line)) is not None:
            return part, found["rest"] or ""
    return None


def _by_cues(text: str, *, is_reply: bool) -> _Parts | None:
    """Part a message where a sentence says that another part begins; None when none does.

    What to try ends with its line. What happened stands before "we learnt that", but in a reply the thread's first
    message is what happened.
    """
    happened: list[str] = []
    learnt: list[str] = []
    to_try: list[str] = []
    for line in text.splitlines():
        kept, tried = _cut_at(line, _TO_TRY)
        before, since = _cut_at(kept, _LEARNT) if not is_reply and not happened else (kept, "")
        if since and says_something("\n".join([*learnt, before])):
            happened, learnt = [*learnt, before], [since]
        else:
            learnt.append(kept)
        to_try += [_LABEL.sub("", tried)] if tried else []
    said = "\n".join(learnt).strip()
    if not says_something(said) or not (happened or to_try):
        return None
    return _Parts("\n".join(happened).strip(), said, "\n".join(to_try).strip())


def _cut_at(line: str, cue: re.Pattern[str]) -> tuple[str, str]:
    """Cut a line before the first sentence that begins so: as it was written, without the blanks at the cut."""
    place = 0
    for sentence in sentences(line):
        place = line.index(sentence, place)
        if cue.match(sentence):
            return line[:place].rstrip(), line[place:].strip()
        place += len(sentence)
    return line, ""


def _title(parts: _Parts, *, is_reply: bool) -> str:
    """Give the title: a headline of its own that stands above the headings, else the first thing that was learnt."""
    has_headline = parts.lead and "\n" not in parts.lead and len(parts.lead) <= TITLE_LIMIT
    return title_of(parts.lead) if has_headline else title_of(parts.learnt, is_answer=is_reply)


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))
