"""The process that is measured: one method, once. ``python -m bench.peers.child '{"method": ...}'``."""

from __future__ import annotations

import json
import sys
from typing import Any

from .. import data
from ..measure import measured
from .judge import judge
from .methods import METHODS
from .task import Task

OPTIONS = ("territories", "tolerance", "threads", "seed")


def once(options: dict[str, Any]) -> dict[str, Any]:
    """Read the accounts, import the method, measure it, judge its labels."""
    method = METHODS[options["method"]]
    task = Task.of(data.load(options["table"]), *(options[name] for name in OPTIONS))
    prepare, run = method.functions()
    try:
        prepare(task)
    except ModuleNotFoundError as error:
        return {"error": f"not installed: pip install {method.package or error.name}"}
    answer, cost = measured(lambda: run(task))
    return {**cost, **judge(task, answer.labels), **answer.figures}


if __name__ == "__main__":
    print(json.dumps(once(json.loads(sys.argv[1]))))
