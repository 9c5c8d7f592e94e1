import io
import json
import os
import sys
import threading

import pytest

from threads import inputs

PAGE = "A title here\n\nAnn says:\nhello\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*arguments, **more):
    problems = []
    pages = list(inputs.pages(arguments, on_problem=lambda problem: problems.append(str(problem)), **more))
    return [page.source for page in pages], problems


def put(path, text=PAGE):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_folder_is_searched_in_order_and_hidden_files_are_skipped(here):
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt", "Z.TXT"):
        put(here / "pages" / name)
    found, problems = read("pages")
    assert found == ["pages/Z.TXT", "pages/a.txt", "pages/b.txt", "pages/sub/c.txt"]
    assert problems == []


def test_a_folder_gives_only_what_looks_like_input(here):
    put(here / "pages/page.txt")
    put(here / "pages/gold.json", json.dumps({"comments": [{"id": "1"}]}))
    put(here / "pages/lines.ndjson", '{"a": 1}\n{"b": 2}\n')
    put(here / "pages/code.py", "print('hello')\n")
    put(here / "pages/README", "read me")
    put(here / "pages/notes.md", "# notes")
    (here / "pages/picture.png").write_bytes(b"\x89PNG")
    assert read("pages") == (["pages/page.txt"], [])


def test_an_export_in_a_folder_is_known_by_its_content(here):
    export = {"schema": "comment-threads/1", "threads": [{"source": "x", "comments": []}]}
    put(here / "pages/any.json", json.dumps(export))
    assert read("pages") == (["x"], [])


REPORT = ("report.html", "summary.json", "comments.parquet", "threads.parquet", "flags.csv")


def test_an_earlier_report_is_passed_over_and_what_lies_beside_its_files_is_not(here):
    put(here / "pages/page.txt")
    for name in REPORT:
        put(here / "pages/old" / name)
    put(here / "pages/old/more.txt")
    assert read("pages") == (["pages/page.txt", "pages/old/more.txt"], [])
    assert read("pages", input_format="text")[0] == ["pages/page.txt", "pages/old/more.txt"]
    (here / "pages/old/flags.csv").unlink()
    assert "pages/old/report.html" in str(read("pages")), "a lone report.html may be anybody's"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("binary.txt", bytes(range(256)), "looks like a binary file"),
        ("cut.json", b'{"schema": "comment-threads/1", "threads": [', "breaks off"),
        ("other.json", b'{"kind": [', "is not valid JSON"),
        ("empty.json", b"", "is empty"),
        ("page.html", bytes(range(256)), "binary file"),
    ],
)
def test_a_page_in_a_folder_that_cannot_be_read_is_a_problem(here, name, data, message):
    put(here / "pages/page.txt")
    (here / "pages" / name).write_bytes(data)
    found, problems = read("pages")
    assert found == ["pages/page.txt"]
    assert len(problems) == 1 and problems[0].startswith(f"pages/{name}:") and message in problems[0]


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("missing", "missing: no such file or folder"),
        ("no*.txt", r"no*.txt: no file matches"),
        ("hollow", "hollow: holds no pages"),
        ("code-only", "code-only: holds no pages"),
        ("dangling.txt", "dangling.txt: is a link to a file that is not there"),
        ("https://example.org/a", "https://example.org/a: is an address, and nothing is fetched"),
        ("", "'': is no file name"),
        ("a\0b", "is no file name"),
        ("code-only/code.py", "code-only/code.py: is of no known format; known formats: "),
    ],
)
def test_one_line_for_what_cannot_be_read_and_the_others_go_on(here, argument, message):
    put(here / "page.txt")
    put(here / "code-only/code.py", "print(1)")
    (here / "hollow").mkdir()
    (here / "dangling.txt").symlink_to("gone.txt")
    found, problems = read(argument, "page.txt", argument)
    assert found == ["page.txt"]
    assert len(problems) == 1 and message in problems[0] and "\n" not in problems[0]


def test_a_glob_that_the_shell_left_alone_is_expanded(here):
    for name in ("b.txt", "a.txt", "deep/er/c.txt", "x.log"):
        put(here / name)
    assert read("*.txt")[0] == ["a.txt", "b.txt"]
    assert read("**/*.txt")[0] == ["a.txt", "b.txt", "deep/er/c.txt"]
    assert read(str(here / "[ab].txt"))[0] == [str(here / "a.txt"), str(here / "b.txt")]


def test_a_file_called_like_a_glob_is_that_file(here):
    put(here / "[a].txt")
    put(here / "a.txt")
    assert read("[a].txt") == (["[a].txt"], [])


def test_a_file_is_read_once_however_often_it_is_named(here):
    put(here / "pages/a.txt")
    (here / "link.txt").symlink_to("pages/a.txt")
    assert read("pages/a.txt", "./pages/a.txt", "pages", "pages/*.txt", "link.txt") == (["pages/a.txt"], [])


def test_links_that_lead_round_in_circles_end(here):
    put(here / "pages/a.txt")
    (here / "pages/round").symlink_to(here / "pages")
    (here / "pages/self.txt").symlink_to("self.txt")
    assert read("pages") == (["pages/a.txt"], [])


def test_standard_input_is_read_as_what_it_looks_like(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert read("-", "-") == (["-"], [])


def test_input_format_overrides(here):
    put(here / "data.json", '{"a": 1}')
    assert read("data.json", input_format="text") == (["data.json"], [])
    _, problems = read("data.json", input_format="comment_threads")
    assert 'has no list "threads"' in problems[0]


def test_a_folder_in_place_of_a_file_and_a_device_that_cannot_be_read(here):
    if not os.path.exists("/proc/self/mem"):  # noqa: PTH110
        pytest.skip("needs /proc, whose memory file gives an error when it is read")
    put(here / "page.txt")
    found, problems = read("/proc/self/mem", "page.txt")
    assert found == ["page.txt"]
    assert problems == ["/proc/self/mem: cannot be read (Input/output error); check the file and its rights"]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="needs devices")  # noqa: PTH110
def test_a_device_is_no_page(here):
    put(here / "page.txt")
    (here / "link.txt").symlink_to("/dev/zero")
    found, problems = read("/dev/zero", "link.txt", "page.txt")
    assert found == ["page.txt"]
    assert problems == ["/dev/zero: is a device and no page; name a file, a folder, a glob, or -"]


@pytest.mark.skipif(os.name == "nt", reason="named pipes of Unix")
def test_a_pipe_is_read(here):
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: (here / "pipe").write_text(PAGE))
    writer.start()
    assert read("pipe") == (["pipe"], [])
    writer.join()


def test_what_has_no_end_is_not_read_for_ever(here, monkeypatch):
    monkeypatch.setattr(inputs, "MOST_BYTES", 1 << 20)
    (here / "large.txt").write_bytes(b"word " * (1 << 20))
    assert read("large.txt") == ([], ["large.txt: is larger than 1 MB; split it"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_rights_is_a_problem(here):
    put(here / "pages/a.txt")
    put(here / "pages/b.txt")
    (here / "pages/a.txt").chmod(0)
    found, problems = read("pages")
    assert found == ["pages/b.txt"]
    assert problems == ["pages/a.txt: cannot be read (Permission denied); check the file and its rights"]


def test_a_file_name_that_is_no_text_is_shown_with_replacement_characters(here):
    name = os.fsencode(here) + b"/caf\xe9.txt"
    try:
        with open(name, "w") as file:  # noqa: PTH123
            file.write(PAGE)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found, problems = read(os.fsdecode(name))
    assert found[0].endswith("caf\ufffd.txt") and problems == []
