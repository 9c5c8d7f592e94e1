import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from threads.errors import InputError
from threads.sources import _json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(deadline=None)
@given(VALUES, st.sampled_from([None, 1]))
def test_a_value_read_without_recursion_is_the_same(value, indent):
    text = json.dumps(value, indent=indent)
    assert _json._nested(text, whole=True) == json.loads(text)


@given(st.text(alphabet='[]{},:"0a. -', max_size=12))
def test_what_is_no_json_is_refused_by_both(text):
    try:
        wanted = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(json.JSONDecodeError):
            _json._nested(text, whole=True)
    else:
        assert _json._nested(text, whole=True) == wanted


@settings(deadline=None, max_examples=40)
@given(VALUES)
def test_any_beginning_of_a_value_can_be_looked_at(value):
    text = json.dumps([value]).encode()
    for place in range(1, len(text), max(1, len(text) // 200)):
        _json.opening(text[:place])
    assert _json.opening(text) == [value]


def test_depth_has_no_bound():
    deep = 50_000
    value = _json.parse('{"a": [' * deep + '"\\u00e4"' + "]}" * deep)
    for _ in range(deep):
        value = value["a"][0]
    assert value == "ä"


def test_the_beginning_shows_keys_whose_values_are_cut():
    assert _json.opening(b'  {"kind": "Listing", "data": {"children": [{"id') == {
        "kind": "Listing",
        "data": {"children": [{}]},
    }
    assert _json.opening(b"words") is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": 1', r"in:1:8: breaks off"),
        (b'{"a": "one', r"breaks off \(Unterminated"),
        (b'{"a" 1, "b": 2}\n', r"in:1:6: is not valid JSON \(Expecting ':'"),
        (b"[" * 100_000, "breaks off"),
        (b"", "in:1:1: breaks off"),
    ],
)
def test_broken_json_is_told_with_its_place(data, message):
    with pytest.raises(InputError, match=message):
        _json.document(data, "in")


def test_broken_lines_are_passed_over_and_told_at_the_end():
    lines = _json.Lines([b'{"a": 1}\n', b"broken\n", b"\n", b'{"b": "\t\\ud800"}\n', b'{"c"\n'], "in")
    assert [number for number, _, _ in lines] == [1, 4]
    with pytest.raises(InputError, match=r"in:2: 2 lines are not valid JSON and left out \(line 2, 5\)"):
        lines.complain()


def test_several_values_a_line_each_are_a_list():
    assert _json.document(b'[{"a": 1}]\n{"b": 2}\n\n', "in") == [{"a": 1}, {"b": 2}]
    with pytest.raises(InputError, match="in:2:1: is not valid JSON"):
        _json.document(b'{"a": 1}\n{"b": \n', "in")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    data = '{"a": "Größe"}'.encode(encoding)
    assert _json.document(data, "in") == _json.opening(data) == {"a": "Größe"}


def test_a_number_of_thousands_of_digits_is_none():
    assert _json.parse('{"a": %s, "b": 12}' % ("9" * 5000)) == {"a": None, "b": 12}
    assert _json.document(b'{"a": %s}' % (b"9" * 100_000), "in") == {"a": None}
