"""What MCP means: JSON-RPC, revisions, eras, headers, schemas, content. Pure: no sockets, files or event loop."""
