"""Loads suites with the real Great Expectations: a JSON line in for each, {"name", "expectations", "dropped"} out.

It drops an expectation that it does not know without a word, so what it kept is counted.
"""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import great_expectations as gx
from great_expectations.core.expectation_suite import ExpectationSuite

context = gx.get_context(mode="ephemeral")
for line in sys.stdin:
    written = json.loads(line)
    suite = context.suites.add(ExpectationSuite(**written))
    kept = [one.to_json_dict() if hasattr(one, "to_json_dict") else one.configuration.to_json_dict() for one in suite.expectations]
    print(json.dumps({"name": suite.name, "expectations": len(kept), "dropped": len(written["expectations"]) - len(kept)}))
