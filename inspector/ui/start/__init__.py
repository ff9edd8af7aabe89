"""The start screen: known servers, recent transcripts, a URL."""
