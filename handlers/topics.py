"""`/meetup topic`: what people want to talk about, and the agenda made of it."""

from handlers.table import Feature

FEATURE = Feature()
