"""Preparing a design workshop: its thread is opened, and its component's mentors are told."""

from datetime import datetime

from community import rooms, workshops
from community.meetups import Meetup
from community.stores import Stores
from handlers import deliveries
from handlers.blocks import workshops as blocks


def prepare(stores: Stores, meetup: Meetup, now: datetime) -> None:
    """Open an announced workshop's thread and tell its component's mentors, once; nothing for any other meetup."""
    component = workshops.component_of(stores, meetup)
    if component is None or meetup.cancelled_at is not None or not stores.workshops.prepare(meetup.id):
        return
    opened = deliveries.post(meetup.channel_id, blocks.thread(component), thread_ts=meetup.announced_ts)
    stores.outbox.put(opened, now=now)
    if rooms.closed_in(stores, meetup.channel_id) is not None:
        return  # a mentor who isn't in there hears nothing of it outside
    for mentor in stores.mentors.of(component.id):
        if mentor.user_id != meetup.planned_by:
            stores.outbox.put(deliveries.post(mentor.user_id, blocks.invitation(component, meetup)), now=now)
