import { relative, sep } from 'node:path'
import type { Settings } from './config.ts'

/** A path of the disk as files of the contract repo name it: relative to dq.yaml, with `/`. */
export const pathInRepo = ({ root }: Pick<Settings, 'root'>, path: string): string =>
  relative(root, path).split(sep).join('/')
