"""The text of HTML as its text nodes, one after the other, nothing added and nothing taken away."""

from __future__ import annotations

from html.parser import HTMLParser


def text_nodes(html: str) -> str:
    """All text of a document or a piece of one, its entities resolved, without tags and comments."""
    parser = _Nodes()
    parser.feed(html)
    parser.close()
    return "".join(parser.found)


class _Nodes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
