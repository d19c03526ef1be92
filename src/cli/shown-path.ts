import { relative } from 'node:path'

/** A path as short as the working folder allows. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path)
  return near === '' || near.startsWith('..') ? path : near
}
