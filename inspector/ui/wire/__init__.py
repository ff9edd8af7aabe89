"""The wire: one line for every exchange and message."""
