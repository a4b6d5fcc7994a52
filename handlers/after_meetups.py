"""After a meetup: what did we learn?"""

from handlers.table import Feature

FEATURE = Feature()
