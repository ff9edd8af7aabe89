"""Small questions that lie over a screen."""
