"""Whose words are whose in one text."""

from __future__ import annotations

import pytest

from threads.wording import voices


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> we know\nNo.", "No."),
        (">> we know\n> they know\nNo.", "No."),
        ("[quote=anna]we know[/quote] No.", "No."),
        ("anna wrote:\nwe know\nit all\n\nNo.", "No."),
        ("Zitat von Anna:\nwe know\n\nNo.", "No."),
        ("“We know it all.” No.", "No."),
        ('"We know it all." No.', "No."),
        ("„Wir wissen alles genau“ – nein", "– nein"),
        ("the “glitch” again", "the “glitch” again"),
        ('it\'s 5" long and 6" wide', 'it\'s 5" long and 6" wide'),
        ("plain words", "plain words"),
        ("she said: go home", "she said: go home"),
    ],
)
def test_tells_own_words(text: str, own: str) -> None:
    parts = voices.apart(text)
    assert parts.own.strip() == own
    assert len(parts.own) == len(text)


def test_hands_out_the_words_of_others() -> None:
    assert voices.apart('"We know it all." No.').quoted == ('"We know it all."',)
