"""Extraction: bytes and text in, frozen values out. Pure Python, no Django, clock, network or globals."""
