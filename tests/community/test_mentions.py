import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.mentions import Mentioned, Place, mentioned

ADDRESS = "https://kestrel.slack.com/archives/C0COP/p1785000000000100"
THERE = Place("C0COP", "1785000000.000100")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see lesson #42", Mentioned((), (42,), ())),
        ("Lessons #42, and #7 too", Mentioned((), (42,), (7,))),
        ("#42 saved us", Mentioned((), (), (42,))),
        ("(#42)", Mentioned((), (), (42,))),
        ("#42 and #42 and lesson #42", Mentioned((), (42,), (42,))),
        (f"look: <{ADDRESS}>", Mentioned((THERE,), (), ())),
        (f"look <{ADDRESS}?thread_ts=1784999999.000100&amp;cid=C0COP|here>", Mentioned((THERE,), (), ())),
        # What is something else's number, an address, a heading or code.
        ("PR #42, issue #43, MR: #44, Pull request #45", Mentioned((), (), ())),
        ("org/repo#42 and &#42; and ##42 and #42nd #42-fix", Mentioned((), (), ())),
        ("#0 #012 #1234567890 # 42", Mentioned((), (), ())),
        ("`lesson #42` and ```\n#42\n``` <https://x.example/#42|#42>", Mentioned((), (), ())),
        ("&gt; lesson #42\nI doubt that", Mentioned((), (), ())),
        ("<#C0COP|birds> <@U0BEN> lesson 42", Mentioned((), (), ())),
        (f"{ADDRESS} <https://kestrel.slack.com/archives/C0COP>", Mentioned((), (), ())),
        ("", Mentioned((), (), ())),
    ],
)
def test_what_a_message_speaks_of(text: str, expected: Mentioned) -> None:
    assert mentioned(text) == expected


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("#123 <>|`&;/pC")), max_size=300))
def test_any_message_can_be_read(text: str) -> None:
    assert all(number > 0 for number in (*mentioned(text).numbers, *mentioned(text).bare))
