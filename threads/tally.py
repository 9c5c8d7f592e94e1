"""What became of the documents of corpora: all that is kept of most of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Counts of documents; pages that are no part of a corpus are not counted."""

    passed_over: int = 0
    """Skipped at the gate: they cannot hold comments."""
    without_comments: int = 0
    """Read, and none found."""
    with_comments: int = 0
    """Read, and some found."""

    @property
    def documents(self) -> int:
        """All of them."""
        return self.passed_over + self.without_comments + self.with_comments

    def __str__(self) -> str:
        """One line for a person.

        >>> str(Tally(passed_over=2000, without_comments=7, with_comments=1))
        '2,008 documents: 2,000 skipped by the gate, 7 without comments, 1 with comments'
        """
        noun = "document" if self.documents == 1 else "documents"
        return (
            f"{self.documents:,} {noun}: {self.passed_over:,} skipped by the gate, "
            f"{self.without_comments:,} without comments, {self.with_comments:,} with comments"
        )
