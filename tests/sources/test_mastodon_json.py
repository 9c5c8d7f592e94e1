import json

import pytest

from tests.sources import samples
from tests.sources.samples import status
from threads.sources import mastodon_json

ROOT = status("1", None, "otter", "Is it open?", 1_600_000_000)
OWN = status("2", "1", "nan", "It is.", 1_600_000_060)
BELOW = [status("3", "2", "heron", "Good.", 1_600_000_120), status("4", "3", "nan", "Yes.", 1_600_000_180)]
CONTEXT = {"ancestors": [ROOT], "descendants": BELOW}


def pages_of(value):
    return list(mastodon_json.read(json.dumps(value).encode(), "in"))


@pytest.mark.parametrize(
    "value",
    [
        {"status": OWN, **CONTEXT},
        {"status": OWN, "context": CONTEXT},
        {**OWN, "context": CONTEXT},
        [ROOT, OWN, *BELOW],
        [{"ancestors": [ROOT], "descendants": []}, OWN, {"ancestors": [], "descendants": BELOW}],
    ],
    ids=range(5),
)
def test_a_context_with_its_status(value):
    assert mastodon_json.matches(json.dumps(value).encode(), "x") > 0.8
    (page,) = pages_of(value)
    assert [(found.id, found.parent_id) for found in page.blocks] == [("1", None), ("2", "1"), ("3", "2"), ("4", "3")]
    assert page.url == "https://pond.example/@otter/1"


def test_a_context_without_its_status_is_one_page_with_a_gap():
    (page,) = pages_of(CONTEXT)
    assert [found.parent_id for found in page.blocks] == [None, None, "3"]
    assert page.notes == ("3 answers 2, which is not here: it was made a thread of its own.",)


def test_lines_and_lists_may_hold_several_conversations():
    other = status("9", None, "mole", "Pie!", 1)
    third = status("8", None, "mole", "Soup!", 2)
    assert len(pages_of([ROOT, OWN, other, third])) == 3
    lines = "\n".join(json.dumps(row) for row in (ROOT, OWN, other, third)).encode()
    assert [len(page.blocks) for page in mastodon_json.read(lines, "in")] == [2, 1, 1]


def test_words_and_warnings_are_read_from_html():
    content = '<p><span class="h-card"><a href="x">@<span>nan</span></a></span> no<br>pie</p><p>today</p>'
    (page,) = pages_of([status("1", None, "otter", "", 1) | {"content": content, "spoiler_text": "Food"}])
    assert page.blocks[0].text == "Food\n\n@nan no\npie\n\ntoday"


@pytest.mark.parametrize(
    "data",
    [
        b'{"ancestors": []}',
        b'{"descendants": 4}',
        b'{"content": "x"}',
        b'{"context": []}',
        b'{"root": "A", "ancestors": [{"name": "B"}], "descendants": [{"name": "C"}]}',
        b'{"senses": [], "derived": [], "ancestors": [], "descendants": []}',
        samples.records(),
    ],
)
def test_leaves_alone(data):
    assert mastodon_json.matches(data, "x") == 0
