"""What people are asked in private, once a quarter at most, and who said that it need not come again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the stores keep the values of this module, so at run time only one of the two can import the other
    from community.stores import Stores

QUARTER = timedelta(days=91)


class Asking(StrEnum):
    """Whether they would like to coordinate what they carry; whether who coordinates works in a team."""

    CARRYING = "carrying"
    PRACTISING = "practising"


@dataclass(frozen=True, slots=True)
class Asked:
    """When somebody was asked something last, and for which community if it was about one."""

    user_id: str
    at: datetime
    community_id: int | None = None


def may_ask(stores: Stores, user_id: str, about: Asking) -> bool:
    """Tell whether they never said that this question need not come again."""
    return user_id not in stores.asked.silent(about)
