import io
import json

from jsonschema import Draft202012Validator

from threads.document import json_schema
from threads.exports import json as export_json


def exported(cases):
    file = io.BytesIO()
    export_json.export(iter(cases), file)
    return file.getvalue()


def test_is_a_valid_document(case, empty_case):
    document = json.loads(exported([case, empty_case]))
    Draft202012Validator(json_schema()).validate(document)
    assert [thread["id"] for thread in document["threads"]] == ["t1", "t2"]
    assert document["threads"][1]["comments"] == []


def test_no_cases_are_a_valid_document_too():
    document = json.loads(exported([]))
    Draft202012Validator(json_schema()).validate(document)
    assert document["threads"] == []


def test_threads_are_written_as_they_come(case):
    file = io.BytesIO()
    sizes = []

    def cases():
        for _ in range(3):
            sizes.append(len(file.getvalue()))
            yield case

    export_json.export(cases(), file)
    assert 0 < sizes[0] < sizes[1] < sizes[2] < len(file.getvalue())


def test_holds_no_character_that_steers_a_terminal(case):
    data = exported([case])
    assert b"\x1b" not in data and b"\x00" not in data
    assert "\u202e" not in data.decode()
    assert json.loads(data)["threads"][0]["comments"][1]["text"] == case.thread.comments[1].text
