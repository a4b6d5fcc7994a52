"""Every picture is a PNG, light enough, the same for the same value, and takes any name."""

import warnings
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pictures import drawing
from pictures.values import Arrow, Bars, Charts, Grid, Matrix, Network, Node, Path, Picture, Shape, Stop

pytest.importorskip("matplotlib")
from PIL import Image  # it comes with matplotlib

from pictures import canvas, texts
from pictures.networks import in_ring

SHAPES = list(Shape)


def path(stops: int, name: str = "Heron") -> Path:
    return Path(
        f"#42 {name}",
        Node(name, Shape.TEAM),
        "learnt on 2 March 2026",
        tuple(Stop(Node(f"{name} {index}", SHAPES[index % 3]), "adopted on 3 March 2026") for index in range(stops)),
    )


def network(places: int, name: str = "Heron") -> Network:
    arrows = [Arrow(index, (index * 7 + 1) % places, index % 9 + 1) for index in range(places)]
    return Network(
        "How lessons travel",
        tuple(Node(f"{name} {index}", SHAPES[index % 3]) for index in range(places)),
        (*(arrow for arrow in arrows if arrow.start != arrow.end), Arrow(0, places - 1, 3, is_newest=True)),
        note="The 40 busiest of 90 are shown.",
    )


def charts(values: tuple[float | None, ...]) -> Charts:
    labels = tuple(f"2026 Q{index}" for index in range(len(values)))
    return Charts((Bars("Days", labels, values), Bars("Taken up", labels, values)), note="–: fewer than 5 lessons")


def matrix(rows: int, columns: int, name: str = "Heron") -> Matrix:
    return Matrix(
        "Which teams are in which community",
        tuple(f"{name} {row}" for row in range(rows)),
        tuple(f"{name} {column}" for column in range(columns)),
        tuple(tuple((row * 7 + column * 3) % 4 == 0 for column in range(columns)) for row in range(rows)),
        has_many=rows > 1,
        note="160 more teams stand in the words only." if rows > 30 else "",
    )


def grid(slots: int, name: str = "Which tests sleep, and what do you wait for?", spaces: int = 10) -> Grid:
    return Grid(
        name,
        tuple(f"{9 + slot}:00-{9 + slot}:45" for slot in range(slots)),
        tuple(f"{name} {space}" for space in range(spaces)),
        tuple(tuple(name if (slot + space) % 3 else "" for space in range(spaces)) for slot in range(slots)),
        "Times are those of UTC.",
    )


PICTURES: dict[str, Picture] = {
    "no stop": path(0),
    "one stop": path(1),
    "five stops": path(5),
    "forty stops": path(40),
    "two places": network(2),
    "five places": network(5),
    "forty places": network(40),
    "forty places and eighty ways": Network(
        "How lessons travel here",
        network(40).nodes,
        tuple(Arrow(index % 40, (index * index + 7) % 40, index % 6 + 1, index == 13) for index in range(80)),
    ),
    "long names": network(40, "n" * 3000),
    "charts": charts((1.0, None, 12.5)),
    "one team and one community": matrix(1, 1),
    "teams and no community": matrix(3, 0),
    "forty teams and thirty communities": matrix(41, 30),
    "teams with long names": matrix(12, 9, "n" * 3000),
    "charts of nothing": charts(()),
    "charts of nothing but gaps": charts((None, None)),
    "a slot in a space": grid(1, spaces=1),
    "twelve slots in ten spaces": grid(12),
    "a grid of long names": grid(3, "n" * 3000),
    "twenty quarters": charts(tuple(float(number) for number in range(20))),
}
NAMES = {
    "a formula": r"$\frac{1}{$ \undefined{} $$",
    "Chinese and Japanese": "契約テスト小组",
    "Arabic and Hebrew": "اختبار العقود מה למדנו",
    "emoji": "🎉👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "only what is not seen": "\u200b\u2060\ufeff\u202e",
    "nothing": "",
    "control characters": "a\x00b\x1bc\r\nd\u2028e",
    "marks": "e\u0301" * 200,
    "half a pair": "\ud83d x",
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_light_png_and_the_same_for_the_same_value(name: str) -> None:
    drawn = drawing.png(PICTURES[name])

    with Image.open(BytesIO(drawn)) as image:
        assert image.format == "PNG"
        assert image.width >= 400
    assert len(drawn) < 300_000
    assert drawing.png(PICTURES[name]) == drawn


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [path, network, grid])
def test_any_name_can_be_drawn(name: str, make: type) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a sign that no font has

        assert drawing.png(make(3, NAMES[name]))


def test_the_newest_is_in_colour_and_the_others_are_not() -> None:
    def colours(picture: Picture) -> set[object]:
        with Image.open(BytesIO(drawing.png(picture))) as image:
            return {colour for _, colour in image.convert("RGB").getcolors(maxcolors=100_000) or ()}

    nodes = (Node("a", Shape.TEAM), Node("b", Shape.TEAM), Node("c", Shape.TEAM))
    with_newest = Network("t", nodes, (Arrow(0, 1, 5, is_newest=True), Arrow(1, 2, 5)))

    assert any(_is_near(colour, (0xB3, 0x41, 0x0F)) for colour in colours(with_newest))
    assert any(_is_near(colour, (0xA9, 0xB3, 0xAF)) for colour in colours(with_newest))


def test_a_picture_that_is_too_heavy_becomes_smaller() -> None:
    sharp = drawing.png(network(40))

    lighter = canvas.png(network(40), most_bytes=len(sharp) - 1)

    assert len(lighter) < len(sharp)
    with Image.open(BytesIO(sharp)) as one, Image.open(BytesIO(lighter)) as other:
        assert other.width < one.width


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Kestrel", 10, "Kestrel"),
        ("  two \n words ", 20, "two words"),
        ("Contract testing", 9, "Contract…"),
        ("party 🎉\U0001fae0 people", 30, "party people"),
        ("\u200b", 5, "…"),
    ],
)
def test_names_are_one_short_line(text: str, limit: int, expected: str) -> None:
    drawn = texts.line(text, limit)

    assert drawn.replace("🎉 ", "") == expected  # some fonts have a 🎉
    assert len(drawn) <= limit


@settings(max_examples=200)
@given(text=st.text(), limit=st.integers(2, 60))
def test_any_text_fits(text: str, limit: int) -> None:
    drawn = texts.line(text, limit)

    assert 1 <= len(drawn) <= limit
    assert "\n" not in drawn


def test_one_that_stays_too_heavy_is_refused() -> None:
    with pytest.raises(drawing.TooHeavy):
        canvas.png(path(1), most_bytes=100)


def test_each_place_is_in_the_ring_once_beside_who_it_has_most_to_do_with() -> None:
    order = in_ring(5, [Arrow(0, 4, 9), Arrow(4, 2, 9), Arrow(1, 3, 1)])

    assert order == [0, 4, 2, 1, 3]


def _is_near(colour: object, wanted: tuple[int, int, int]) -> bool:
    return isinstance(colour, tuple) and all(abs(one - other) < 14 for one, other in zip(colour, wanted, strict=True))
