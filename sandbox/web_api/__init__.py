"""Slack's Web API on this machine: `WebApi` answers a call, `routes` serves it at `/api/{method}`."""

from sandbox.web_api.dispatch import Answer, WebApi
from sandbox.web_api.http import routes

__all__ = ["Answer", "WebApi", "routes"]
