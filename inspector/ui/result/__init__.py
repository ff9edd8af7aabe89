"""What came of a call: progress, contents, structured content with its verdict, errors."""
