import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { edits } from './new-room/edits.ts'
import { NotARoom, namesFor } from './new-room/names.ts'
import { filled } from './new-room/templates.ts'
import { readTree, roomOrder, type Tree } from './source.ts'

/**
 * Every file that a new room makes or changes, by path from the root.
 * @throws NotARoom with a sentence, when the name or the place cannot be.
 */
export function newRoom(
  tree: Tree,
  asked: { room: string; thing?: string | undefined; after?: string | undefined },
): Record<string, string> {
  const order = roomOrder(tree)
  const after = asked.after ?? order.at(-1) ?? ''
  if (!order.includes(after)) {
    throw new NotARoom(`There is no room ${after} to come after; there are ${order.join(', ')}.`)
  }
  const names = namesFor(tree, asked.room, asked.thing)
  return { ...filled(tree, names), ...edits(tree, names, after) }
}

/** Run in this order after the files are written: each reads what the one before made. */
function next(written: readonly string[]): [string, ...string[]][] {
  return [
    ['oxfmt', ...written.filter((path) => /\.tsx?$/.test(path))],
    ['node', 'tools/db-types.ts'],
    ['node', 'tools/map.ts'],
  ]
}

function main(): number {
  const root = resolve(import.meta.dirname, '..')
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { after: { type: 'string' }, thing: { type: 'string' } },
  })
  const [room, ...rest] = positionals
  if (!room || rest.length > 0) {
    console.error(
      'npm run new:room -- NAME [--thing WORD] [--after ROOM]\n' +
        '  NAME   one plural word, such as tickets: folder, schema, permission prefix\n' +
        '  WORD   what one row is called; ticket unless said\n' +
        '  ROOM   the room that it comes after in src/modules.ts; the last one unless said',
    )
    return 2
  }
  const files = newRoom(readTree(root), { room, ...values })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(resolve(root, path)), { recursive: true })
    writeFileSync(resolve(root, path), text)
    console.log(`  ${path}`)
  }
  for (const [command, ...args] of next(Object.keys(files))) {
    const bin = resolve(root, 'node_modules/.bin')
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }
    const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' })
    if (status !== 0) {
      console.error(`${command} ${args.join(' ')} failed; the files above are written.`)
      return 1
    }
  }
  console.log(
    `\nThe room ${room} stands. Say in its README what it owns, then change what it does.\n` +
      `See it work: npm test -- src/modules/${room}    All checks: npm test`,
  )
  return 0
}

if (import.meta.main) {
  try {
    process.exitCode = main()
  } catch (error) {
    if (!(error instanceof NotARoom)) throw error
    console.error(error.message)
    process.exitCode = 2
  }
}
