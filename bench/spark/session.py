"""A session of PySpark on local[2] with a catalog "lake" of Iceberg tables on the disk, and what it has cost."""
import os

from pyspark.sql import SparkSession


def open_session(jars, warehouse):
    settings = {
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
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def spent(spark):
    """CPU seconds and peak of memory of Python and the JVM: that is a child of this process, and has memory of its own."""
    jvm = int(spark._jvm.java.lang.ProcessHandle.current().pid())
    cpu, peak = 0, 0
    for pid in (os.getpid(), jvm):
        stat = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        cpu += int(stat[11]) + int(stat[12])
        status = open(f"/proc/{pid}/status").read()
        peak += int(status.split("VmHWM:")[1].split()[0])
    return cpu / os.sysconf("SC_CLK_TCK"), peak * 1024
