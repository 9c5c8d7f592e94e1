"""What fills the terminal: the review screen, and the help over it."""
