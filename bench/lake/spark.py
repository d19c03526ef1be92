"""The same file by PySpark on local[2] into an Iceberg table by date and region: spark.py JARS WAREHOUSE FILE. Each line on stdin is one more
append in the same session; each answer has the rows, and CPU seconds and memory of Python and its JVM so far."""
import json
import os
import sys

from session import open_session, spent

jars, warehouse, source = sys.argv[1:]
COLUMNS = """event_date DATE, region STRING, event_id STRING, sku STRING, source_sku STRING, warehouse_id STRING, type STRING, quantity INT,
  unit_price DECIMAL(12, 3), currency STRING, reference STRING, occurred_at TIMESTAMP, kafka_topic STRING, kafka_partition INT,
  kafka_offset BIGINT, kafka_timestamp TIMESTAMP"""

spark = open_session(jars, warehouse)
TABLE = f"lake.bronze.events_{os.getpid()}"
spark.sql(
    f"CREATE TABLE {TABLE} ({COLUMNS}) USING iceberg PARTITIONED BY (event_date, region)"
    " TBLPROPERTIES ('format-version'='2', 'write.parquet.compression-codec'='zstd')"
)

for _ in sys.stdin:
    frame = spark.read.schema(COLUMNS).json(source)
    frame.writeTo(TABLE).option("fanout-enabled", "true").append()
    rows = spark.sql(f"SELECT summary['added-records'] FROM {TABLE}.snapshots ORDER BY committed_at DESC LIMIT 1").collect()[0][0]
    cpu, peak = spent(spark)
    print(json.dumps({"rows": int(rows), "cpu": cpu, "rss": peak}), flush=True)
spark.stop()
