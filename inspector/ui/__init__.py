"""The terminal interface, built with Textual."""
