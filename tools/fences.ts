import { resolve } from 'node:path'
import { edgeFences } from './fences/edges.ts'
import { importFences } from './fences/imports.ts'
import { migrationFences, sqlFences } from './fences/sql.ts'
import { readTree, report, roomOrder, sourcesOf, type Finding, type Tree } from './source.ts'

/**
 * The architecture, enforced: who may import whom, who writes which schema, who opens a unit of
 * work, who reads a clock. An empty list is the only passing answer.
 */
export function fences(tree: Tree): Finding[] {
  const order = roomOrder(tree)
  return [
    ...sourcesOf(tree).flatMap((source) => [
      ...importFences(source, order),
      ...sqlFences(source, order),
      ...edgeFences(source),
    ]),
    ...migrationFences(tree, order),
  ]
}

if (import.meta.main) {
  const start = performance.now()
  const findings = fences(readTree(resolve(import.meta.dirname, '..')))
  process.exitCode = report('fences', findings, performance.now() - start)
}
