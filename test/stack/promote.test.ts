import { testPromotions } from '../promote/suite.ts'
import { useServer } from './server.ts'

const server = useServer('nessie')

testPromotions(() => server.endpoint('url'))
