import type { Place } from '../../kernel/finding.ts'

/** A place that is known, or an error whose stack tells it; the stack is only formatted when somebody asks. */
type Captured = Place | { readonly stack?: string }

const sites = new WeakMap<object, Captured>()

/** Remembers who wrote this node: the caller outside the expression and job builders. */
export function captureSite<T extends object>(node: T): T {
  if (!sites.has(node)) sites.set(node, new Error())
  return node
}

/** For nodes that come from a file of their own, e.g. scoring rules. */
export function setSite<T extends object>(node: T, at: Place): T {
  sites.set(node, at)
  return node
}

/** Where the user wrote this node, or undefined when nobody can tell (it came from JSON, or the engine gives no stacks). */
export function siteOf(node: object): Place | undefined {
  const captured = sites.get(node)
  if (captured === undefined) return undefined
  return 'file' in captured ? captured : placeInStack(captured.stack)
}

/** The place in the user's code from which a builder is being called right now. */
export const callSite = (): Place | undefined => placeInStack(new Error().stack)

// The folders of dq's own code, in src and in dist; built-in jobs are a user's. This file is in the first of them.
const pipelines = pathOf(new URL('..', import.meta.url).href)
// Bundled, it is all in chunks and entry points of one folder, where no user's job can be.
const bundled = pathOf(import.meta.url) !== placeOfFrame(new Error().stack?.split('\n')[1])?.file
const ownFolders = bundled
  ? [pathOf(new URL('../..', import.meta.url).href)]
  : ['expr', 'job', 'harness', 'engines'].map((folder) => `${pipelines}${folder}/`)

/** The first place in a stack that is the user's own code. */
export function placeInStack(stack: string | undefined): Place | undefined {
  for (const line of stack?.split('\n') ?? []) {
    const place = placeOfFrame(line)
    if (place === undefined || ownFolders.some((folder) => place.file.startsWith(folder))) continue
    return place
  }
  return undefined
}

function placeOfFrame(line = ''): Place | undefined {
  const frame = /(?:\(|at (?:async )?)((?:file:|\/|[A-Za-z]:[\\/])[^()]*):(\d+):(\d+)\)?$/.exec(line)
  return frame === null ? undefined : { file: pathOf(frame[1]!), line: Number(frame[2]), column: Number(frame[3]) }
}

/** A `file:` URL as a path with forward slashes; a path as it is. */
function pathOf(location: string): string {
  if (!location.startsWith('file:')) return location.replaceAll('\\', '/')
  const path = decodeURIComponent(new URL(location).pathname)
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path
}
