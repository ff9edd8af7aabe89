"""The form made from a schema, and the same arguments as raw JSON."""
