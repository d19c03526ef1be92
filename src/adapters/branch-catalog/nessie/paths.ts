import { checkReferenceName } from '../../../lake/catalog/reference-name.ts'
import { type Http, unexpected } from './http.ts'

/** A branch that must still be at that hash. */
export const branchPath = (name: string, hash: string): string =>
  `/trees/${encodeURIComponent(`${checkReferenceName(name)}@${hash}`)}`

/** A commit by itself. */
export const hashPath = (hash: string): string => `/trees/${encodeURIComponent(`@${hash}`)}`

interface Page {
  readonly hasMore: boolean
  readonly token?: string | null | undefined
}

/** Every page of a list, until `isEnough`. */
export async function allPages<P extends Page>(
  http: Http,
  path: string,
  query: Readonly<Record<string, string>>,
  read: (body: unknown) => P,
  isEnough: (pages: readonly P[]) => boolean = () => false,
): Promise<readonly P[]> {
  const pages: P[] = []
  let token: string | undefined
  do {
    const search = new URLSearchParams({ ...query, ...(token !== undefined && { 'page-token': token }) }).toString()
    const answer = await http.get(search === '' ? path : `${path}?${search}`)
    if (answer.status !== 200) throw unexpected('GET', path, answer)
    const page = read(answer.body)
    pages.push(page)
    token = page.hasMore ? (page.token ?? undefined) : undefined
  } while (token !== undefined && !isEnough(pages))
  return pages
}
