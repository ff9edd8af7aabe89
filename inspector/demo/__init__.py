"""The built-in demo server, run as a child process (extra `demo`)."""
