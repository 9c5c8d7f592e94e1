"""One moderator's desk in the terminal: who said what to whom, what was flagged and why, and what is decided."""
