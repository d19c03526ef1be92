import { describe } from 'vitest'
import { testAttacks } from './attacks.ts'
import { testFaults } from './faults.ts'
import { testPromotions } from './suite.ts'

const embedded = () => undefined

describe('promotions on the embedded catalog', () => testPromotions(embedded))
describe('faults, on the embedded catalog', () => testFaults(embedded))
describe('attacks, on the embedded catalog', () => testAttacks(embedded))
