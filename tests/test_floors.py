"""The gate on the outside material, without the material."""

import pytest

from tests.floors import Floor, floors

FLOOR = Floor(what="seeds", name="found", pattern=r"(?m)^found\s+(\d+) /", least=32)


@pytest.mark.parametrize(
    ("printed", "refusal"),
    [
        pytest.param("found         33 / 33\n", "", id="over the floor"),
        pytest.param("x\nfound         32 / 33\n", "", id="on the floor"),
        pytest.param("found         31 / 33\n", "seeds: found is 31, and its floor 32", id="under the floor"),
        pytest.param("nothing", r"seeds: nothing printed matches '(?m)^found\\s+(\\d+) /'", id="another output"),
    ],
)
def test_floor_refuses_less(printed, refusal):
    assert FLOOR.refusal(printed) == refusal


def test_floors_are_pinned():
    assert {"seeds", "quantity", "attribution", "comparison"} <= {floor.what for floor in floors()}
    assert all(floor.least > 0 for floor in floors())
