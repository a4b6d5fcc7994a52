"""A Slack on this machine: Web API, Socket Mode, events over HTTP, and a page to use it."""
