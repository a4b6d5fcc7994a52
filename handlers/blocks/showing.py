"""What stands in the place of a picture that could not be shown, and what is common to charts of Slack's own."""

from collections.abc import Mapping, Sequence

from handlers.blocks.parts import Block, Message, section


def no_picture(what: str) -> Message:
    """Say calmly that a picture could not be handed over; `what` says which, such as "lesson #42"."""
    text = (
        f"I could not hand you the picture of {what}: Slack did not take it. My answer above says the same in words; "
        "ask again a little later for the picture."
    )
    return Message(text, [section(text)])


def chart(title: str, unit: str, series: Mapping[str, Sequence[tuple[str, float]]]) -> Block:
    """Make bars side by side of labels and their numbers; every series has the same labels, each once.

    Every label needs a number in each series, so what is withheld has to be left out by the caller.
    Source: docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
    """
    points = {name: [{"label": label, "value": value} for label, value in own] for name, own in series.items()}
    labels = [point["label"] for point in next(iter(points.values()))]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {
            "type": "bar",
            "series": [{"name": name, "data": own} for name, own in points.items()],
            "axis_config": {"categories": labels, "y_label": unit},
        },
    }
