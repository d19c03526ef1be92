import { fileURLToPath } from 'node:url'
import { fetchFiles } from '../../src/adapters/stack/processes/downloads/cache.ts'
import { bundleOf } from '../../src/adapters/stack/processes/downloads/lock.ts'
import { javaOf } from '../../src/adapters/stack/processes/jdk.ts'
import { type PythonPeer, pythonWith, startPeer } from '../../test/python-peer.ts'

const PYSPARK = '3.5.9'

/** A program in Python with a session of PySpark (session.py): it is given the jars, the warehouse and these arguments. */
export type StartSession = (script: URL, ...args: readonly string[]) => PythonPeer

/** Fetches PySpark, Iceberg's jar and those of `more`, and Java. Throws when the machine lacks what it needs. */
export async function pyspark(
  cacheDir: string,
  warehouse: string,
  ...more: readonly 'sparkKafka'[]
): Promise<StartSession> {
  const say = (text: string) => console.error(`spark: ${text}`)
  const cache = `${cacheDir}/stack`
  const jars = (await fetchFiles(cache, bundleOf('spark').files, say)).filter((path) => path.includes('iceberg-spark'))
  for (const bundle of more) jars.push(...(await fetchFiles(cache, bundleOf(bundle).files, say)))
  const java = await javaOf(cache, new Map([['jdk21', await fetchFiles(cache, bundleOf('jdk21').files, say)]]), say)
  const python = pythonWith(cacheDir, `pyspark-${PYSPARK}`, [`pyspark==${PYSPARK}`, 'py4j==0.10.9.9'])
  return (script, ...args) =>
    startPeer(python, [fileURLToPath(script), jars.join(','), `file://${warehouse}`, ...args], {
      JAVA_HOME: (java ?? '').replace(/\/bin\/java$/, ''),
      PYTHONPATH: import.meta.dirname,
      SPARK_LOCAL_IP: '127.0.0.1',
      TZ: 'UTC',
    })
}
