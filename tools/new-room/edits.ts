import { assert } from '../../src/kernel/assert.ts'
import { sourcesOf, walk, type Tree } from '../source.ts'
import type { Names } from './names.ts'

/**
 * What a new room changes in files that are there: its line in the order, its line in the wiring, its
 * address and its texts. Each edit says what it looked for when it does not find it.
 */
export function edits(tree: Tree, n: Names, after: string): Record<string, string> {
  const changed: Record<string, string> = {}
  const edit = (path: string, change: (text: string) => string) => {
    const text = changed[path] ?? tree.get(path)
    assert(text !== undefined, `${path} is there to be changed`)
    changed[path] = change(text)
  }

  edit('src/modules.ts', (text) =>
    replaced(text, new RegExp(`(  '${after}',.*\\n)`), `$1  '${n.room}', // our ${n.things}\n`),
  )
  edit('src/main/rooms.ts', (text) => wired(text, n, after))
  edit('src/web/paths.ts', (text) =>
    replaced(text, /\n(\n\s*style: )/, `\n  ${n.room}: () => '/${n.room}',\n$1`),
  )
  edit('src/web/paths.test.ts', (text) => snapshotted(text, n))
  for (const language of ['en', 'sw'] as const) {
    edit(`src/web/i18n/${language}/index.ts`, (text) => {
      const imported = inOrder(
        text,
        `import { ${n.room} } from '#web/i18n/${language}/${n.room}.ts'`,
        new RegExp(`^import \\{ .+ \\} from '#web/i18n/${language}/`),
      )
      return replaced(imported, /,?\s+\} (as const|satisfies)/, `, ${n.room} } $1`)
    })
  }
  return changed
}

function replaced(text: string, what: RegExp, by: string): string {
  assert(what.test(text), `there is ${String(what)} to put the new room next to`)
  return text.replace(what, by)
}

/** Puts a line among the lines that match, in alphabetical order. */
function inOrder(text: string, line: string, among: RegExp): string {
  const lines = text.split('\n')
  const matching = lines.filter((one) => among.test(one))
  assert(matching.length > 0, `there is a line like ${String(among)}`)
  const next = matching.find((one) => one.localeCompare(line) > 0)
  const at = next ? lines.indexOf(next) : lines.indexOf(matching.at(-1) ?? '') + 1
  return lines.toSpliced(at, 0, line).join('\n')
}

/** The room stands below the one that it comes after, as in the order: `rooms = [AFTER(…), ROOM]`. */
function wired(text: string, n: Names, after: string): string {
  const imported = inOrder(
    text,
    `import { ${n.room} } from '#modules/${n.room}/module.ts'`,
    /^import .* from '#modules\/.*'$/,
  )
  let end = -1
  const [source] = sourcesOf(new Map([['rooms.ts', imported]]))
  if (source) {
    walk(source.program, (node, ancestors) => {
      const name = node.type === 'CallExpression' ? node.callee : node
      const isListed = ancestors.at(-1)?.type === 'ArrayExpression'
      if (isListed && name.type === 'Identifier' && name.name === after) end = node.end
    })
  }
  assert(end !== -1, `src/main/rooms.ts lists ${after}, so that ${n.room} can follow it`)
  return `${imported.slice(0, end)}, ${n.room}${imported.slice(end)}`
}

function snapshotted(text: string, n: Names): string {
  return inOrder(text, `      "${n.room}": "/${n.room}",`, /^\s{6}"\w+": "/)
}
