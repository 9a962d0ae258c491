import io
import json

from articles.comparison.__main__ import compare_copies, compare_figures
from articles.extraction.jsonl import answer

STORM = [
    {
        "id": "1",
        "outlet": "Courier",
        "date": "2024-03-01",
        "title": "Storm kills 9 in Solmar",
        "text": "The storm killed 9 people in Solmar on Friday. It destroyed 40 boats in the harbour.",
    },
    {
        "id": "2",
        "outlet": "Herald",
        "date": "2024-03-02",
        "title": "Solmar storm toll rises",
        "text": "At least 12 people were killed by the storm in Solmar, the mayor said.",
    },
]


def run(verb, *rows):
    out, errors = io.StringIO(), io.StringIO()
    status = answer(verb, io.StringIO("\n".join(rows) + "\n"), out, errors)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def test_figures_labels_every_mention():
    status, rows, errors = run(compare_figures, json.dumps({"group": "g", "articles": STORM}))
    assert (status, errors) == (0, "")
    figure = {m["surface"]: m["figure"] for m in rows[0]["mentions"]}
    assert figure["9"] == figure["12"] != figure["40"]
    assert rows[0]["conflicts"] == [figure["9"]]
    assert {f["id"]: f["origins"] for f in rows[0]["figures"]}[figure["9"]] == 2


def test_copies_answers_the_pair():
    status, rows, _ = run(compare_copies, json.dumps({"pair": "p", "articles": STORM}))
    assert status == 0
    assert rows == [{"pair": "p", "copy": False, "overlap": 0.0}]


def test_bad_lines_are_named_and_the_good_answered():
    good = json.dumps({"pair": "p", "articles": STORM})
    status, rows, errors = run(
        compare_copies, "{", "[]", json.dumps({"pair": "q"}), json.dumps({"pair": "r", "articles": []}), good
    )
    assert status == 1
    assert [row["pair"] for row in rows] == ["p"]
    assert [line.split(":")[0] for line in errors.splitlines()] == ["line 1", "line 2", "line 3", "line 4"]
    assert "the field 'articles' is missing" in errors


def test_a_part_of_another_kind_is_named():
    status, rows, errors = run(compare_figures, json.dumps({"group": "g", "articles": ["text"]}))
    assert (status, rows) == (1, [])
    assert errors.startswith("line 1: ")
