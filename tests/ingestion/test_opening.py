"""What a file's bytes become at the door, whatever the file is called."""

from __future__ import annotations

from random import Random

import pytest

from articles.ingestion import intake, work
from articles.ingestion.archives import MOST_MEMBERS
from articles.ingestion.opening import base_name, open_file
from articles.ingestion.submission import Refused, Said, Submission
from articles.models import Article, Claim
from tests.documents import make_docx, make_pdf, make_zip
from tests.ingestion.stories import FLOOD, STRIKE

CSV = b'url,outlet,text\nhttps://herald.example/a,Herald,"At least 35 people died,\nofficials said."\nhttps://herald.example/b,Herald,\n'


def refusals(name: str, raw: bytes) -> list[Refused]:
    return [item for item in open_file(name, raw) if isinstance(item, Refused)]


def texts(name: str, raw: bytes) -> list[Submission]:
    return [item for item in open_file(name, raw) if isinstance(item, Submission)]


def test_csv_rows_become_submissions():
    first, second = open_file("a.csv", CSV)
    assert first == Submission(
        b"At least 35 people died,\nofficials said.",
        "text/plain",
        "",
        "https://herald.example/a",
        Said(outlet="Herald"),
    )
    assert second == Submission(None, "text/plain", "", "https://herald.example/b", Said(outlet="Herald"))


@pytest.mark.parametrize(
    ("raw", "where", "words"),
    [
        (b"url,text,colour\na,b,c\n", "a.csv:1", "'colour' is not known"),
        (b"outlet,title\na,b\n", "a.csv:1", "text or url is needed"),
        (b"text,text\na,b\n", "a.csv:1", "named twice"),
        (b"text,title\nOne,two,three\n", "a.csv:2", "3 cells for 2 columns"),
        (b'text,title\n"One\ntwo",x\n,only a title\n', "a.csv:4", 'needs "text" or "url"'),
        (b'text,title\n"One" two,x\n', "a.csv:2", "not readable as CSV"),
    ],
)
def test_csv_faults_name_their_line(raw: bytes, where: str, words: str):
    refused = refusals("a.csv", raw)[0]
    assert refused.where == where
    assert words in refused.reason


def test_zip_members_are_opened_by_content():
    raw = make_zip(
        {"../../etc/flood.html": FLOOD, "b/strike.bin": "# Strike\n\n" + STRIKE, "c.csv": CSV, "d.txt": make_pdf([FLOOD]),
         "e/": "", "__MACOSX/._flood": "x", "f.docx": make_docx("Nine died.")}
    )  # fmt: skip
    found = [(item.file_name, item.media_type.rpartition("/")[2][:8]) for item in texts("all.zip", raw)]
    assert found == [
        ("flood.html", "plain"),
        ("strike.bin", "plain"),
        ("", "plain"),
        ("", "plain"),
        ("d.txt", "pdf"),
        ("f.docx", "vnd.open"),
    ]


@pytest.mark.parametrize(
    ("raw", "words", "is_too_large"),
    [
        pytest.param(make_zip({"a.zip": make_zip({"b.txt": "x"})}), "inside an archive", False, id="nested"),
        pytest.param(make_zip({"a.txt": Random(7).randbytes(5_000_001)}), "over 5,000,000", True, id="member"),
        pytest.param(make_zip({f"{n}.txt": b"0" * 4_000_000 for n in range(9)}), "times its size", True, id="ratio"),
        pytest.param(make_zip({f"{n}": "x" for n in range(MOST_MEMBERS + 1)}), "at most 1,000", True, id="many"),
        pytest.param(make_zip({"a.txt": "x"})[:-30], "not readable", False, id="cut"),
        pytest.param(b"PK\x03\x04rubbish", "not readable", False, id="rubbish"),
        pytest.param(make_zip({"a.png": b"\x89PNG\r\n"}), "this is a picture", False, id="picture"),
    ],
)
def test_zip_that_is_too_much_is_refused(raw: bytes, words: str, is_too_large: bool):
    refused = refusals("a.zip", raw)
    assert words in refused[-1].reason
    assert refused[-1].is_too_large is is_too_large


def test_zip_whose_headers_lie_is_capped_as_read():
    raw = bytearray(make_zip({"a.txt": b"0" * 60_000_000}))
    true = (60_000_000).to_bytes(4, "little")
    assert raw.count(true) == 2
    lying = bytes(raw.replace(true, (10).to_bytes(4, "little")))
    assert texts("a.zip", lying) == [] or len(texts("a.zip", lying)[0].raw or b"") <= 10


def test_zip_under_a_password_is_refused():
    raw = bytearray(make_zip({"a.txt": "x"}))
    central = raw.index(b"PK\x01\x02")
    raw[central + 8] |= 1
    assert "password" in refusals("a.zip", bytes(raw))[0].reason


def test_bomb_costs_little_memory():
    # the noise keeps the archive so large that its ratio is allowed, and what stops it is the sum
    raw = make_zip({f"{n}.txt": b"0" * 4_900_000 for n in range(30)} | {"noise.txt": Random(0).randbytes(700_000)})
    assert len(raw) < 2_000_000
    taken = texts("a.zip", raw)
    assert 90_000_000 < sum(len(item.raw or b"") for item in taken) <= 100_000_000
    (told,) = refusals("a.zip", raw)
    assert "the rest is not read" in told.reason


@pytest.mark.parametrize(
    ("name", "shown"), [("../../x", "x"), ("C:\\docs\\a.txt", "a.txt"), ("a.html\0.txt", "a.html.txt"), ("", "")]
)
def test_names_are_shown_never_used(name: str, shown: str):
    assert base_name(name) == shown


@pytest.mark.django_db
@pytest.mark.parametrize("raw", [make_pdf(FLOOD.split("\n")), make_docx(*FLOOD.split("\n\n"))], ids=["pdf", "docx"])
def test_document_is_read_to_its_claims(raw: bytes):
    (item,) = open_file("flood", raw)
    assert isinstance(item, Submission)
    receipt = intake.accept(item, via="page")
    assert receipt.article_id is not None
    work.extract_article(receipt.article_id)
    article = Article.objects.get(pk=receipt.article_id)
    assert (article.state, article.title) == ("done", "Flood in Marrow Valley kills 35")
    assert set(Claim.objects.values_list("surface", flat=True)) >= {"35", "4,000"}


@pytest.mark.django_db
def test_scanned_pdf_is_rejected_with_its_cause():
    (item,) = open_file("scan.pdf", make_pdf([], picture=True))
    assert isinstance(item, Submission)
    receipt = intake.accept(item, via="page")
    assert receipt.article_id is not None
    work.extract_article(receipt.article_id)
    article = Article.objects.get(pk=receipt.article_id)
    assert article.state == "rejected"
    assert "text recognition" in article.reason
