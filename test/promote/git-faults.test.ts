import { describe } from 'vitest'
import { testFaults } from './faults.ts'

describe('faults, on the embedded catalog', () => testFaults(() => undefined))
