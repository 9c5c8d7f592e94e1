"""One conversation, told by every export that is read: four comments, two of them answers, one of these to the other.

otter   Is the sluice open?
└ nan       Since Tuesday.
  └ heron       Thank you, Nan!
mole    The pie was good.
"""

import io
import json

import polars

TITLE = "The Ferry Inn"
COMMENTS = (
    ("101", None, "otter", "Is the sluice open?", 1_600_000_000),
    ("102", "101", "nan", "Since Tuesday.", 1_600_000_060),
    ("103", "102", "heron", "Thank you, Nan!", 1_600_000_120),
    ("104", None, "mole", "The pie was good.", 1_600_000_180),
)
"""``(id, parent, author, words, seconds)``"""
TREE = [(author, {"102": "otter", "103": "nan"}.get(id), words) for id, _, author, words, _ in COMMENTS]
"""``(author, author of the comment answered, words)`` as every export has to give it."""
MAILS = ("Mon, 14 Sep 2020 08:00:00 +0000", "Mon Sep 14 08:00:00 2020")


def iso(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def reddit_listing() -> bytes:
    def thing(id: str) -> dict:
        _, parent, author, words, seconds = next(row for row in COMMENTS if row[0] == id)
        inner = [thing(row[0]) for row in COMMENTS if row[1] == id]
        return {
            "kind": "t1",
            "data": {
                "id": id,
                "name": f"t1_{id}",
                "link_id": "t3_9",
                "parent_id": f"t1_{parent}" if parent else "t3_9",
                "author": author,
                "body": words,
                "created_utc": float(seconds),
                "replies": {"kind": "Listing", "data": {"children": inner}} if inner else "",
            },
        }

    post = {"id": "9", "name": "t3_9", "title": TITLE, "permalink": "/r/ponds/comments/9/inn/", "num_comments": 4}
    return json.dumps(
        [
            {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": post}]}},
            {"kind": "Listing", "data": {"children": [thing(row[0]) for row in COMMENTS if row[1] is None]}},
        ]
    ).encode()


def reddit_morechildren() -> bytes:
    things = [
        {
            "kind": "t1",
            "data": {
                "id": id,
                "name": f"t1_{id}",
                "link_id": "t3_9",
                "parent_id": f"t1_{parent}" if parent else "t3_9",
                "author": author,
                "body": words,
                "created_utc": float(seconds),
                "replies": "",
            },
        }
        for id, parent, author, words, seconds in COMMENTS
    ]
    return json.dumps({"json": {"errors": [], "data": {"things": things}}}).encode()


def pushshift() -> bytes:
    rows = [
        {
            "id": id,
            "link_id": "t3_9",
            "parent_id": f"t1_{parent}" if parent else "t3_9",
            "author": author,
            "body": words,
            "created_utc": seconds,
            "subreddit": "ponds",
            "score": 1,
        }
        for id, parent, author, words, seconds in COMMENTS
    ]
    post = {
        "id": "9",
        "title": TITLE,
        "selftext": "",
        "subreddit": "ponds",
        "num_comments": 4,
        "permalink": "/r/ponds/comments/9/inn/",
    }
    return "\n".join(json.dumps(row) for row in [*rows[:2], post, *rows[2:]]).encode()


def algolia_item() -> bytes:
    def item(id: str) -> dict:
        _, parent, author, words, seconds = next(row for row in COMMENTS if row[0] == id)
        return {
            "id": int(id),
            "created_at": iso(seconds),
            "created_at_i": seconds,
            "type": "comment",
            "author": author,
            "title": None,
            "url": None,
            "text": f"<p>{words}</p>",
            "points": None,
            "parent_id": int(parent or 9),
            "story_id": 9,
            "children": [item(row[0]) for row in COMMENTS if row[1] == id],
            "options": [],
        }

    story = {
        "id": 9,
        "created_at": iso(1_599_999_000),
        "type": "story",
        "author": "ferry",
        "title": TITLE,
        "url": "https://example.org/inn",
        "text": None,
        "points": 3,
        "parent_id": None,
        "story_id": None,
        "children": [item(row[0]) for row in COMMENTS if row[1] is None],
        "options": [],
    }
    return json.dumps(story).encode()


def algolia_hits() -> bytes:
    hits = [
        {
            "objectID": id,
            "author": author,
            "comment_text": words,
            "created_at": iso(seconds),
            "parent_id": int(parent or 9),
            "story_id": 9,
            "story_title": TITLE,
            "story_url": "https://example.org/inn",
            "_tags": ["comment", f"author_{author}", "story_9"],
        }
        for id, parent, author, words, seconds in COMMENTS
    ]
    return json.dumps({"hits": hits, "nbHits": 4, "page": 0, "nbPages": 1}).encode()


def firebase_items() -> list[dict]:
    story = {"by": "ferry", "descendants": 4, "id": 9, "kids": [101, 104], "time": 1, "title": TITLE, "type": "story"}
    return [
        story,
        *(
            {
                "by": author,
                "id": int(id),
                "kids": [int(row[0]) for row in COMMENTS if row[1] == id],
                "parent": int(parent or 9),
                "text": words,
                "time": seconds,
                "type": "comment",
            }
            for id, parent, author, words, seconds in COMMENTS
        ),
    ]


def disqus() -> bytes:
    posts = "".join(
        f"""
  <post dsq:id="{id}">
    <id/>
    <message><![CDATA[<p>{words}</p>]]></message>
    <createdAt>{iso(seconds)}</createdAt>
    <isDeleted>false</isDeleted><isSpam>false</isSpam>
    <author><name>{author}</name><isAnonymous>true</isAnonymous></author>
    <thread dsq:id="9"/>{f'<parent dsq:id="{parent}"/>' if parent else ""}
  </post>"""
        for id, parent, author, words, seconds in COMMENTS
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
  <thread dsq:id="9"><id>inn</id><link>https://example.org/inn/</link><title>{TITLE}</title></thread>{posts}
</disqus>
""".encode()


def wxr() -> bytes:
    comments = "".join(
        f"""
    <wp:comment>
      <wp:comment_id>{id}</wp:comment_id>
      <wp:comment_author><![CDATA[{author}]]></wp:comment_author>
      <wp:comment_date>{iso(seconds)[:10]} {iso(seconds)[11:19]}</wp:comment_date>
      <wp:comment_date_gmt>{iso(seconds)[:10]} {iso(seconds)[11:19]}</wp:comment_date_gmt>
      <wp:comment_content><![CDATA[{words}]]></wp:comment_content>
      <wp:comment_approved>1</wp:comment_approved>
      <wp:comment_type>comment</wp:comment_type>
      <wp:comment_parent>{parent or 0}</wp:comment_parent>
    </wp:comment>"""
        for id, parent, author, words, seconds in COMMENTS
    )
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Saltquay</title><wp:wxr_version>1.2</wp:wxr_version>
  <item><title>{TITLE}</title><link>https://example.org/inn/</link><wp:post_id>9</wp:post_id>{comments}
  </item>
  <item><title>Nobody spoke here</title><wp:post_id>10</wp:post_id></item>
</channel></rss>
""".encode()


def blogger() -> bytes:
    kind = "http://schemas.google.com/g/2005#kind"
    related = "https://www.blogger.com/feeds/1/9/comments/default/"
    comments = "".join(
        f"""
  <entry><id>tag:blogger.com,1999:blog-1.post-{id}</id><published>{iso(seconds)}</published>
    <category scheme='{kind}' term='http://schemas.google.com/blogger/2008/kind#comment'/>
    <content type='html'>{words}</content>
    {f"<link rel='related' href='{related}{parent}'/>" if parent else ""}
    <author><name>{author}</name></author>
    <thr:in-reply-to href='https://example.org/inn' ref='tag:blogger.com,1999:blog-1.post-9'/>
  </entry>"""
        for id, parent, author, words, seconds in COMMENTS
    )
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>
  <id>tag:blogger.com,1999:blog-1.archive</id><title>Saltquay</title><generator>Blogger</generator>
  <entry><id>tag:blogger.com,1999:blog-1.post-9</id>
    <category scheme='{kind}' term='http://schemas.google.com/blogger/2008/kind#post'/>
    <title>{TITLE}</title><link rel='alternate' href='https://example.org/inn'/></entry>{comments}
</feed>
""".encode()


def discourse() -> bytes:
    number_of = {"101": 1, "102": 2, "103": 3, "104": 5}
    posts = [
        {
            "id": int(id),
            "username": author,
            "name": author.title(),
            "created_at": iso(seconds),
            "cooked": f"<p>{words}</p>",
            "post_number": number_of[id],
            "post_type": 1,
            "reply_to_post_number": number_of.get(parent or ""),
            "topic_id": 9,
        }
        for id, parent, author, words, seconds in COMMENTS
    ]
    stream = [post["id"] for post in posts]
    return json.dumps(
        {"post_stream": {"posts": posts, "stream": stream}, "id": 9, "title": TITLE, "posts_count": 4}
    ).encode()


def youtube() -> bytes:
    """Its replies go one level deep, so that both answers name the same comment."""

    def comment(id: str, parent: str | None) -> dict:
        _, _, author, words, seconds = next(row for row in COMMENTS if row[0] == id)
        snippet = {
            "videoId": "v9",
            "textDisplay": words,
            "textOriginal": words,
            "authorDisplayName": author,
            "publishedAt": iso(seconds),
        }
        return {
            "kind": "youtube#comment",
            "id": f"U{id}" if parent is None else f"U{parent}.{id}",
            "snippet": snippet | ({"parentId": f"U{parent}"} if parent else {}),
        }

    def thread(id: str, replies: list[dict]) -> dict:
        found = {
            "kind": "youtube#commentThread",
            "id": f"U{id}",
            "snippet": {"videoId": "v9", "topLevelComment": comment(id, None), "totalReplyCount": len(replies)},
        }
        return found | ({"replies": {"comments": replies}} if replies else {})

    items = [thread("101", [comment("102", "101"), comment("103", "101")]), thread("104", [])]
    return json.dumps({"kind": "youtube#commentThreadListResponse", "items": items}).encode()


def guardian() -> bytes:
    def comment(id: str) -> dict:
        _, _, author, words, seconds = next(row for row in COMMENTS if row[0] == id)
        return {
            "id": int(id),
            "body": f"<p>{words}</p>",
            "date": "13 September 2020 1:26pm",
            "isoDateTime": iso(seconds),
            "status": "visible",
            "userProfile": {"userId": "1", "displayName": author},
        }

    first = comment("101") | {
        "responses": [
            comment("102") | {"responseTo": {"displayName": "otter", "commentId": "101"}},
            comment("103") | {"responseTo": {"displayName": "nan", "commentId": "102"}},
        ]
    }
    discussion = {"key": "/p/9", "title": TITLE, "webUrl": "https://example.org/inn", "commentCount": 4}
    return json.dumps(
        {"status": "ok", "discussion": discussion | {"isThreaded": True, "comments": [first, comment("104")]}}
    ).encode()


def status(id: str, parent: str | None, author: str, words: str, seconds: int) -> dict:
    return {
        "id": id,
        "created_at": iso(seconds),
        "in_reply_to_id": parent,
        "content": f"<p>{words}</p>",
        "spoiler_text": "",
        "url": f"https://pond.example/@{author}/{id}",
        "account": {"id": author, "username": author, "acct": author, "display_name": author.title()},
    }


def mastodon() -> bytes:
    found = [status(*row) for row in COMMENTS[:3]]
    return json.dumps({"status": found[1], "context": {"ancestors": found[:1], "descendants": found[2:]}}).encode()


def mailbox() -> bytes:
    mails = "".join(
        f"""From {author}@pond.example Mon Sep 14 08:00:00 2020
From: {author} <{author}@pond.example>
Date: Mon, 14 Sep 2020 08:0{place}:00 +0000
Subject: {"Re: " if parent else ""}{TITLE if id != "104" else "Pie"}
Message-ID: <{id}@pond.example>
{f"In-Reply-To: <{parent}@pond.example>" if parent else "X-Answers: none"}

{words}

"""
        for place, (id, parent, author, words, _) in enumerate(COMMENTS)
    )
    return mails.encode()


def convokit() -> bytes:
    return "\n".join(
        json.dumps(
            {
                "id": id,
                "conversation_id": "101" if id != "104" else "104",
                "text": words,
                "speaker": author,
                "reply-to": parent,
                "timestamp": seconds,
                "meta": {},
                "vectors": [],
            }
        )
        for id, parent, author, words, seconds in COMMENTS
    ).encode()


def table(delimiter: str = ",") -> bytes:
    rows = [("comment_id", "parent_id", "author", "text", "created_at")]
    rows += [(id, parent or "", author, f'"{words}"', str(seconds)) for id, parent, author, words, seconds in COMMENTS]
    return "\n".join(delimiter.join(row) for row in rows).encode()


def parquet_table() -> bytes:
    frame = polars.DataFrame(
        [(int(id), int(parent) if parent else None, author, words, "9") for id, parent, author, words, _ in COMMENTS],
        schema=["post_id", "parent_id", "author_id", "text", "tree_id"],
        orient="row",
    )
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


def records() -> bytes:
    return json.dumps(
        [
            {"id": int(id), "parentId": int(parent) if parent else None, "user": {"name": author}, "content": words}
            for id, parent, author, words, _ in COMMENTS
        ]
    ).encode()


def isso() -> bytes:
    comments = [
        {"id": int(id), "author": author, "text": words, "created": iso(seconds)[:19].replace("T", " ")}
        for id, _, author, words, seconds in COMMENTS
    ]
    return json.dumps([{"id": "/inn/", "title": TITLE, "comments": comments}]).encode()


SAMPLES: dict[str, tuple[str, bytes]] = {
    "reddit listing": ("reddit_json", reddit_listing()),
    "reddit morechildren": ("reddit_json", reddit_morechildren()),
    "pushshift": ("pushshift", pushshift()),
    "algolia item": ("hackernews", algolia_item()),
    "algolia hits": ("hackernews", algolia_hits()),
    "firebase array": ("hackernews", json.dumps(firebase_items()).encode()),
    "firebase by id": ("hackernews", json.dumps({str(item["id"]): item for item in firebase_items()}).encode()),
    "firebase lines": ("hackernews", "\n".join(json.dumps(item) for item in firebase_items()).encode()),
    "disqus": ("disqus_xml", disqus()),
    "wxr": ("wordpress_wxr", wxr()),
    "blogger": ("blogger_atom", blogger()),
    "discourse": ("discourse_json", discourse()),
    "youtube": ("youtube_json", youtube()),
    "guardian": ("guardian_json", guardian()),
    "mastodon": ("mastodon_json", mastodon()),
    "mailbox": ("mbox", mailbox()),
    "convokit": ("convokit", convokit()),
    "csv": ("comment_table", table()),
    "csv with semicolons": ("comment_table", table(";")),
    "tsv": ("comment_table", table("\t")),
    "parquet": ("comment_table", parquet_table()),
    "records": ("comment_json", records()),
    "record lines": ("comment_json", "\n".join(map(json.dumps, json.loads(records()))).encode()),
    "isso": ("isso_json", isso()),
}
"""By what it is: the source that reads it, and its bytes."""
