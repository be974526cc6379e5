"""pytest plugin (-p tests.proof.at_once): what failed is said when it fails: a part may be stopped before its end."""

import os

import pytest

LINES = 60  # the last ones of a failure: the assertion, and what was said


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In the process that collects the reports of all workers."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        words = "\n".join(report.longreprtext.splitlines()[-LINES:])
        print(f"\nFAILED {report.nodeid}\n{words}", flush=True)
