"""A made-up corpus of any size, for figures of speed: events, articles and claims as the real ones are shaped, never as data."""
