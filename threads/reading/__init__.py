"""Machinery that reads pages: lines, headers, names, times and words that pages use, and comments in the making."""
