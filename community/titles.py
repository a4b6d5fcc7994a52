"""Titles: a lesson's first sentence, without what only leads up to it."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

TITLE_LIMIT = 80
_READ_LIMIT = 3000
_SHORTEST_SENTENCE = 12  # "Wow!" or "Small thing." is no title: the next sentence joins it

_FENCE = re.compile(r"```(?:\w*\n)?(?P<code>.*?)(?:```|\Z)", re.DOTALL)
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*(?:https?|mailto):[^)\s]*\s*\)")
_LINK_BEHIND_WORDS = re.compile(r"\s*\((?:https?://|mailto:)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")
_LINK = re.compile(r"<?\b(?:https?://(?:www\.)?(?P<host>[^\s<>/?#:]*)|mailto:)[^\s<>]*>?")
_PAIRED_MARKS = re.compile(r"(?<![\w*_~`])(\*\*|__|~~|\*|_|~|`)(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
_EMOJI_BEHIND = re.compile(r"(?:\s+(?::[a-z0-9_+'-]+:)+)+$")
_STRAY_FENCE = re.compile(r"`{2,}")

_LIST_MARK = re.compile(
    r"""^(?:
        [>|]+ | \#{1,6}(?=\s) | [-*+•‣◦▪–—](?=\s) | \(?\d{1,3}[.)](?=\s) | [a-zA-Z][.)](?=\s) | \[[ xX✓]?\](?=\s)
      | :[a-z0-9_+'-]+:(?::skin-tone-\d:)? | @(?:here|channel|everyone)\b[,:!]? | @[\w.'-]+[,:](?=\s)
    )\s*""",
    re.VERBOSE,
)
_GREETING = re.compile(
    r"^(?:hi|hey|hello|hiya|good\ morning|morning|moin|hallo|servus|salut|bonjour|hola)"
    r"(?:\s+(?:all|everyone|everybody|folks|team|there|friends|people|guys|colleagues|y['’]all|together|"
    r"zusammen|alle|tous|todos|@[\w.'-]+))*"
    r"(?:\s*[,!.:]+(?=\s|$)|\s*[–—]|\s+-(?=\s)|\s*$)\s*",
    re.IGNORECASE,
)
# These are never the beginning of a sentence of their own, so they need no mark behind them.
_LEAD_IN = re.compile(
    r"^(?:til|fyi|psa|tl;?dr|today\s+(?:i|we)\s+(?:have\s+)?learn(?:ed|t)|heads?[\s-]up|note\s+to\s+self|"
    r"lessons?\s+learn(?:ed|t)|(?:was|heute|wieder\s+was)\s+gelernt|aujourd['’]hui\s+j['’]ai\s+appris|hoy\s+aprendí)"
    r"(?:\s*[:,–—.!-]+(?=\s|$)|\s+that\b|\s+dass\b|\s+que\b|(?=\s|$))\s*",
    re.IGNORECASE,
)
# These are ordinary words too ("Lesson plans help"), so only a colon or a dash makes them a lead-in.
_MARKED_LEAD_IN = re.compile(
    r"^(?:(?:our|my|a|the|new|quick|pro|small|little|key|main|today['’]s|big)\s+){0,2}"
    r"(?:lessons?|learnings?|learned|learnt|tips?|notes?|reminders?|takeaways?|insights?|hints?|warning|caution|"
    r"important|update|info|summary|conclusion|gelernt|merke|tipp|hinweis|wichtig|achtung|erkenntnis|leçon|astuce|"
    r"lección|consejo)(?:\s+of\s+the\s+day)?(?:\s*[:：](?!/)|\s+[–—-](?=\s)|\s*[–—])\s*",
    re.IGNORECASE,
)

# "We learnt a lot" is a sentence of its own, so a "that", a colon or a dash must follow.
_WE_LEARNT = re.compile(
    r"^(?:so\s+|and\s+)?(?:what\s+)?(?:we|i)(?:['’]ve|\s+have)?(?:\s+(?:just|finally))?\s+learn(?:ed|t)"
    r"(?:\s*,?\s+that\b|\s*[:：](?!/)|\s+[–—-](?=\s))\s*",
    re.IGNORECASE,
)
_LEAD_INS = (_LIST_MARK, _GREETING, _LEAD_IN, _MARKED_LEAD_IN, _WE_LEARNT)
_VOWELS = frozenset("aeiouy")

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？｡]+[」』”）]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|excl|no|nr|fig|dr|mr|mrs|ms|prof|st|jr|inc|ltd|z\.\s?b|d\.\s?h|"
    r"u\.\s?a|bzw|ca|ggf|evtl|usw|p\.\s?ex|[^\W\d_]|\d{1,2})\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 16  # more than any has, with what stands before it
_TRAILING = " \t.。｡:：;,–—-"

# Zero-width joiner and no-break characters hold an emoji or a letter together with what comes before it.
_JOINER = "\u200d"


def title_of(text: str, *, is_answer: bool = False) -> str:
    """Give a title of at most 80 characters on one line: the first sentence, without lead-ins, links and markup.

    Of an answer, a question it begins with is only its title when it says nothing else. A text that is only code, links
    or signs gives its own beginning; a text without any visible character gives "".
    """
    text = text[:_READ_LIMIT]
    prose = _FENCE.sub("\n", text)
    statements = (sentence for sentence in _sentences(prose) if not _asks(sentence)) if is_answer else ()
    candidates = chain(statements, _sentences(prose), _code(text), text.splitlines())
    return next((_cut(title) for title in map(_tidy, candidates) if title), "")


def sentences(line: str) -> Iterator[str]:
    """Give the sentences of one line, each with its end; one too short to stand alone belongs to the next."""
    start = 0
    for end in _SENTENCE_END.finditer(line):
        sentence = line[start : end.end()].strip()
        if len(sentence) >= _SHORTEST_SENTENCE and not _ABBREVIATION.search(sentence[-_LONGEST_ABBREVIATION:]):
            yield sentence
            start = end.end()
    if rest := line[start:].strip():
        yield rest


def _sentences(text: str) -> Iterator[str]:
    """Give the sentences of each line that says something, without what leads up to them."""
    is_led_up_to = False
    for line in text.splitlines():
        # Twice: a lead-in may stand in front of the markup, as in "> *TIL*", and inside it, as in "*TIL: …*".
        unmarked = _without_markup(_without_lead_in(line))
        words = _without_lead_in(unmarked)
        is_led_up_to = is_led_up_to or words != _without_markup(line)
        if not _says_something(words):
            continue
        for sentence in sentences(words):
            yield _bare(_capitalised(sentence) if is_led_up_to else sentence)
            is_led_up_to = False


def _asks(sentence: str) -> bool:
    return sentence.endswith(("?", "？"))


def _code(text: str) -> Iterator[str]:
    return (line for found in _FENCE.finditer(text) for line in found["code"].splitlines() if line.strip())


def _without_lead_in(line: str) -> str:
    """Take off list marks, greetings and lead-ins, in whatever order and number they come."""
    left = line.strip()
    while True:
        taken = _without_signs(left)
        for lead_in in _LEAD_INS:
            taken = lead_in.sub("", taken, count=1)
        if taken == left:
            return left
        left = taken


def _without_signs(line: str) -> str:
    """Take off emoji that stand in front; they are signposts, and a title that is only emoji keeps them elsewhere."""
    left = line
    while left and (unicodedata.category(left[0]) in {"So", "Sk", "Mn", "Me", "Cf"} or left[0].isspace()):
        left = left[1:]
    return left


def _without_markup(line: str) -> str:
    line = _MARKDOWN_LINK.sub(r"\1", line)
    line = _LINK_BEHIND_WORDS.sub("", line)
    line = _LINK.sub(_host if _says_something(_LINK.sub(" ", line)) else " ", line)
    line = _STRAY_FENCE.sub(" ", line)
    while (plainer := _PAIRED_MARKS.sub(r"\2", line)) != line:
        line = plainer
    return " ".join(line.split())


def _host(link: re.Match[str]) -> str:
    """Give the site's name where a sentence needs it; in front, or behind a colon or a full stop, none does."""
    before, after = link.string[: link.start()].rstrip(), link.string[link.end() :].strip()
    is_beside = not before or (not after and before[-1] in ":.!?,;–—-")
    return " " if is_beside else link["host"] or " "


def _says_something(words: str) -> bool:
    return any(character.isalnum() for character in words)


def _bare(sentence: str) -> str:
    """Give a sentence without its full stop and without the emoji behind it."""
    return _EMOJI_BEHIND.sub("", sentence).rstrip(_TRAILING)


def _capitalised(sentence: str) -> str:
    """Let a sentence that followed "TIL:" begin like one, unless its first word is a name: npm, k8s, foo.py."""
    word = sentence.partition(" ")[0].rstrip(",:;.!?’'")
    is_ordinary = word.isalpha() and word.islower() and (not word.isascii() or not _VOWELS.isdisjoint(word))
    return sentence[0].upper() + sentence[1:] if is_ordinary else sentence


def _tidy(line: str) -> str:
    """Give the line without control characters and without marks that turn the direction of what follows."""
    kept = "".join(" " if character.isspace() else character for character in line if not _is_unwelcome(character))
    return " ".join(kept.split())


def _is_unwelcome(character: str) -> bool:
    turns_direction = "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return turns_direction or (unicodedata.category(character) in {"Cc", "Cs"} and not character.isspace())


def _cut(title: str) -> str:
    """Give the title in at most 80 characters, cut between words when it can, never inside an emoji or a letter."""
    if len(title) <= TITLE_LIMIT:
        return title
    end = TITLE_LIMIT - 1
    while end > 1 and (_holds_on(title[end]) or title[end - 1] == _JOINER):
        end -= 1
    kept = title[:end]
    if not title[end].isspace() and " " in kept[-30:]:
        kept = kept.rsplit(" ", 1)[0]
    return f"{kept.rstrip(' ,;:–—-(')}…"


def _holds_on(character: str) -> bool:
    """Tell whether this character belongs to the one before it: an accent, a joiner, a variant or a skin tone."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"} or "\U0001f3fb" <= character <= "\U0001f3ff"
