import { describe } from 'vitest'
import { testPromotions } from './suite.ts'

describe('promotions on the embedded catalog', () => {
  testPromotions(() => undefined)
})
