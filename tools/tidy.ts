import { resolve } from 'node:path'
import { readTree, report, sourcesOf, type Finding, type Tree } from './source.ts'
import { codeFindings } from './tidy/code.ts'
import { docFindings } from './tidy/docs.ts'
import { oversize } from './tidy/oversize.ts'
import { migrationFindings, placeFindings } from './tidy/places.ts'
import { sizeFindings, type Oversize } from './tidy/size.ts'
import { readGlossary, sqlWordFindings, wordFindings } from './tidy/words.ts'

/** Written by machines; nobody's style. */
const GENERATED = new Set(['src/platform/database.ts'])

/** House style as a test: names, words, places, sizes, documents. An empty list is the only passing answer. */
export function tidy(tree: Tree, allowed: Oversize): Finding[] {
  const glossary = readGlossary(tree)
  const sources = sourcesOf(tree).filter((source) => !GENERATED.has(source.path))
  return [
    ...placeFindings(tree, glossary),
    ...migrationFindings(tree),
    ...sqlWordFindings(tree, glossary),
    ...sources.flatMap((source) => [...codeFindings(source), ...wordFindings(source, glossary)]),
    ...sizeFindings(sources, allowed),
    ...docFindings(tree),
  ]
}

if (import.meta.main) {
  const start = performance.now()
  const findings = tidy(readTree(resolve(import.meta.dirname, '..')), oversize)
  process.exitCode = report('tidy', findings, performance.now() - start)
}
