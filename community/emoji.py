"""Emoji by name: several names for one emoji, and skin tones, are the same mark."""

from collections.abc import Collection

# One emoji a line, all its names. Slack sends the name that was typed or picked, so ":thumbsup:" may come as "+1".
# Source: `short_names` in emoji.json of the npm package emoji-datasource 16.0.0, the set Slack itself is built on;
# MIT licence, Copyright (c) 2013 Cal Henderson. Emoji with a single name are left out.
_NAMES = """\
cn flag-cn
de flag-de
es flag-es
fr flag-fr
gb uk flag-gb
it flag-it
jp flag-jp
kr flag-kr
ru flag-ru
us flag-us
moon waxing_gibbous_moon
mostly_sunny sun_small_cloud
barely_sunny sun_behind_cloud
partly_sunny_rain sun_behind_rain_cloud
lightning lightning_cloud
tornado tornado_cloud
fried_egg cooking
runner running
izakaya_lantern lantern
bee honeybee
ladybug lady_beetle
dolphin flipper
feet paw_prints
facepunch punch
+1 thumbsup
-1 thumbsdown
shirt tshirt
mans_shoe shoe
man_and_woman_holding_hands woman_and_man_holding_hands couple
two_men_holding_hands men_holding_hands
two_women_holding_hands women_holding_hands
women-with-bunny-ears-partying woman-with-bunny-ears-partying
men-with-bunny-ears-partying man-with-bunny-ears-partying
boom collision
hankey poop shit
book open_book
memo pencil
hocho knife
middle_finger reversed_hand_with_middle_finger_extended
laughing satisfied
car red_car
the_horns sign_of_the_horns
crossed_fingers hand_with_index_and_middle_fingers_crossed
face_with_raised_eyebrow face_with_one_eyebrow_raised
star-struck grinning_face_with_star_eyes
zany_face grinning_face_with_one_large_and_one_small_eye
shushing_face face_with_finger_covering_closed_lips
face_with_symbols_on_mouth serious_face_with_symbols_covering_mouth
face_with_hand_over_mouth smiling_face_with_smiling_eyes_and_hand_covering_mouth
face_vomiting face_with_open_mouth_vomiting
exploding_head shocked_face_with_exploding_head
mrs_claus mother_christmas
phone telephone
medical_symbol staff_of_aesculapius
boat sailboat
email envelope
hand raised_hand
exclamation heavy_exclamation_mark
"""

_FIRST_NAME = {name: line.split()[0] for line in _NAMES.splitlines() for name in line.split()}


def canonical(name: str) -> str:
    """Give the one name an emoji goes by here: without colons and skin tone, its first name when it has several.

    A workspace's own emoji and unknown ones keep their name.
    """
    bare = name.strip().strip(":").partition("::")[0].casefold()
    return _FIRST_NAME.get(bare, bare)


def is_one_of(name: str, marks: Collection[str]) -> bool:
    """Tell whether this emoji is one of the marks, by whatever name and in whatever skin tone."""
    return canonical(name) in {canonical(mark) for mark in marks}
