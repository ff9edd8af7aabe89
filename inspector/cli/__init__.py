"""The commands that run without a screen, one file each."""
