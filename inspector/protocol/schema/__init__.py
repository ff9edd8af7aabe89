"""What a JSON Schema says: the form it draws, the values that fit it, and the verdict on a value."""
