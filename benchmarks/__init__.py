"""Measurements: how well pages are read, how surely, how fast. Floors in floors.toml may rise and never fall."""
