"""The only sockets: the recording transport and Streamable HTTP on top of it."""
