"""The rules: no Slack, no SQL, no clock, no environment, no event loop."""
