"""Machinery that reads wordings: lexicons, spellings undone, stance, and whose words they are."""
