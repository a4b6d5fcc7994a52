"""`/community find`: communities by topic, with what they are about, how alive, and which teams."""

from handlers.table import Feature

FEATURE = Feature()
