"""Pictures: a value becomes the bytes of a PNG. Nothing of Slack, tables or rules is known here."""
