"""Fails when a test report holds a skipped test, or none at all: a missing server proves nothing."""

import sys
from xml.etree import ElementTree

report, marker = sys.argv[1:]
suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - written by pytest a moment ago.
counts = [(int(suite.get("tests", 0)), int(suite.get("skipped", 0))) for suite in suites]
tests, skipped = (sum(column) for column in zip(*counts, strict=True))
if not tests or skipped:
    sys.exit(f"{skipped} of {tests} tests marked “{marker}” were skipped; here all of them must run.")
print(f"{tests} tests marked “{marker}” ran, none was skipped.")  # noqa: T201
