"""What happened: events, the transcript, and folds over it. Standard library only."""
