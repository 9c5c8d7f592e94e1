import pytest

PAGE = """The bench by the river

Somebody moved the bench again. It stood under the willow for years.

3 thoughts on “The bench by the river”

  1. Lena Quist says:
     May 3, 2021 at 8:15 am

     Who would move a bench that heavy? It took four of us.

     Reply

     • Oskar says:
       May 3, 2021 at 9:02 am

       The council did, with a crane. I watched them from the bakery.

       Reply

  2. Mia Brandt says:
     May 4, 2021 at 7:40 am

     I liked it better under the willow, to be honest.

     Reply
"""


@pytest.fixture
def pages(tmp_path, monkeypatch):
    """The current folder, with a folder ``pages`` that holds one page of three comments."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/bench.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path / "pages"
