"""`/community ask`: time, a room, money or a speaker, asked of those who can give it."""

from handlers.table import Feature

FEATURE = Feature()
