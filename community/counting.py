"""Which numbers about people may be told: one about very few would be about persons."""

FEWEST_PEOPLE = 5


def may_tell(people: int) -> bool:
    """Tell whether a number about so many people may be shown; smaller ones are withheld, with zero among them."""
    return people >= FEWEST_PEOPLE
