import type { SchemaRegistry } from '../../contracts/registry/ports.ts'

export interface RegistryAccess {
  /** Of the API, or `file:<path>`. */
  readonly url: string
  readonly username?: string | undefined
  /** References to secrets. */
  readonly password?: string | undefined
  readonly token?: string | undefined
}

export interface RegistryHost {
  /** An absolute path, and how messages show it. */
  readonly path: (text: string) => { readonly path: string; readonly shown: string }
  /** The secret that a reference means. */
  readonly reveal: (reference: string) => string
}

/** The registry at an address; no client is loaded for the other kind. */
export async function openRegistry(access: RegistryAccess, host: RegistryHost): Promise<SchemaRegistry> {
  const { url, username, password, token } = access
  if (url.startsWith('file:')) {
    const { path, shown } = host.path(url.slice('file:'.length))
    return (await import('./file.ts')).fileRegistry(path, shown)
  }
  const { confluentRegistry } = await import('./confluent.ts')
  if (token !== undefined) return confluentRegistry({ url, authorization: () => `Bearer ${host.reveal(token)}` })
  if (username === undefined || password === undefined) return confluentRegistry({ url })
  const basic = () => Buffer.from(`${username}:${host.reveal(password)}`).toString('base64')
  return confluentRegistry({ url, authorization: () => `Basic ${basic()}` })
}
