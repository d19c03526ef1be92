"""Reads printed SQL by sqlglot's parser of its dialect: a JSON line in for each text, a line out for each that it refuses.

In: {"id", "dialect", "sql"}
"""

import json
import sys

from sqlglot import ErrorLevel, exp, parse_one

for line in sys.stdin:
    if line.strip():
        case = json.loads(line)
        try:
            tree = parse_one(case["sql"], dialect=case["dialect"], error_level=ErrorLevel.RAISE)
            if not isinstance(tree, (exp.Query, exp.Create, exp.Insert)):
                print(f"{case['id']} ({case['dialect']}): read as {type(tree).__name__}")
        except Exception as error:
            print(f"{case['id']} ({case['dialect']}): {error}")
