"""The examples in the docstrings of every module of the package."""

import doctest
import importlib
import pkgutil

import pytest

import territory_engine

COMPILED = ("territory_engine._core", "territory_engine.kernels.native")  # not there in a pure package
MODULES = [
    module.name
    for module in pkgutil.walk_packages(territory_engine.__path__, "territory_engine.")
    if module.name not in (*COMPILED, "territory_engine.__main__")
]


@pytest.mark.parametrize("name", ["territory_engine", *MODULES])
def test_examples_of(name):
    module = importlib.import_module(name)
    report = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        runner.run(test, out=report.append)
    assert not runner.failures, "".join(report)


def test_modules_have_examples():
    finder = doctest.DocTestFinder()
    examples = sum(len(test.examples) for name in MODULES for test in finder.find(importlib.import_module(name)))
    assert examples > 20
