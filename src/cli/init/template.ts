import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** npm leaves files of these names out of a package, so the template has them under others. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: '.gitignore' }

/** The files of a template folder by path (with `/`); `{{name}}` in them is the name of the new repo. */
export function templateFiles(folder: string, name: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const files = paths.map((path): [string, string] => {
    const text = readFileSync(join(folder, path), 'utf8').replaceAll('{{name}}', name)
    return [RENAMED[path] ?? path, text]
  })
  return new Map(files)
}
