"""What the screens are made of: each is handed frozen values and posts what happened."""
