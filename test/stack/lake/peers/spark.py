"""Spark SQL on a catalog of Nessie, one task a line: spark.py JARS NESSIE WAREHOUSE."""
import sys

from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession
from values import serve, text

jars, nessie, warehouse = sys.argv[1:]
SETTINGS = {
    "spark.jars": jars,
    "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions,"
    "org.projectnessie.spark.extensions.NessieSparkSessionExtensions",
    "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    "spark.sql.catalog.lake.type": "nessie",
    "spark.sql.catalog.lake.uri": nessie,
    "spark.sql.catalog.lake.ref": "main",
    "spark.sql.catalog.lake.client-api-version": "2",
    "spark.sql.catalog.lake.warehouse": warehouse,
    "spark.sql.catalog.lake.cache-enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "640m",
    "spark.driver.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
}
builder = SparkSession.builder.master("local[1]")
for name, value in SETTINGS.items():
    builder = builder.config(name, value)
spark = builder.getOrCreate()
spark.sparkContext.setLogLevel("OFF")


def in_its_words(work):
    """The innermost exception of the JVM says what is the matter."""

    def wrapped(**task):
        try:
            return work(**task)
        except Py4JJavaError as error:
            cause = error.java_exception
            while cause.getCause() is not None:
                cause = cause.getCause()
            raise RuntimeError(cause.toString()) from error

    return wrapped


@in_its_words
def sql(sql):
    return {"rows": [text(row) for row in spark.sql(sql).collect()]}


@in_its_words
def read(sql):
    """Rows, and how many data files the scans of Iceberg's tables gave, from the plan's own metrics."""
    frame = spark.sql(sql)
    rows = [text(row) for row in frame.collect()]
    leaves = frame._jdf.queryExecution().executedPlan().collectLeaves()
    files = 0
    for i in range(leaves.size()):
        metric = leaves.apply(i).metrics().get("resultDataFiles")
        if metric.isDefined():
            files += metric.get().value()
    return {"rows": rows, "files": files}


serve({"sql": sql, "read": read})
