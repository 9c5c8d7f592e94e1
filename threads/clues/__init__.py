"""The clues shelf (in the making)."""
