"""The models: what a text means, as numbers. No Slack, no SQL, no event loop."""
