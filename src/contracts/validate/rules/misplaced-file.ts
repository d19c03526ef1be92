import { defineRule } from '../rule.ts'

export default defineRule({
  id: 'misplaced-file',
  severity: 'error',
  what: 'A contract does not lie at `<layer>/<name>.odcs.yaml`, under its own name.',
  why: 'People and tools find a contract by the name of its topic; the folder is its layer.',
  example: 'contracts/events/orders.odcs.yaml with `name: order.created`',
  fix: 'move the file to <layer>/<name>.odcs.yaml',
  *check({ path, layer, odcs, yaml }) {
    const file = path.split('/').at(-1)
    const expected = `${odcs.name}.odcs.yaml`
    if (layer === '')
      yield {
        at: yaml.at([]),
        message: 'the file lies in no layer folder',
        fix: `move it to a folder such as events/${expected}`,
      }
    else if (file !== expected)
      yield {
        at: yaml.at(['name']),
        message: `the file of "${odcs.name}" is called ${file}`,
        fix: `rename the file to ${expected}, or mend the name`,
      }
  },
})
