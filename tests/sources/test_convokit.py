import io
import json

import pytest

from tests.sources import samples
from threads import inputs
from threads.sources import convokit


def row(id, answers, conversation="a", **more):
    return {
        "id": id,
        "conversation_id": conversation,
        "text": f"words of {id}",
        "speaker": "nan",
        "reply-to": answers,
        "timestamp": 1_600_000_000,
    } | more


def lines(*rows):
    return "\n".join(map(json.dumps, rows)).encode()


def test_conversations_are_pages_and_their_root_is_the_first_comment():
    first, second = convokit.read(lines(row("a", None), row("x", None, "x"), row("b", "a")), "in")
    assert [(found.id, found.parent_id) for found in first.blocks] == [("a", None), ("b", "a")]
    assert [found.id for found in second.blocks] == ["x"]
    assert first.blocks[0].time_text == "1600000000"


def test_older_names_of_keys_and_an_array():
    old = {"id": "b", "root": "a", "text": "x", "user": "nan", "reply_to": "a", "timestamp": "1600000000.0"}
    data = json.dumps([{**old, "id": "a", "reply_to": None}, old]).encode()
    assert convokit.matches(data, "x") > 0.9
    (page,) = convokit.read(data, "in")
    assert [(found.id, found.parent_id, found.author) for found in page.blocks] == [
        ("a", None, "nan"),
        ("b", "a", "nan"),
    ]


def test_missing_times_texts_and_speakers_do_no_harm():
    (page,) = convokit.read(lines(row("a", None, timestamp=None, text=None, speaker=None), row("b", "gone")), "in")
    assert (page.blocks[0].posted_at, page.blocks[0].author, page.blocks[0].status) == (None, None, "empty")
    assert page.notes == ("b answers gone, which is not here: it was made a thread of its own.",)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "pages" / "corpus"
    folder.mkdir(parents=True)
    (folder / "utterances.jsonl").write_bytes(lines(row("a", None), row("b", "a")))
    (folder / "conversations.json").write_text('{"a": {"meta": {"title": "Pie"}, "vectors": []}}')
    (folder / "speakers.json").write_text('{"nan": {"meta": {}, "vectors": []}}')
    (folder / "corpus.json").write_text('{"name": "ponds"}')
    (folder / "index.json").write_text('{"utterances-index": {}, "version": 1}')
    return folder


@pytest.mark.parametrize("given", ["corpus", "utterances", "above"])
def test_a_corpus_is_found_by_its_folder_its_file_and_from_above(corpus, given):
    path = {"corpus": corpus, "utterances": corpus / "utterances.jsonl", "above": corpus.parent}[given]
    (page,) = inputs.pages([str(path)], on_problem=pytest.fail)
    assert (page.format, page.title, len(page.blocks)) == ("convokit", "Pie", 2)
    assert page.source == str(corpus if given == "corpus" else corpus / "utterances.jsonl")


def test_lines_are_read_as_they_come():
    assert list(convokit.stream(io.BytesIO(samples.convokit()), "in")) == list(convokit.read(samples.convokit(), "in"))


@pytest.mark.parametrize(
    "data", [b'{"id": 1, "text": "x"}', b'{"a": {"meta": {}}}', samples.records(), b'{"utterances-index": {}}']
)
def test_leaves_alone(data):
    assert convokit.matches(data, "x") == 0
