import { pages, testPages } from './test-pages.ts'

testPages(pages.filter((_, i) => i % 2 === 1))
