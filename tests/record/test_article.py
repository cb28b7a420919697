"""What stands under one subject: nothing twice, and what it is from what its file says."""

from __future__ import annotations

from pathlib import Path

import mapper
from coloured import folder
from mapper.record import account, cite


def test_what_a_layer_is_coloured_by_stands_in_its_record_once(harbour: Path) -> None:
    """Though the layer's records show that column too."""
    atlas = mapper.load(folder(harbour, 'colour = { by = "by" }\npopup = ["by", "name"]'))
    article = account(atlas, cite(atlas.sources, ())).articles["place-0"]
    assert [title for title, _ in article.measures] == ["By"]
    assert [label for label, _ in article.properties] == ["Name"]
