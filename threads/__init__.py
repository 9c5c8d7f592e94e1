"""Rebuild who said what to whom from messy comment sections, and flag what needs a human eye.

>>> import threads
>>> threads.__version__
'0.1.0'
"""

from __future__ import annotations

__version__ = "0.1.0"
