from threads.tally import Tally


def test_it_counts_every_document_once():
    tally = Tally(passed_over=3, without_comments=2, with_comments=1)
    assert tally.documents == 6
    assert str(tally) == "6 documents: 3 skipped by the gate, 2 without comments, 1 with comments"
    assert str(Tally(passed_over=1)).startswith("1 document: ")
