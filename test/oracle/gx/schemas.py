"""Prints the parameters of every expectation as Great Expectations' own JSON schemas (shipped in its wheel) have them."""

import glob
import json
import os
import warnings

warnings.filterwarnings("ignore")

import great_expectations
from great_expectations.util import camel_to_snake

# Fields of an expectation beside its kwargs, and what only rendering uses.
BESIDE = {"id", "meta", "notes", "description", "severity", "rendered_content", "windows", "metadata", "library_metadata"}

folder = os.path.join(os.path.dirname(great_expectations.__file__), "expectations", "core", "schemas")
found = {}
for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
    schema = json.load(open(path))
    if "properties" not in schema:
        continue
    name = camel_to_snake(os.path.basename(path)[: -len(".json")])
    found[name] = {
        "kwargs": sorted(set(schema["properties"]) - BESIDE),
        "required": sorted(schema.get("required") or []),
    }
print("{")
print(",\n".join(f"  {json.dumps(name)}: {json.dumps(fields)}" for name, fields in sorted(found.items())))
print("}")
