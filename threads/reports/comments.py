"""One row a comment, in reading order: who, when, what, in answer to whom, and how it was judged.

thread_number        u32        place of its thread among the inputs, from 1; ``thread_id`` repeats where one page
                                was given twice, this never does
thread_id, source    str
position             u32        place on its page, from 1
comment_id           str        unique within the thread
parent_id            str        null: it starts its own thread
depth                u32        0: it starts its own thread
descendants          u32        comments below it, at any depth
author               str        null: the page lost the name
posted_at            datetime   UTC; null: the page shows no absolute time
time_text            str        the time as the page shows it
text                 str        its own words
status               str        visible, deleted, removed or empty
line                 u32        its first line on the page, from 1
language             str        ISO 639-1; null: too few words to tell
language_confidence  f64        a share
link_confidence      f64        how sure its parent is, a share
evidence             list[str]  the clues that link rests on, strongest first
toxicity, severe_toxicity, obscene, threat, insult, identity_attack, sexual_explicit
                     f64        shares; null: the scorer abstains or its model lacks the label
flags                u32        how many flags it has
abuse, conspiracy    bool       whether a flag of that kind is among them
flag_labels          list[str]
decision             str        the moderator's action in force; null: none yet
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from threads.model import Case
from threads.reporting import comment_table

if TYPE_CHECKING:
    import polars


def report(cases: Iterable[Case], *, first_number: int = 1) -> polars.DataFrame:
    """The table above; ``first_number`` is the ``thread_number`` of the first case."""
    return comment_table.table(cases, first_number=first_number)
