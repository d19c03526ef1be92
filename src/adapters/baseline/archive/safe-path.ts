import { DqError } from '../../../kernel/errors.ts'

/** A path inside an archive without empty steps; one that leads out of it is refused, because somebody made it on purpose. */
export function safePath(path: string, shown: string): string {
  const steps = path.split('/').filter((step) => step !== '.' && step !== '')
  if (path.startsWith('/') || /^[A-Za-z]:|\\/.test(path) || steps.includes('..'))
    throw new DqError(`${shown} holds a path that leads out of it: ${JSON.stringify(path)}`, {
      hint: 'do not trust this archive; make one with git archive',
    })
  return steps.join('/')
}
