import { parseExact } from '../../../src/kernel/exact-json.ts'

/** A Trino server, as tests talk to it by its REST protocol (https://trino.io/docs/476/develop/client-protocol.html). */
export interface Trino {
  /** Rows of a statement; fails with the server's own words. Whole numbers above 2^53 are bigints. */
  rows(sql: string): Promise<readonly (readonly unknown[])[]>
  /** The same of one table, and how many data files the Iceberg connector made splits of, by the query's own metrics. */
  scan(sql: string): Promise<{ readonly rows: readonly (readonly unknown[])[]; readonly files: number }>
}

interface Page {
  readonly id: string
  readonly nextUri?: string
  readonly data?: readonly (readonly unknown[])[]
  readonly error?: { readonly errorName: string; readonly message: string }
}

export function trinoAt(url: string): Trino {
  const headers = {
    'X-Trino-User': 'dq',
    'X-Trino-Time-Zone': 'UTC',
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
  }
  const run = async (sql: string) => {
    const rows: (readonly unknown[])[] = []
    let page = await pageOf(fetch(`${url}/v1/statement`, { method: 'POST', headers, body: sql }))
    for (;;) {
      if (page.error !== undefined) throw new Error(`${page.error.errorName}: ${page.error.message}`)
      rows.push(...(page.data ?? []))
      if (page.nextUri === undefined) return { rows, id: page.id }
      page = await pageOf(fetch(page.nextUri, { headers }))
    }
  }
  return {
    rows: async (sql) => (await run(sql)).rows,
    async scan(sql) {
      const { rows, id } = await run(sql)
      const info = await (await fetch(`${url}/v1/query/${id}`, { headers })).text()
      // Told for the stage and again for the query; a scan that was planned away has none.
      const [, files = 0] = /"dataFiles"\s*:\s*\{[^}]*?"total"\s*:\s*(\d+)/.exec(info) ?? []
      return { rows, files: Number(files) }
    },
  }
}

const pageOf = async (response: Promise<Response>): Promise<Page> => {
  const page: unknown = parseExact(await (await response).text())
  return page as Page
}

/** A catalog of one branch of Nessie, on this machine's disk. */
export const nessieBranch = (url: string, branch: string, warehouse: string): Readonly<Record<string, string>> => ({
  'iceberg.catalog.type': 'nessie',
  'iceberg.nessie-catalog.uri': url,
  'iceberg.nessie-catalog.ref': branch,
  'iceberg.nessie-catalog.default-warehouse-dir': warehouse,
  'fs.hadoop.enabled': 'true',
  'iceberg.expire-snapshots.min-retention': '0s',
})

/** The statement that makes an Iceberg catalog of these properties while the server runs. */
export const createCatalog = (name: string, properties: Readonly<Record<string, string>>): string =>
  `CREATE CATALOG "${name}" USING iceberg WITH (${Object.entries(properties)
    .map(([key, value]) => `"${key}" = '${value.replaceAll("'", "''")}'`)
    .join(', ')})`

/** A catalog of one branch of Nessie through its Iceberg REST endpoint, on an S3 store. */
export const restBranch = (
  url: string,
  branch: string,
  s3: { readonly warehouse: string; readonly endpoint: string; readonly key: string; readonly secret: string },
): Readonly<Record<string, string>> => ({
  'iceberg.catalog.type': 'rest',
  'iceberg.rest-catalog.uri': `${url.replace(/\/api\/v2$/, '')}/iceberg/${branch}`,
  'iceberg.rest-catalog.warehouse': s3.warehouse,
  'fs.native-s3.enabled': 'true',
  's3.endpoint': s3.endpoint,
  's3.region': 'us-east-1',
  's3.path-style-access': 'true',
  's3.aws-access-key': s3.key,
  's3.aws-secret-key': s3.secret,
})
