import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openRooms } from '#main/rooms.ts'
import { readEffects } from './map/effects.ts'
import { renderMap } from './map/render.ts'
import { readTree, sourcesOf, type Tree } from './source.ts'

/** Stands for whatever a factory wants to hold: every property and every answer is itself. */
const anything = new Proxy((): unknown => anything, { get: () => anything }) as never

/** docs/MAP.md as it should be for this tree. */
export function drawMap(tree: Tree): string {
  const effects = readEffects(sourcesOf(tree))
  const tables = [...(tree.get('src/platform/database.ts') ?? '').matchAll(/^ {2}'(\w+\.\w+)':/gm)]
  return renderMap({
    // Manifests are looked at here, and nothing in them runs.
    manifests: openRooms(anything),
    routes: effects.routes(),
    reactions: effects.reactions(),
    jobs: effects.jobs(),
    tables: tables.map((match) => match[1]!), // the group always takes part
  })
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..')
  const path = resolve(root, 'docs/MAP.md')
  const map = drawMap(readTree(root))
  const isStale = map !== readFileSync(path, { encoding: 'utf8', flag: 'a+' })
  if (isStale) writeFileSync(path, map)
  console.log(isStale ? 'docs/MAP.md is drawn again' : 'docs/MAP.md is as it should be')
}
