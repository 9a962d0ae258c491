"""Adds many triggers in one operation: Django renders all models again after each one that stands alone."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.compiler import Trigger


class AddTriggers(Operation):
    """Pairs of a model's name and its compiled trigger, as pgtrigger's own AddTrigger takes them one by one."""

    reversible = True

    def __init__(self, triggers: Sequence[tuple[str, Trigger]]) -> None:
        self.triggers = list(triggers)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return self.__class__.__name__, [], {"triggers": self.triggers}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        for model_name, trigger in self.triggers:
            options = state.models[app_label, model_name].options
            options["triggers"] = [*options.get("triggers", []), trigger]

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for _, trigger in self.triggers:
            # without parameters, else its own % signs are taken for places of them
            editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for _, trigger in self.triggers:
            editor.execute(trigger.uninstall_sql, params=None)

    def describe(self) -> str:
        return f"Create {len(self.triggers)} triggers"
