"""How each committed model was made: one command each, data named, seeds fixed."""
