"""Recorded traffic in the words of other programs."""
