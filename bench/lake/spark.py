"""The same file by PySpark on local[2] into an Iceberg table by date and region: spark.py JARS FILE WAREHOUSE. Each line on stdin is one more
append in the same session; each answer has the rows, and CPU seconds and memory of Python and its JVM so far."""
import json
import os
import sys

from pyspark.sql import SparkSession

jars, source, warehouse = sys.argv[1:]
SETTINGS = {
    "spark.jars": jars,
    "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    "spark.sql.catalog.lake.type": "hadoop",
    "spark.sql.catalog.lake.warehouse": warehouse,
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
}
COLUMNS = """event_date DATE, region STRING, event_id STRING, sku STRING, source_sku STRING, warehouse_id STRING, type STRING, quantity INT,
  unit_price DECIMAL(12, 3), currency STRING, reference STRING, occurred_at TIMESTAMP, kafka_topic STRING, kafka_partition INT,
  kafka_offset BIGINT, kafka_timestamp TIMESTAMP"""

builder = SparkSession.builder.master("local[2]")
for name, value in SETTINGS.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")
TABLE = f"lake.bronze.events_{os.getpid()}"
spark.sql(
    f"CREATE TABLE {TABLE} ({COLUMNS}) USING iceberg PARTITIONED BY (event_date, region)"
    " TBLPROPERTIES ('format-version'='2', 'write.parquet.compression-codec'='zstd')"
)


def spent():
    """The JVM is a child of this process, and has this process's memory of its own."""
    jvm = int(spark._jvm.java.lang.ProcessHandle.current().pid())
    cpu, peak = 0, 0
    for pid in (os.getpid(), jvm):
        stat = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        cpu += int(stat[11]) + int(stat[12])
        status = open(f"/proc/{pid}/status").read()
        peak += int(status.split("VmHWM:")[1].split()[0])
    return cpu / os.sysconf("SC_CLK_TCK"), peak * 1024


for _ in sys.stdin:
    frame = spark.read.schema(COLUMNS).json(source)
    frame.writeTo(TABLE).option("fanout-enabled", "true").append()
    rows = spark.sql(f"SELECT summary['added-records'] FROM {TABLE}.snapshots ORDER BY committed_at DESC LIMIT 1").collect()[0][0]
    cpu, peak = spent()
    print(json.dumps({"rows": int(rows), "cpu": cpu, "rss": peak}), flush=True)
spark.stop()
