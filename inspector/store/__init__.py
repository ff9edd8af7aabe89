"""The only files: settings, known servers, saved transcripts, themes."""
