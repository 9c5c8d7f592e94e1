"""Machinery that writes reports: tables gathered from cases, drawings, the HTML page and the terminal summary."""
