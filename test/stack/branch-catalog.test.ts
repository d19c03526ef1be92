import { nessieCatalog } from '../../src/adapters/branch-catalog/nessie.ts'
import { branchFrom, testBranchCatalog, withBronze } from '../adapters/branch-catalog/suite.ts'
import { useServer } from './server.ts'

const server = useServer('nessie')

testBranchCatalog(async () => {
  const catalog = nessieCatalog({ url: server.endpoint('url') })
  await withBronze(catalog)
  return { catalog, branch: branchFrom(catalog) }
})
