"""Which column of a roster's file is what: found by its name, in English, German and a few neighbours."""
# a refusal is named for what is the case, as in "NameTaken"

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from community.errors import CommunityError


class Column(StrEnum):
    """What a column can be."""

    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first name"
    LAST_NAME = "last name"
    TEAM = "team"
    PRODUCT_GROUP = "product group"
    CERTIFICATION = "certification"
    DATE = "date"


# Compared without case, accents, signs and numbers: "E-Mail-Adresse (1)" is "e mail adresse".
_CALLED: Mapping[Column, Sequence[str]] = {
    Column.EMAIL: (
        "e mail", "email", "mail", "email address", "e mail address", "mail address", "e mail adresse", "emailadresse",
        "mailadresse", "work email", "business email", "company email", "primary email", "user email", "email id",
        "participant email", "contact email", "firmen e mail", "geschaftliche e mail", "correo", "correo electronico",
        "courriel", "adresse e mail", "adresse electronique", "indirizzo email", "e mailadres", "e post",
    ),
    Column.NAME: (
        "name", "full name", "fullname", "display name", "person", "participant", "participant name", "employee",
        "employee name", "member", "vollstandiger name", "vor und nachname", "teilnehmer", "teilnehmername",
        "mitarbeiter", "nombre completo", "nom complet", "naam",
    ),
    Column.FIRST_NAME: (
        "first name", "firstname", "given name", "forename", "vorname", "nombre", "prenom", "nome", "voornaam",
    ),
    Column.LAST_NAME: (
        "last name", "lastname", "surname", "family name", "nachname", "familienname", "apellido", "apellidos", "nom",
        "cognome", "achternaam",
    ),
    Column.TEAM: ("team", "feature team", "team name", "teamname", "squad", "equipo", "equipe"),
    Column.PRODUCT_GROUP: (
        "product group", "productgroup", "product", "produktgruppe", "produkt", "requirement area", "area",
        "anforderungsbereich",
    ),
    Column.CERTIFICATION: (
        "certification", "certifications", "certificate", "certificates", "certification name", "certificate name",
        "certification type", "certificate type", "zertifikat", "zertifikate", "zertifizierung", "zertifizierungen",
        "qualification", "qualifikation", "course", "kurs", "less capability", "capability",
        "certificacion", "certificado", "certificat", "certificazione", "certificering",
    ),
    Column.DATE: (
        "date", "issued", "issue date", "issued on", "date issued", "valid from", "certified on", "certified since",
        "certification date", "certificate date", "awarded", "awarded on", "date of certification", "completed",
        "completed on", "completion date", "course date", "datum", "ausgestellt", "ausgestellt am", "ausstellungsdatum",
        "gultig ab", "gultig von", "zertifiziert am", "zertifiziert seit", "zertifizierungsdatum", "kursdatum",
        "fecha", "since", "seit",
    ),
}  # fmt: skip
_WHICH = {called: column for column, names in _CALLED.items() for called in names}
# Of these there may be several: "Certification 1", "Certification 2".
_SEVERAL = frozenset({Column.CERTIFICATION})
# Of several that could be it, the name that says more: "Certification" before "Course", "Team" before "Squad".
_RANK = {called: place for names in _CALLED.values() for place, called in enumerate(names)}

CERTIFICATIONS: Mapping[str, str] = {
    "clb": "CLB",
    "certified less basics": "CLB",
    "less basics": "CLB",
    "clp": "CLP",
    "certified less practitioner": "CLP",
    "certified less for practitioners": "CLP",
    "less practitioner": "CLP",
    "cle": "CLE",
    "certified less executive": "CLE",
    "certified less for executives": "CLE",
    "less executive": "CLE",
    "clc": "Certified LeSS Coach",
    "certified less coach": "Certified LeSS Coach",
    "less coach": "Certified LeSS Coach",
    "less certified coach": "Certified LeSS Coach",
}


class WrongColumn(CommunityError):
    """A column that was named isn't there."""

    def __init__(self, named: str, header: Sequence[str]) -> None:
        there = ", ".join(f"“{cell}”" for cell in header if cell)
        super().__init__(f"There is no column “{named}”, so nothing was stored. The file has {there}.")


class NoAddressColumn(CommunityError):
    """No column of the file holds e-mail addresses."""

    def __init__(self, header: Sequence[str]) -> None:
        there = ", ".join(f"“{cell}”" for cell in header if cell)
        super().__init__(
            "I can't tell which column has the e-mail addresses, and people are matched by them. Nothing was stored. "
            f"The file has {there}: say which one it is."
        )
        self.header = tuple(header)


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which columns are what, by their place in the header.

    `held` are columns named for a certification itself, such as "CLP", with a date or a "yes" in them.
    """

    header: tuple[str, ...]
    places: Mapping[Column, tuple[int, ...]] = field(default_factory=dict)
    held: Mapping[int, str] = field(default_factory=dict)

    @property
    def unused(self) -> Sequence[str]:
        """Give the names of the columns nothing is taken from."""
        used = {place for places in self.places.values() for place in places} | self.held.keys()
        return [name for place, name in enumerate(self.header) if name and place not in used]

    def named(self, column: Column) -> Sequence[str]:
        """Give the names of the columns that are this."""
        return [self.header[place] for place in self.places.get(column, ())]


def mapped(header: Sequence[str], chosen: Mapping[Column, str] | None = None) -> Mapped:
    """Find out which column is what; `chosen` names columns that were said to be it, "" that none is.

    Raises WrongColumn for a name that isn't there.
    """
    said = chosen or {}
    names = tuple(" ".join(cell.split()) for cell in header)
    taken = {column: _place(name, names) for column, name in said.items() if name}
    spoken_for = set(taken.values())
    found: dict[Column, list[int]] = {}
    for place, name in enumerate(names):
        column = _WHICH.get(bare(name))
        if column is not None and column not in said and place not in spoken_for:
            found.setdefault(column, []).append(place)
    places = {column: _best(column, at, names) for column, at in found.items()}
    places |= {column: (place,) for column, place in taken.items()}
    if Column.FIRST_NAME in places or Column.LAST_NAME in places:
        # "Name" beside "Vorname" is the family name.
        alone = places.pop(Column.NAME, ())
        if Column.LAST_NAME not in places and alone:
            places[Column.LAST_NAME] = alone
    used = {place for at in places.values() for place in at}
    held = {
        place: CERTIFICATIONS[bare(name)]
        for place, name in enumerate(names)
        if place not in used and bare(name) in CERTIFICATIONS
    }
    return Mapped(names, places, held)


def bare(name: str) -> str:
    """Give a name as it is compared: without case, accents, signs and numbers."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z]+", " ", plain).split())


def _place(name: str, names: Sequence[str]) -> int:
    wanted = " ".join(name.split()).casefold()
    for place, there in enumerate(names):
        if there.casefold() == wanted:
            return place
    raise WrongColumn(name, names)


def _best(column: Column, places: Sequence[int], names: Sequence[str]) -> tuple[int, ...]:
    """Give the one whose name says most; all of those with the best name where there may be several."""
    ranked = sorted(places, key=lambda place: (_RANK[bare(names[place])], place))
    if column not in _SEVERAL:
        return (ranked[0],)
    best = {"certification", "certifications", "certificate", "certificates", "zertifikat", "zertifikate"}
    several = [place for place in places if bare(names[place]) in best]
    return tuple(several) or (ranked[0],)
