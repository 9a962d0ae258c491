"""The OpenAPI document is true: rows are what it says, every operation has its statuses and examples, a client made from it works."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pytest_django.live_server_helper import LiveServer
from rest_framework.test import APIClient

from articles.api.root import NOUNS
from articles.models import Webhook
from articles.selectors.exports import FORMS
from tests.alert_factories import make_alert, make_delivery, make_follow, make_webhook
from tests.web.conftest import World, world

__all__ = ["world"]
WHOLE = {"articles": "ArticleDetail", "claims": "ClaimDetail", "figures": "FigureDetail", "disputes": "DisputeDetail"}
COMPONENTS = {"series": "Series", "aliases": "Alias"} | {
    noun: noun.removesuffix("s").capitalize() for noun in NOUNS if noun not in ("series", "aliases")
}
WRITTEN = {"400", "401", "403", "404", "406", "409", "415", "422", "429"}


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = APIClient().get("/api/v1/schema/").json()
    return found


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, each) for path, held in document()["paths"].items() for method, each in held.items()]


def faults(row: object, schema: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator({**schema, "components": document()["components"]})
    return [f"{list(fault.path)}: {fault.message}" for fault in validator.iter_errors(row)]


@pytest.fixture
def followed(world: World) -> World:
    """The world, with what the reviewer follows, was told, and has sent to an address."""
    reviewer = world.note.created_by
    alert = make_alert(make_follow(reviewer, figure=world.figure))
    make_delivery(make_webhook(reviewer), alert=alert)
    return world


@pytest.mark.django_db
@pytest.mark.parametrize("noun", NOUNS)
def test_rows_are_what_the_document_says(program: APIClient, followed: World, noun: str):
    page = program.get(f"/api/v1/{noun}/").json()
    row, whole = page["results"][0], program.get(f"/api/v1/{noun}/{page['results'][0]['id']}/").json()
    listed = document()["paths"][f"/api/v1/{noun}/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert faults(page, listed) == []
    for shown, name in ((row, COMPONENTS[noun]), (whole, WHOLE.get(noun, COMPONENTS[noun]))):
        known = set(document()["components"]["schemas"][name]["properties"])
        assert faults(shown, {"$ref": f"#/components/schemas/{name}"}) == []
        assert set(shown) <= known
        assert known - set(shown) <= {"text", "secret"}


@pytest.mark.django_db
def test_deliveries_are_what_the_document_says(program: APIClient, followed: World):
    log = f"/api/v1/webhooks/{Webhook.objects.get().pk}/deliveries/"
    page = program.get(log).json()
    told = document()["paths"]["/api/v1/webhooks/{webhook}/deliveries/"]["get"]
    assert faults(page, told["responses"]["200"]["content"]["application/json"]["schema"]) == []
    row = program.get(f"{log}{page['results'][0]['id']}/").json()
    assert faults(row, {"$ref": "#/components/schemas/Delivery"}) == []
    assert set(row) == set(document()["components"]["schemas"]["Delivery"]["properties"])
    assert told["summary"] == "List deliveries"


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_files_of_lists_are_documented(anyone: APIClient, world: World, form: str):
    answer = anyone.get(f"/api/v1/claims/?format={form}")
    content = document()["paths"]["/api/v1/claims/"]["get"]["responses"]["200"]["content"]
    told = content[answer["Content-Type"].partition(";")[0]]
    # to its end, in every form: a stream left half read keeps its snapshot
    written = b"".join(answer)
    rows = json.loads(written) if form == "json" else None
    assert rows is None or faults(rows, told["schema"]) == []
    assert "text/csv" not in document()["paths"]["/api/v1/verdicts/"]["get"]["responses"]["200"]["content"]


@pytest.mark.django_db
def test_every_operation_tells_its_statuses():
    for path, method, operation in operations():
        told = set(operation["responses"])
        assert {"400", "401", "404", "406", "422", "429"} <= told, path
        if method != "get":
            assert told >= WRITTEN, path
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "If-Match":
                assert told >= ({"412", "428"} if parameter.get("required") else {"412"}), path


@pytest.mark.django_db
def test_every_operation_has_examples_that_hold():
    for path, method, operation in operations():
        contents = [body["content"]["application/json"] for status, body in operation["responses"].items()
                    if status.startswith("2") and body.get("content")]  # fmt: skip
        contents += operation.get("requestBody", {}).get("content", {}).values()
        for content in contents:
            assert content.get("examples"), f"{method} {path}"
            for example in content["examples"].values():
                assert faults(example["value"], content["schema"]) == [], f"{method} {path}"


@pytest.mark.django_db(transaction=True)
def test_typed_client_reads_every_list(
    live_server: LiveServer, followed: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: APIClient
):
    (tmp_path / "schema.json").write_text(json.dumps(document()))
    (tmp_path / "config.yml").write_text(
        "project_name_override: made\npackage_name_override: made_client\npost_hooks: []\n"
    )
    tool = Path(sys.executable).with_name("openapi-python-client")
    made = subprocess.run(
        [tool, "generate", "--path", "schema.json", "--config", "config.yml", "--meta", "none", "--output-path", "made_client"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    client_module = importlib.import_module("made_client")
    with client_module.AuthenticatedClient(base_url=live_server.url, token=secret_of(program)) as client:
        for noun in NOUNS:
            read = importlib.import_module(f"made_client.api.{noun}.{noun}_list")
            answer = read.sync_detailed(client=client)
            assert answer.status_code == 200, noun
            assert type(answer.parsed.results[0]).__name__ == COMPONENTS[noun]


def secret_of(program: APIClient) -> str:
    return str(program.defaults["HTTP_AUTHORIZATION"]).removeprefix("Bearer ")
