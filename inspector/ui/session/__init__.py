"""The session screen: what the server offers, what is asked, what comes of it, and the wire."""
