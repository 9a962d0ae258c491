"""HTML pages: main text, title, byline, dates, outlet, language and canonical address of one article."""

from __future__ import annotations

from articles.extraction.page_byline import find_byline
from articles.extraction.page_dates import find_dates
from articles.extraction.page_head import drop_unseen, read_metas
from articles.extraction.page_json import read_structured
from articles.extraction.page_near import Surroundings
from articles.extraction.page_place import find_address, find_language, find_outlet
from articles.extraction.page_text import describe, find_text
from articles.extraction.page_title import find_title
from articles.extraction.page_tree import read_tree
from articles.extraction.values import PageText


def read_page(html: bytes, url: str, charset: str = "") -> PageText:
    """Read one article page; what it does not say of itself stays empty.

    ``url`` is where it came from (empty for a file) and ``charset`` what the transport said of its encoding. Never
    raises on odd markup: a page that no parser may see has no text, a note ``refused: ...`` and ``is_truncated``; one of
    which the parser dropped a part (nesting deeper than 256) has ``is_truncated`` too.
    """
    tree = read_tree(html, charset)
    if tree.root is None:
        notes = (f"refused: {tree.refusal}",) if tree.refusal else ()
        return PageText(text="", url=url, is_truncated=tree.is_cut, notes=notes)
    root = tree.root
    metas, structured = read_metas(root), read_structured(root, url)
    drop_unseen(root)
    outlet = find_outlet(root, metas, structured, url)
    title = find_title(root, metas, structured.headline, outlet, url)
    near = Surroundings(root, title)
    dates = find_dates(near, metas, structured.published, structured.modified, url)
    byline = find_byline(near, metas, structured, outlet, url)
    return PageText(
        text=find_text(near, title, byline, describe(metas, structured.description), structured.body),
        title=title,
        byline=byline,
        outlet=outlet,
        url=find_address(root, metas, url),
        language=find_language(root, metas, structured),
        published=dates.published,
        modified=dates.modified,
        is_date_only=dates.is_date_only,
        is_truncated=tree.is_cut,
    )
