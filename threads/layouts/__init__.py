"""The layouts shelf (in the making)."""
