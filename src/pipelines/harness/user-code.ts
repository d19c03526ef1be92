/** Code of the user's own threw, or gave what it must not; `doing` says for people what it was called for. */
export class UserCodeFailure {
  readonly doing: string
  readonly cause: unknown

  constructor(doing: string, cause: unknown) {
    this.doing = doing
    this.cause = cause
  }
}

/** Calls code of the user's own. @throws UserCodeFailure for whatever it throws. */
export function callUser<T>(doing: string, call: () => T): T {
  try {
    return call()
  } catch (cause) {
    throw new UserCodeFailure(doing, cause)
  }
}
