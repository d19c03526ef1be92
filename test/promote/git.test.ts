import { describe } from 'vitest'
import { testGates } from './gates.ts'
import { testPromotions } from './suite.ts'

const embedded = () => undefined

describe('promotions on the embedded catalog', () => testPromotions(embedded))
describe('gates, on the embedded catalog', () => testGates(embedded))
