"""python gx.py <suite> <file>: the real Great Expectations on pandas; prints how many of the ten are met, and what it cost."""

import json
import logging
import resource
import sys
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.data_context.types.base import ProgressBarsConfig

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
suite = context.suites.add(ExpectationSuite(**json.load(open(sys.argv[1]))))
asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
batch = asset.add_batch_definition_whole_dataframe("b").get_batch({"dataframe": pd.read_parquet(sys.argv[2])})
result = batch.validate(suite, result_format="SUMMARY")
print(result.to_json_dict()["statistics"]["successful_expectations"])
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "rss": used.ru_maxrss * 1024}), file=sys.stderr)
