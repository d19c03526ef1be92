"""Loads results of dq with the real Great Expectations' own schema: a JSON line in for each, {"success", "results"} out."""

import json
import logging
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

from great_expectations.core.expectation_validation_result import expectationSuiteValidationResultSchema

for line in sys.stdin:
    loaded = expectationSuiteValidationResultSchema.load(json.loads(line))
    again = loaded.to_json_dict()
    types = [one.expectation_config.type for one in loaded.results]
    print(json.dumps({"success": again["success"], "statistics": again["statistics"], "types": types}))
