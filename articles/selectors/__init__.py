"""Assembled reads: what a page or an answer shows, in a fixed number of queries whatever the length."""
