import sys

from threads import explanation
from threads.cli import main


def explained(arguments, capsys, status=0):
    assert main(["explain", *arguments]) == status
    return capsys.readouterr()


def test_shows_layouts_lines_and_links(pages, capsys):
    out = explained(["pages/bench.txt"], capsys).out
    text = (pages / "bench.txt").read_text(encoding="utf-8")
    assert out.startswith("=== pages/bench.txt\n")
    assert "Layout: listed" in out and "Platform: wordpress." in out
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            assert any(
                shown.startswith(f"{number:5} ") and shown.endswith(line.strip()) for shown in out.split("\n")
            ), line
    assert "3 comments, as linked" in out
    oskar = next(line for line in out.split("\n") if line.startswith("Oskar (line "))
    assert "answers Lena Quist (line " in oskar and oskar.endswith("%")
    assert any("indentation: " in line for line in out.split("\n"))


def test_a_page_without_comments_is_explained_too(pages, capsys):
    (pages / "plain.txt").write_text("Only words.\n\nNobody answered them, as far as anybody knows.\n")
    out = explained(["pages/plain.txt"], capsys).out
    assert "0 comments" in out and "Only words." in out
    assert "No layout" in out


def test_a_stated_tree_is_explained(pages, capsys):
    assert main(["export", "--no-score", "pages", "-o", "export.json"]) == 0
    out = explained(["export.json"], capsys).out
    assert "Layout: stated" in out and "stated: " in out


def test_strangers_words_do_not_steer_the_terminal(pages, capsys):
    path = pages / "bench.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Oskar", "Os\x1b[2Jkar\u202e").replace("crane", "\x9bcrane\x07")
    )
    out = explained(["pages/bench.txt"], capsys).out
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(out)
    assert "Os␛[2Jkar" in out


def test_problems_are_lines_and_the_other_pages_are_explained(pages, capsys):
    out, err = explained(["missing", "pages"], capsys, status=1)
    assert err == "threads: missing: no such file or folder\n"
    assert "=== pages/bench.txt" in out


def test_lines_are_cut_to_a_terminal_and_left_whole_elsewhere(pages, capsys, monkeypatch):
    (pages / "bench.txt").write_text("long " * 200)
    assert "long " * 199 in explained(["pages"], capsys).out
    monkeypatch.setattr(explanation, "width_of", lambda stream: 40)
    assert all(len(line) <= 40 for line in explained(["pages"], capsys).out.split("\n"))


def test_the_width_is_the_terminals(monkeypatch, capsys):
    assert explanation.width_of(sys.stdout) is None
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "77")
    assert explanation.width_of(sys.stdout) == 77


def test_wide_letters_count_two():
    assert explanation.cut("日本語の文", 10) == "日本語の文"
    assert explanation.cut("日本語の文", 9) == "日本語の…"
    assert explanation.cut("日本語の文", 8) == "日本語…"
