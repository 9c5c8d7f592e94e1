import io
import json

from jsonschema import Draft202012Validator

from threads.document import json_schema
from threads.exports import ndjson


def test_each_line_is_a_thread_of_the_schema(case, empty_case):
    file = io.BytesIO()
    ndjson.export([case, empty_case], file)
    lines = file.getvalue().split(b"\n")
    assert lines.pop() == b""
    validator = Draft202012Validator(json_schema("ndjson"))
    found = [json.loads(line) for line in lines]
    for thread in found:
        validator.validate(thread)
    assert [thread["id"] for thread in found] == ["t1", "t2"]


def test_text_cannot_break_a_line(case):
    file = io.BytesIO()
    ndjson.export([case], file)
    assert len(file.getvalue().decode().splitlines()) == 1
