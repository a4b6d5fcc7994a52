"""Questions: whether somebody asked something that another team may have learnt before."""

import re

from community.fitting import words_of

_TELLING_WORDS = 3
_LONGEST = 2_000  # characters; who writes more is telling a story, and its question stands somewhere in it

_LINK = re.compile(r"https?://\S+|www\.\S+")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTE = re.compile(r"^\s*>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]*\?+")
# What asks people for their time, their company or a yes, and not for what they know.
_IN_PASSING = re.compile(
    r"""^\W*(?:(?:and|so|ok|hey|hi|hello|all|team|folks|everyone|guys)\W+)*
    (?: (?:who|anyone|anybody|someone|somebody)\W+(?:(?:is|are)\W+)?
        (?:wants?|up|in|free|around|coming|joining|interested|there|here|hungry|has\W+(?:time|a\W+minute))\b
      | (?:can|could|shall|should|may)\W+(?:we|i|you)\W+
        (?:meet|move|start|postpone|reschedule|review|approve|merge|join|call|talk|have\W+a\W+look|take\W+a\W+look)\b
      | (?:what\W+time|when\W+(?:is|are|do\W+we|shall\W+we)|where\W+(?:is|are)\W+(?:everyone|everybody|you))\b
      | how\W+(?:are|is)\W+(?:you|everyone|everybody|it\W+going)\b
      | (?:right|really|ok|okay|agreed|sounds\W+good|lunch|coffee|makes\W+sense)\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)


_TAG = re.compile(r",\s*(?:right|ok|okay|no|yes|correct|agreed|huh)\s*$", re.IGNORECASE)


def is_question(text: str) -> bool:
    """Tell whether a message asks for what others may know; code, quotations and links in it don't count.

    It takes a sentence with a question mark and three words that say what it is about. Questions in passing, such as
    "Who is up for lunch?" or "Can we move the review?", are none.
    """
    if not text or len(text) > _LONGEST:
        return False
    plain = _QUOTE.sub(" ", _CODE.sub(" ", _LINK.sub(" ", text)))
    asked = [found[0].strip() for found in _SENTENCE.finditer(plain)]
    return any(_asks_for_knowledge(sentence) for sentence in asked) and len(words_of(plain)) >= _TELLING_WORDS


def _asks_for_knowledge(sentence: str) -> bool:
    words = sentence.rstrip("?")
    return not _TAG.search(words) and not _IN_PASSING.match(words) and bool(words_of(words))
