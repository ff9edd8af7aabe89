"""A connection to one server, and what can be asked of it."""
