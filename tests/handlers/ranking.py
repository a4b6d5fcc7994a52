"""What must stand on no surface: people listed or ranked by what they do, and numbers about fewer than five people."""

import re
from collections.abc import Iterator, Sequence

_PEOPLE = (
    r"(?:people|persons?|members?|coordinators?|mentors?|coach(?:es)?|newcomers?|participants?|attendees?|speakers?"
    r"|colleagues?|supporters?|teammates?|voices?)"
)
_DOINGS = (
    r"(?:lessons?|messages?|posts?|answers?|questions?|adoptions?|meetups?|visits?|reactions?|contributions?|points?"
    r"|times|marks?|shares?|comments?|likes?|%)"
)
# "1 to 9 people" begins with a small number and tells none; "#3 people" is a lesson's number.
_FEW = re.compile(
    rf"(?<![\w#.,:–-])[0-4](?: of(?: the)? \d+)?(?: \w+)? {_PEOPLE}\b|^\W*{_PEOPLE}\*?: \*?[0-4]\b(?![.:,]\d)",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"leader ?board|high ?score|\btop[ -](?:\d+|contributors?|posters?|members?|people|persons?|authors?|learners?)\b"
    r"|\bmost (?:active|helpful|prolific)\b(?! (?:team|communit))|\brank(?:s|ed|ing)?\b|🥇|🥈|🥉"
    r"|\battend(?:ed|ance)\b[^.\n]{0,40}\d",
    re.IGNORECASE,
)


def rows(shown: str) -> Sequence[str]:
    """Give what is shown as its lines: `shown` is the text of any value or of what is sent to Slack."""
    return [row for row in re.split(r"\\n|\n|(?:'|\")text(?:'|\"): |\btext=|<br>", shown) if row.strip()]


def problems(shown: str, names: Sequence[str], *, may_count: bool = False) -> Iterator[str]:
    """Give each line that tells a rank of people, what one of these names did by number, or a number about few.

    Where `may_count`, numbers about few people are right.
    """
    anyone = "(?:" + "|".join(map(re.escape, names)) + ")"
    # Between a name and what is counted about it stand a few words and no other sentence.
    near = r"[^.\n']{0,25}?"
    counted = re.compile(
        rf"{anyone}{near}(?<![#\d])\b\d+ ?{_DOINGS}(?!\w)"
        rf"|(?<![#\d])\b\d+ ?{_DOINGS} (?:by|from|of) {anyone}"
        rf"|{anyone}\*? ?(?:\(\d+\)|[:·–—|-] ?\*?\d+\*?(?=$|[,;)'\"]| ·))"
        rf"|'label': '{anyone}'[^}}]*'value'|(?:^|\s)\d+[.)] \*?{anyone}\b",
        re.IGNORECASE,
    )
    for row in rows(shown):
        for rule in (_RANKING, counted) if may_count else (_FEW, _RANKING, counted):
            if found := rule.search(row):
                yield f"{found[0]!r} in {row[:160]!r}"
    if chart := re.search(rf"'label': '{anyone}', 'value'", shown):
        yield f"{chart[0]!r} in a chart"
