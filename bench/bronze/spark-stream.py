"""The same topic by PySpark's structured streaming into an Iceberg table by date and region: spark-stream.py JARS WAREHOUSE BROKER TOPIC SCHEMA.
Each line on stdin, {"tally": SQL}, is one more run in the same session: a new table and checkpoint, all that is in the topic, and the end. Each answer
has what the run took, the memory of Python and its JVM so far, and the tally of the table. Records are not held against any contract."""
import json
import sys
import time

from pyspark.sql import functions as f
from pyspark.sql.avro.functions import from_avro
from session import open_session, spent

jars, warehouse, broker, topic, schema_file = sys.argv[1:]
schema = open(schema_file).read()
spark = open_session(jars, warehouse)
spark.conf.set("spark.sql.shuffle.partitions", "2")


def rows():
    """Five bytes with the schema's id stand before each record."""
    records = (
        spark.readStream.format("kafka")
        .option("kafka.bootstrap.servers", broker)
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        # Three partitions would keep the second core waiting for the third.
        .option("minPartitions", "4")
        .load()
    )
    changes = records.select(
        from_avro(f.expr("substring(value, 6)"), schema).alias("change"), "topic", "partition", "offset", "timestamp"
    )
    side = f.when(f.col("change.op") == "d", f.col("change.before")).otherwise(f.col("change.after"))
    source_ts = f.coalesce(f.timestamp_micros("change.source.ts_us"), f.timestamp_millis("change.source.ts_ms"))
    return changes.select(
        side.alias("row"), f.col("change.op").alias("op"), source_ts.alias("source_ts"), "topic", "partition", "offset", "timestamp"
    ).select(
        f.to_date("source_ts").alias("event_date"),
        *(f.col(f"row.{name}") for name in ["region", "order_id", "order_item_id", "product_id", "seller_id"]),
        *(f.col(f"row.{name}") for name in ["shipping_limit_date", "price", "freight_value"]),
        "op",
        "source_ts",
        *(f.col(name).alias(f"kafka_{name}") for name in ["topic", "partition", "offset", "timestamp"]),
    )


for number, line in enumerate(sys.stdin):
    table = f"lake.bronze.order_items_{number}"
    spark.sql(
        f"""CREATE TABLE {table} (event_date DATE, region STRING, order_id STRING, order_item_id INT, product_id STRING, seller_id STRING,
        shipping_limit_date TIMESTAMP, price DECIMAL(12, 2), freight_value DECIMAL(12, 2), op STRING, source_ts TIMESTAMP,
        kafka_topic STRING, kafka_partition INT, kafka_offset BIGINT, kafka_timestamp TIMESTAMP) USING iceberg
        PARTITIONED BY (event_date, region) TBLPROPERTIES ('format-version'='2', 'write.parquet.compression-codec'='zstd',
        'write.distribution-mode'='none')"""
    )
    before, _ = spent(spark)
    began = time.monotonic()
    query = (
        rows()
        .writeStream.format("iceberg")
        .outputMode("append")
        .trigger(availableNow=True)
        .option("checkpointLocation", f"{warehouse}/checkpoint-{number}")
        .option("fanout-enabled", "true")
        .toTable(table)
    )
    query.awaitTermination()
    wall = time.monotonic() - began
    cpu, peak = spent(spark)
    tally = spark.sql(json.loads(line)["tally"].replace("TABLE", table)).collect()[0].asDict()
    files = spark.sql(f"SELECT count(*) FROM {table}.files").collect()[0][0]
    spark.sql(f"DROP TABLE {table} PURGE")
    print(json.dumps({"cpu": cpu - before, "wall": wall, "rss": peak, "files": files, "tally": tally}), flush=True)
spark.stop()
