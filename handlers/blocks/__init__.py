"""What Slack shows: a value becomes a message, a modal or a Home view. Pure."""
