"""Runs migrations on the connection that is given; there is no other way to run them."""

from alembic import context

from storage.stores import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
