from __future__ import annotations

import pytest

from threads.model import Case
from threads.reporting.intervals import wilson
from threads.reports import authors


def test_a_row_an_author_over_all_threads(quarrel: Case, quiet: Case) -> None:
    table = authors.report([quarrel, quiet])
    rows = {row["author"]: row for row in table.iter_rows(named=True)}
    assert set(rows) == {"Al", "Bo", "Cy"}, "the comment without a name is left out"
    al = rows["Al"]
    assert (al["comments"], al["threads"], al["flagged"], al["abuse"], al["conspiracy"]) == (3, 2, 2, 2, 0)
    assert (al["flagged_low"], al["flagged_high"]) == pytest.approx(wilson(2, 3))
    assert al["flagged_share"] == pytest.approx(2 / 3)
    assert al["mean_toxicity"] == pytest.approx((0.8 + 0.7 + 0.02) / 3)
    assert (rows["Cy"]["flagged"], rows["Cy"]["flagged_low"]) == (0, 0.0)


def test_who_was_answered_and_how(quarrel: Case, quiet: Case) -> None:
    rows = {row["author"]: row for row in authors.report([quarrel, quiet]).iter_rows(named=True)}
    assert (rows["Bo"]["replies_received"], rows["Bo"]["abusive_replies"], rows["Bo"]["abused_by"]) == (2, 2, 1)
    assert (rows["Al"]["replies_received"], rows["Al"]["abusive_replies"], rows["Al"]["abused_by"]) == (2, 1, 1)
    assert rows["Cy"]["replies_received"] == 0


def test_answers_to_oneself_do_not_count(quarrel: Case) -> None:
    alone = [comment.model_copy(update={"author": "Al"}) for comment in quarrel.thread.comments]
    case = quarrel.model_copy(update={"thread": quarrel.thread.model_copy(update={"comments": tuple(alone)})})
    assert authors.report([case])["replies_received"].to_list() == [0]


def test_one_flag_in_one_comment_does_not_outrank_many(make, quarrel: Case) -> None:
    # The same quarrel nine times: Al now has 18 of 18; a newcomer has one of one.
    newcomer = quarrel.thread.comments[1].model_copy(update={"author": "Di"})
    single = make("s", [(newcomer, quarrel.thread.links[0].model_copy(update={"comment_id": "c2"}), 0.9)])
    single = single.model_copy(update={"flags": quarrel.flags[:1]})
    assert authors.report([quarrel] * 9 + [single])["author"].to_list()[0] == "Al"


def test_nothing_gives_the_same_columns(bare: Case, quarrel: Case) -> None:
    assert authors.report([]).schema == authors.report([bare]).schema == authors.report([quarrel]).schema
