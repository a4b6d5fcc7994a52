"""`/community merge`: two communities that want to be one."""

from community.agreements import Agreement, Standing
from community.stores import Stores
from handlers.deps import Deps
from handlers.table import Feature


def follow(stores: Stores, question: Agreement, standing: Standing, deps: Deps) -> bool:
    raise NotImplementedError


FEATURE = Feature()
