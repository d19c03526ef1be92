import { testS3Files } from '../adapters/table-files/s3-suite.ts'
import { useServer } from './server.ts'

testS3Files(useServer('s3').endpoint, false)
