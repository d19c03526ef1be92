import { describe } from 'vitest'
import { testAttacks } from '../promote/attacks.ts'
import { testFaults } from '../promote/faults.ts'
import { testGates } from '../promote/gates.ts'
import { testPromotions } from '../promote/suite.ts'
import { useServer } from './server.ts'

const server = useServer('nessie')
const url = () => server.endpoint('url')

describe('promotions on Nessie', () => testPromotions(url))
describe('gates, on Nessie', () => testGates(url))
describe('faults, on Nessie', () => testFaults(url))
describe('attacks, on Nessie', () => testAttacks(url))
