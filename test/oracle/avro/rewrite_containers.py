"""Reads every Avro container file of a folder with fastavro and writes it again, as another implementation understands it: <folder> <out>."""
import os
import sys

import fastavro

folder, out = sys.argv[1:3]
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), "rb") as file:
        reader = fastavro.reader(file)
        records = list(reader)
        schema, codec = reader.writer_schema, reader.codec
    with open(os.path.join(out, name), "wb") as file:
        fastavro.writer(file, schema, records, codec="null" if codec == "deflate" else "deflate", sync_interval=500)
    print(name, codec, len(records), fastavro.__version__)
