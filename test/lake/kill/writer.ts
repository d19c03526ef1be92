// One writer of the kill test: appends rows to tables until it has done its share, and notes each commit that was acknowledged.
// node writer.ts <folder> <nessie url or -> <tables> <commits> <writer>
import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { nessieCatalog } from '../../../src/adapters/branch-catalog/nessie.ts'
import { openLake } from '../table/lake.ts'

const [folder = '', url = '-', tables = '1', commits = '1', writer = '0'] = process.argv.slice(2)
const notes = `${folder}/acknowledged-${writer}`
const done = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n').filter(Boolean).length : 0
const { change } = await openLake(folder, url === '-' ? undefined : nessieCatalog({ url }))
for (let i = done; i < Number(commits); i++) {
  const attempt = randomUUID()
  const key = ['bronze', `of${tables}_${(Number(writer) + i) % Number(tables)}`]
  // Three rows with one name: a commit that is half there would show two.
  await change(key, `SELECT i AS id, '${attempt}' AS attempt FROM range(3) t(i)`)
  appendFileSync(notes, `${key[1]} ${attempt}\n`)
}
