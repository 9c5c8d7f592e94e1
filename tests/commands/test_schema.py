import json

import pytest
from jsonschema import Draft202012Validator

from threads.cli import main
from threads.document import json_schema


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_prints_the_schema_of_a_format(format, capsys):
    assert main(["schema", "-f", format]) == 0
    schema = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    assert schema == json_schema(format)


def test_the_default_is_the_document(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Document"
