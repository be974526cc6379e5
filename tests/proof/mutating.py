"""Small wrong changes: of a function's text, and of a line in a table of steps.

A change of text is applied to the functions that are loaded already: each gets the code of the changed text, and
whoever holds the function runs it. No file is touched.
"""

import ast
import copy
import gc
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

from congress.permissions import ALLOWED
from congress.workflow import Step, Workflow, always, follows

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Mutant:
    """One wrong change: the file, the line and what is changed, and how to make it in this process."""

    file: str
    place: str
    apply: Callable[[], None]

    def __str__(self) -> str:
        return f"{self.file}: {self.place}"


def mutants_of_text(path: Path, file: str) -> list[Mutant]:
    """All wrong changes of the functions of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    numbers = {id(node): number for number, node in enumerate(nodes)}
    found = []
    for name, function in functions_of(tree):
        for node in inside(function):
            number = numbers[id(node)]
            found += [
                Mutant(file, f"{name}: {said}", lambda n=number, v=version, q=name: swap(path, tree, n, v, q))
                for version, said in enumerate(words_of(node))
            ]
    return found


def functions_of(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function]]:
    """The outermost functions with the names by which Python knows them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions_of(node, f"{prefix}{node.name}.")


def inside(function: Function) -> Iterator[ast.AST]:
    """What stands in a function's body, without types and the words that a person reads."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            continue
        yield node
        left = getattr(node, "annotation", None) if isinstance(node, ast.AnnAssign | ast.arg) else None
        waiting += [child for child in ast.iter_child_nodes(node) if child is not left]


def words_of(node: ast.AST) -> list[str]:
    """What can be changed in a node, a sentence each; `changed` makes the change of the same number."""
    line = getattr(node, "lineno", 0)
    return [f"{line}: {ast.unparse(node)[:60]} -> {ast.unparse(made)[:60]}" for made in versions(node)]


def versions(node: ast.AST) -> list[ast.AST]:
    """The wrong nodes that may stand in a node's place."""
    made = copy.deepcopy(node)
    return wrong_values(made) if isinstance(node, ast.expr) else wrong_statements(made)


def wrong_values(made: ast.AST) -> list[ast.AST]:
    """Another comparison, `and` for `or`, no `not`, another sum, a number beside it, the other of two answers."""
    match made:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            made.ops = [COMPARED[type(op)]()]
        case ast.BoolOp():
            made.op = ast.Or() if isinstance(made.op, ast.And) else ast.And()
        case ast.UnaryOp(op=ast.Not()):
            return [made.operand]
        case ast.BinOp() if type(made.op) in COUNTED:
            made.op = COUNTED[type(made.op)]()
        case ast.Constant(value=bool()):
            made.value = not made.value
        case ast.Constant(value=int(number)):
            return [ast.Constant(number + 1), ast.Constant(number - 1)]
        case ast.IfExp(test=ast.Call() | ast.Name() | ast.Attribute()):
            made.body, made.orelse = made.orelse, made.body
        case _:
            return []
    return [made]


def wrong_statements(made: ast.AST) -> list[ast.AST]:
    """The other way at an `if`, None as the answer, a deed left out."""
    match made:
        case ast.If(test=ast.Call() | ast.Name() | ast.Attribute()):
            made.test = ast.UnaryOp(ast.Not(), made.test)
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            made.value = ast.Constant(None)
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise():
            return [ast.Pass()]
        case _:
            return []
    return [made]


class Replaced(ast.NodeTransformer):
    """Puts a node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


def swap(path: Path, tree: ast.Module, number: int, version: int, name: str) -> None:
    """Give the loaded function the code of the changed text."""
    changed = copy.deepcopy(tree)
    node = list(ast.walk(changed))[number]
    changed = ast.fix_missing_locations(Replaced(node, versions(node)[version]).visit(changed))
    codes = {code.co_firstlineno: code for code in codes_in(compile(changed, str(path), "exec"), name)}
    done = 0
    for function in gc.get_objects():
        # By type(): a lazy object, asked for its class, would be made now.
        if type(function) is FunctionType and function.__code__.co_filename == str(path):
            old = function.__code__
            if old.co_qualname == name and old.co_firstlineno in codes:
                function.__code__ = codes[old.co_firstlineno]
                done += 1
    if not done:
        raise LookupError(f"no function {name} of {path} is loaded")


def codes_in(code: CodeType, name: str) -> Iterator[CodeType]:
    """The code of that name in a compiled file."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_qualname == name:
                yield inner
            yield from codes_in(inner, name)


def mutants_of_table(workflow: Workflow, file: str, chance: random.Random) -> list[Mutant]:
    """All wrong changes of a table: a source too few, one too many, another target, nobody asked, nothing needed."""
    states = sorted({state for step in workflow.steps.values() for state in (*step.sources, step.target)})
    found = []

    def change(step: Step, what: str, **columns: object) -> None:
        def apply() -> None:
            for column, value in columns.items():
                object.__setattr__(step, column, value)

        found.append(Mutant(file, f"step {step.name} {what}", apply))

    for step in workflow.steps.values():
        for source in sorted(step.sources):
            change(step, f"no longer from {source}", sources=step.sources - {source})
        more = chance.choice([state for state in states if state not in step.sources])
        change(step, f"from {more} as well", sources=step.sources | {more})
        other = chance.choice([state for state in states if state != step.target])
        change(step, f"to {other}", target=other)
        if step.may is not follows:
            change(step, "by anybody", may=lambda actor, subject: ALLOWED)
        if step.ready is not always:
            change(step, "with nothing in place", ready=always)
    return found
