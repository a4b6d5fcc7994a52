"""The edge: a Slack payload or a tick, one use case, one rendered answer."""
