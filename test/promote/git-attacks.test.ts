import { describe } from 'vitest'
import { testAttacks } from './attacks.ts'

describe('attacks, on the embedded catalog', () => testAttacks(() => undefined))
