"""Fetching: how feeds and calendars of the public web are read without harm. No Slack, no SQL."""
