import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fifo } from '../../../src/pipelines/harness/fifo.ts'

test('gives items back in their order, and counts them, as an array does', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), fc.nat(9), (isAdded, begin) => {
      const queue = fifo<number>(begin)
      const all: number[] = []
      let dropped = 0
      for (const adds of isAdded) {
        if (adds || dropped === all.length) queue.add(all.push(all.length) - 1)
        else {
          expect(queue.first()).toBe(all[dropped++])
          queue.drop()
        }
        expect(queue.size).toBe(all.length - dropped)
        expect([queue.dropped, queue.added]).toEqual([begin + dropped, begin + all.length])
        const from = Math.floor((dropped + all.length) / 2)
        expect([...queue.from(begin + from)]).toEqual(all.slice(from))
        expect([...queue.from(0)]).toEqual(all.slice(dropped))
      }
    }),
  )
})
