import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A lock that ends with the process that holds it, however it ends: an exclusive transaction on an SQLite file, which the system lets go. */
export interface Lock {
  release(): void
}

const LOCK_FILE = 'lock.sqlite'

/** Undefined when another process holds it. */
export function takeLock(folder: string): Lock | undefined {
  const database = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 1000 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
  return { release: () => database.close() }
}

/** Whether a process holds it; asking does not take it. */
export function isLocked(folder: string): boolean {
  const database = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 })
  try {
    database.prepare('SELECT 1 FROM sqlite_schema').get()
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    database.close()
  }
}

/** SQLITE_BUSY. */
const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === 5
