import { byKey, type TableKey } from '../../lake/catalog/key.ts'
import type { BranchCatalog, Content, Reference } from '../../lake/catalog/port.ts'
import { checkReferenceName, isHash } from '../../lake/catalog/reference-name.ts'
import { unknownReference } from '../../lake/catalog/unknown-reference.ts'
import { commitTo } from './nessie/commit.ts'
import { type Answer, type NessieOptions, nessieHttp, unexpected } from './nessie/http.ts'
import { logOf } from './nessie/log.ts'
import { commonAncestor, mergeInto } from './nessie/merge.ts'
import { allPages, branchPath, hashPath } from './nessie/paths.ts'
import { diffSchema, entriesSchema, oneContentSchema, oneReferenceSchema, referencesSchema } from './nessie/shapes.ts'

/** A catalog in Nessie, by its REST API v2; tables are contents of type ICEBERG_TABLE, as Spark, Trino and Flink have them. */
export function nessieCatalog(options: NessieOptions): BranchCatalog {
  const http = nessieHttp(options)

  const reference = async (name: string): Promise<Reference | undefined> => {
    const path = `/trees/${encodeURIComponent(checkReferenceName(name))}`
    const answer = await http.get(path)
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw unexpected('GET', path, answer)
    return oneReferenceSchema.parse(answer.body)
  }
  const references = async () => {
    const pages = await allPages(http, '/trees', {}, (body) => referencesSchema.parse(body))
    return pages.flatMap((page) => page.references).sort((a, b) => (a.name < b.name ? -1 : 1))
  }
  /** A path of a commit that does not move while it is read. */
  const resolve = async (at: string): Promise<string> => {
    if (isHash(at)) return at
    const found = await reference(at)
    if (found !== undefined) return found.hash
    throw unknownReference(at, await references())
  }

  const contentAt = async (hash: string, key: TableKey): Promise<Content | undefined> => {
    const path = `${hashPath(hash)}/contents/${key.map(encodeURIComponent).join('.')}`
    const answer = await http.get(path)
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw unexpected('GET', path, answer)
    return oneContentSchema.parse(answer.body)
  }

  return {
    references,
    reference,
    async createReference({ kind, name, hash }) {
      const path = `/trees?name=${encodeURIComponent(checkReferenceName(name))}&type=${kind.toUpperCase()}`
      return done(path, await http.send('POST', path, { type: 'DETACHED', hash }), 'POST')
    },
    async deleteReference({ kind, name, hash }) {
      const path = `${branchPath(name, hash)}?type=${kind.toUpperCase()}`
      return done(path, await http.send('DELETE', path), 'DELETE')
    },
    async assignBranch({ name, hash }, to) {
      const path = `${branchPath(name, hash)}?type=BRANCH`
      return done(path, await http.send('PUT', path, { type: 'DETACHED', hash: await resolve(to) }), 'PUT')
    },
    async entries(at) {
      const path = `${hashPath(await resolve(at))}/entries`
      const pages = await allPages(http, path, { content: 'true' }, (body) => entriesSchema.parse(body))
      return pages
        .flatMap(({ entries }) => entries.flatMap(({ name: key, content }) => (content ? [{ key, content }] : [])))
        .sort(byKey)
    },
    content: async (at, key) => contentAt(await resolve(at), key),
    log: async (at, { max } = {}) => logOf(http, await resolve(at), max),
    async diff(from, to) {
      const path = `${hashPath(await resolve(from))}/diff/${encodeURIComponent(`@${await resolve(to)}`)}`
      const pages = await allPages(http, path, {}, (body) => diffSchema.parse(body))
      return pages
        .flatMap(({ diffs }) => diffs)
        .map((one) => ({ key: one.key, from: one.from ?? undefined, to: one.to ?? undefined }))
        .sort(byKey)
    },
    mergeBase: async (a, b) => commonAncestor(http, await resolve(a), await resolve(b)),
    commit: (request) => commitTo(http, reference, contentAt, request),
    merge: (request) => mergeInto(http, reference, request),
  }
}

/** False for what somebody else was quicker with. */
function done(path: string, answer: Answer, method: string): boolean {
  if (answer.status === 200 || answer.status === 204) return true
  if (answer.status === 409 || (answer.status === 404 && method !== 'POST')) return false
  throw unexpected(method, path, answer)
}
