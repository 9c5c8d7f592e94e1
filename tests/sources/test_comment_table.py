import io
from datetime import UTC, datetime

import polars
import pytest

from tests.sources import samples
from threads import pipeline
from threads.errors import InputError
from threads.exports import csv as csv_export
from threads.exports import parquet as parquet_export
from threads.model import Block, Case, Page
from threads.sources import comment_table


def pages_of(text, source="in.csv"):
    return list(comment_table.read(text if isinstance(text, bytes) else text.encode(), source))


def tree(page):
    return {found.id: found.parent_id for found in page.blocks}


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        ("tree_id,post_id,parent_id,author_id,text,created_at", "thread,id,parent,author,text,time"),
        ("id,post_id,parent_id,user,body,date", "id,thread,parent,author,text,time"),
        ("Comment ID,Reply To,Username,Content,Timestamp,Thread", "id,parent,author,text,time,thread"),
        ("id,parentId,userName,message,createdAt,conversationId", "id,parent,author,text,time,thread"),
        ("id,in_reply_to,link_id,author,body,created_utc", "id,parent,thread,author,text,time"),
    ],
)
def test_columns_are_told_by_common_names(columns, roles):
    cells = {
        "id": ["1", "2"],
        "parent": ["", "1"],
        "author": ["nan", "otter"],
        "text": ["Open?", "Yes."],
        "time": ["2020-09-13"] * 2,
    }
    cells["thread"] = ["9", "9"]
    rows = [",".join(cells[role][place] for role in roles.split(",")) for place in range(2)]
    data = "\n".join([columns, *rows])
    assert comment_table.matches(data.encode(), "x") > 0.8
    (page,) = pages_of(data)
    assert tree(page) == {"1": None, "2": "1"}
    first = page.blocks[0]
    assert (first.author, first.text, first.time_text, first.posted_at.year) == ("nan", "Open?", "2020-09-13", 2020)


@pytest.mark.parametrize("none", ["", "root", "0", "-1", "NULL", "nan", "None", "9", "t3_9", "0.0"])
def test_many_ways_to_answer_nobody(none):
    (page,) = pages_of(f"thread_id,id,parent_id,text\n9,1,{none},a\n9,2,1.0,b\n9,3,2,c")
    assert tree(page) == {"1": None, "2": "1", "3": "2"}
    assert not page.notes


def test_an_id_that_is_0_may_be_answered():
    (page,) = pages_of("id,parent_id,text\n0,,a\n1,0,b")
    assert tree(page) == {"0": None, "1": "0"}


def test_prefixes_of_reddit_are_seen_through():
    (page,) = pages_of("id,parent_id,link_id,body\nabc,t3_x,t3_x,a\nabd,t1_abc,t3_x,b")
    assert tree(page) == {"abc": None, "abd": "abc"}


def test_threads_are_pages_and_ids_are_their_own():
    first, second = pages_of("thread,id,parent,text,title\na,1,,x,Pie\nb,1,,y,\na,2,1,z,Pie")
    assert (tree(first), tree(second)) == ({"1": None, "2": "1"}, {"1": None})
    assert (first.title, second.title) == ("Pie", None)


def test_orphans_circles_and_copies_are_told():
    (page,) = pages_of("id,parent,text\n1,9,a\n2,3,b\n3,2,c\n4,4,d\n1,9,a\n")
    assert len(page.notes) == 4
    assert tree(page) == {"1": None, "2": None, "3": "2", "4": None}


def test_cells_may_span_lines_and_rows_may_be_short():
    (page,) = pages_of('id,parent,text,author\n1,,"one\ntwo, ""three""",nan\n2,1\n,,,\n')
    assert page.blocks[0].text == 'one\ntwo, "three"'
    assert (page.blocks[1].text, page.blocks[1].status) == ("", "empty")
    assert page.notes == ("Left out: 1 row with neither an id nor words.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    (page,) = pages_of("id;parent_id;text\n1;;Grüße\n".encode(encoding))
    assert page.blocks[0].text == "Grüße"


def test_a_status_or_a_mark_of_deletion_is_kept():
    (page,) = pages_of("id,parent,text,status,deleted\n1,,,deleted,\n2,1,x,spam,\n3,1,[removed],,\n4,1,y,ok,true")
    assert [found.status for found in page.blocks] == ["deleted", "removed", "removed", "deleted"]


def test_parquet_with_types_of_its_own():
    frame = polars.DataFrame(
        {
            "post_id": [1, 2, 3], "parent_id": [None, 1.0, 2.0], "text": ["a", "b", None],
            "created_at": [datetime(2020, 9, 13, 12, tzinfo=UTC)] * 3,
        }
    )  # fmt: skip
    file = io.BytesIO()
    frame.write_parquet(file)
    (page,) = pages_of(file.getvalue(), "in.parquet")
    assert tree(page) == {"1": None, "2": "1", "3": "2"}
    assert (page.blocks[0].posted_at.hour, page.blocks[0].time_text) == (12, "2020-09-13T12:00:00+00:00")


def test_parquet_that_is_large_is_told_by_the_columns_at_its_end(tmp_path):
    path = tmp_path / "in.parquet"
    frame = polars.DataFrame(
        {"id": range(50_000), "parent_id": [None] * 50_000, "text": [f"words {n}" for n in range(50_000)]}
    )
    frame.write_parquet(path, compression="uncompressed")
    data = path.read_bytes()
    assert comment_table.matches(data[:65536], str(path)) > 0.8
    assert comment_table.matches(data[:65536], "elsewhere.parquet") == 0
    assert len(pages_of(data)[0].blocks) == 50_000


@pytest.mark.parametrize("cell", [1, 1.5, [1], {"a": 1}, b"\xff", datetime(2020, 9, 13), True], ids=repr)
def test_parquet_with_our_columns_and_other_types(cell):
    names = ["thread_id", "source", "comment_id", "parent_id", "posted_at_text", "text", "status", "link_evidence"]
    file = io.BytesIO()
    polars.DataFrame({name: [cell, cell] for name in names}).write_parquet(file)
    assert all(page.blocks for page in pages_of(file.getvalue(), "in.parquet"))


def test_our_own_tables_come_back_as_they_went():
    blocks = (
        Block(id="a", author="nan", text="=1+1\nor two", time_text="noon", posted_at=datetime(2020, 9, 13, tzinfo=UTC)),
        Block(id="b", parent_id="a", author=None, text="", status="deleted"),
        Block(id="c", parent_id="b", author="'otter", text="'tis late"),
    )
    page = Page(
        source="pages/inn.txt",
        text="",
        id="t1",
        title="Inn",
        url="https://example.org/",
        platform="disqus",
        blocks=blocks,
    )
    case = Case(thread=pipeline.reconstruct(page))
    for export in (csv_export, parquet_export):
        file = io.BytesIO()
        export.export([case], file)
        data = file.getvalue()
        assert comment_table.matches(data, "x") == 1.0
        (back,) = comment_table.read(data, "export")
        assert (back.id, back.source, back.title, back.url, back.platform) == (
            "t1",
            page.source,
            "Inn",
            page.url,
            "disqus",
        )
        assert back.blocks == blocks


def test_a_table_without_the_columns_says_which_it_needs():
    with pytest.raises(
        InputError, match=r"has no columns of ids, parents and words \(it has a, b\); call them id, parent_id"
    ):
        pages_of("a,b\n1,2")


def test_parquet_that_breaks_off_is_told():
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        pages_of(samples.parquet_table()[:-20])


@pytest.mark.parametrize(
    "data", [b"id,text\n1,a\n", b"id,parent_id,price\n1,,3\n", b"Nan, the parent, said: id\n", b"<table>", b"PAR1"]
)
def test_leaves_alone(data):
    assert comment_table.matches(data, "x.csv") == 0


def test_what_is_no_table_is_told_in_a_short_line():
    for data in (b"<p>one</p>" * 20_000, b"\x1b[31m,\x9b,a" * 50, ("\u202e" * 9000).encode()):
        with pytest.raises(InputError) as caught:
            pages_of(data)
        assert len(str(caught.value)) < 1500 and "\x1b" not in str(caught.value)
