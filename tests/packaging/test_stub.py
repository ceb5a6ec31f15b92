"""The committed types of the extension module are those of its functions."""

import ast
import inspect
import re
from importlib.resources import files

import pytest

core = pytest.importorskip("territory_engine._core", reason="the core is not compiled here", exc_type=ImportError)


def stub():
    return ast.parse((files("territory_engine") / "_core.pyi").read_text(encoding="utf-8"))


def arguments_in_stub(function):
    return [argument.arg for argument in function.args.args if argument.arg != "self"]


def arguments_in_core(function):
    """From the first line of the documentation, where pybind11 writes the signature."""
    signature = function.__doc__.split("->")[0]
    return [name for name in re.findall(r"[(,] *(\w+):", signature) if name != "self"]


def test_functions():
    compiled = {name: value for name, value in vars(core).items() if inspect.isroutine(value)}
    typed = {node.name: node for node in stub().body if isinstance(node, ast.FunctionDef)}
    assert sorted(compiled) == sorted(typed)
    for name in set(compiled) - {"set_simd_level"}:  # its argument has no name
        assert arguments_in_core(compiled[name]) == arguments_in_stub(typed[name]), name


def test_classes():
    compiled = {name: value for name, value in vars(core).items() if inspect.isclass(value)}
    typed = {node.name: node for node in stub().body if isinstance(node, ast.ClassDef)}
    assert sorted(compiled) == sorted(typed)
    for name, node in typed.items():
        (constructor,) = (part for part in node.body if isinstance(part, ast.FunctionDef))
        assert arguments_in_core(compiled[name].__init__) == arguments_in_stub(constructor), name
        attributes = {part.target.id for part in node.body if isinstance(part, ast.AnnAssign)}
        assert attributes == {part for part in vars(compiled[name]) if not part.startswith("_")}, name
