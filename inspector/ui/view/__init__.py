"""Viewers: text, JSON, bytes and pictures of any size, drawn only where they can be seen."""
