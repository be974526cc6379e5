"""What watches the tests: wrong changes are made in memory only, reports are read as they stand."""

import ast
import importlib.util
import random
import sys

import pytest

from congress.workflow import Step, Workflow
from tests.proof.coverage import Share, important_files, not_run, share_of
from tests.proof.flakiness import read_report
from tests.proof.mutants import EQUIVALENT, ROOT, TESTS
from tests.proof.mutating import mutants_of_table, mutants_of_text, words_of

TEXT = '''
class Shop:
    def is_open(self, hour):
        """Until six."""
        return 8 <= hour and hour < 18
'''


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a < b", ["a <= b"]),
        ("a is None", ["a is not None"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("a + b", ["a - b"]),
        ("7", ["8", "6"]),
        ("True", ["False"]),
        ("a if b() else c", ["c if b() else a"]),
        ("'words'", []),
    ],
)
def test_a_value_is_changed_to_one_beside_it(text, made):
    assert [words.split(" -> ")[1] for words in words_of(ast.parse(text, mode="eval").body)] == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("if a:\n    b()", ["if not a:\n    b()"]),
        ("a()", ["pass"]),
        ("a += 1", ["pass"]),
        ("raise a", ["pass"]),
        ("return a", ["return None"]),
        ("return None", []),
        ("'a docstring'", []),
    ],
)
def test_a_statement_is_turned_or_left_out(text, made):
    assert [words.split(" -> ")[1] for words in words_of(ast.parse(text).body[0])] == made


def test_a_change_of_text_is_made_in_what_is_loaded_and_in_no_file(tmp_path):
    path = tmp_path / "shop_of_the_test.py"
    path.write_text(TEXT, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    is_open = module.Shop().is_open

    (closes_later,) = [m for m in mutants_of_text(path, "shop") if "hour < 18 -> hour <= 18" in str(m)]
    before = is_open(18)
    closes_later.apply()

    assert (before, is_open(18), is_open(19)) == (False, True, False)
    assert path.read_text(encoding="utf-8") == TEXT
    assert path.stem not in sys.modules


def test_a_table_loses_a_source_gains_one_and_lets_anybody_in():
    nobody = Workflow(Step("open", "开", {"shut", "locked"}, "open", lambda actor, subject: None))
    mutants = mutants_of_table(nobody, "table", random.Random(1))

    assert [str(mutant) for mutant in mutants] == [
        "table: step open no longer from locked",
        "table: step open no longer from shut",
        "table: step open from open as well",
        f"table: step open to {'shut' if 'to shut' in str(mutants[3]) else 'locked'}",
        "table: step open by anybody",
    ]
    mutants[0].apply()
    mutants[4].apply()
    assert nobody.steps["open"].sources == {"shut"}
    assert nobody.steps["open"].may(None, None)


def test_every_file_that_is_changed_has_tests_that_exist_and_every_equivalent_a_reason():
    assert all((ROOT / name).is_file() for file, tests in TESTS.items() for name in (file, *tests))
    assert all(tests for tests in TESTS.values())
    assert all(reason.strip() for reason in EQUIVALENT.values())


def test_a_share_counts_lines_and_branches_and_names_what_did_not_run():
    summary = {"num_statements": 3, "covered_lines": 2, "num_branches": 0, "covered_branches": 0}
    file = {"summary": summary, "missing_lines": [7], "missing_branches": [[3, 5], [6, 7]]}

    assert share_of([file, file]) == Share(6, 4, 0, 0)
    assert str(share_of([file])) == "lines 66.6 %, branches 100.0 %"
    assert not_run("a.py", file) == "a.py: 7, 3->5"
    assert list(important_files({"a/permissions.py": {}, "a/b.py": {}}, ["*/permissions.py"])) == ["a/permissions.py"]


REPORT = """<testsuites><testsuite><testcase classname="a" name="one"/>
<testcase classname="a" name="two"><failure/></testcase><testcase classname="a" name="two"><error/></testcase>
<testcase classname="b" name="three"><skipped/></testcase></testsuite></testsuites>"""


def test_a_run_names_once_what_failed_and_says_when_it_did_not_end(tmp_path):
    report = tmp_path / "report.xml"
    cut_short = str(read_report(report, 7, ended=True))
    report.write_text(REPORT, encoding="utf-8")

    assert cut_short.endswith("it did not come to its end")
    assert str(read_report(report, 7, ended=True)) == "seed 7: 1 passed, 1 skipped, 1 failed (a.two)"


def test_the_order_follows_from_the_seed_and_keeps_files_together(pytester_order):
    first, again, other = pytester_order(1), pytester_order(1), pytester_order(2)

    assert first == again != other
    assert sorted(first) == sorted(other)
    for order in (first, other):
        files = [name.split("::")[0] for name in order]
        assert len({*files}) == sum(a != b for a, b in zip(files, [None, *files], strict=False))


@pytest.fixture
def pytester_order(tmp_path):
    """The order that a seed gives to made-up tests of three files."""
    from types import SimpleNamespace

    from tests.conftest import pytest_collection_modifyitems

    def order(seed):
        items = [SimpleNamespace(path=tmp_path / f"{n % 3}.py", nodeid=f"{n % 3}.py::{n}") for n in range(30)]
        pytest_collection_modifyitems(SimpleNamespace(getoption=lambda name: seed), items)
        return [item.nodeid for item in items]

    return order
