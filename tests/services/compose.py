"""Reads docker-compose.yml as Docker Compose does, as far as this project's file goes."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([?-])([^}]*))?\}")


@dataclass(frozen=True, slots=True)
class Service:
    name: str
    command: tuple[str, ...]
    health: tuple[str, ...]
    environment: dict[str, str]
    raw: dict[str, Any]


def services(values: Mapping[str, str]) -> dict[str, Service]:
    """Every service with its variables filled in from `values`; a needed one that is missing is a KeyError."""
    raw = _filled(yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"], values)
    return {name: _service(name, row) for name, row in raw.items()}


def image_environment() -> dict[str, str]:
    """The ENV of the Dockerfile's last stage."""
    last = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").split("\nFROM ")[-1]
    pairs = [pair for line in last.splitlines() if line.startswith("ENV ") for pair in shlex.split(line)[1:]]
    return dict(pair.split("=", 1) for pair in pairs)


def _service(name: str, row: dict[str, Any]) -> Service:
    health = row.get("healthcheck", {}).get("test", [])
    environment = {key: str(value) for key, value in row.get("environment", {}).items()}
    return Service(name, tuple(row.get("command", ())), tuple(health), environment, row)


def _filled(node: Any, values: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _filled(value, values) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, values) for value in node]
    return VARIABLE.sub(lambda found: _value(found, values), node).replace("$$", "$") if isinstance(node, str) else node


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    name, kind, rest = found.groups()
    if value := values.get(name):
        return value
    if kind == "?":
        raise KeyError(f"{name}: {rest}")
    return rest or ""
