import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { newRoom } from './new-room.ts'
import { namesFor } from './new-room/names.ts'
import { readTree, sourcesOf, type Tree } from './source.ts'

const ROOT = resolve(import.meta.dirname, '..')
const NOT_COPIED = new Set(['.git', '.kasi', 'dist', 'node_modules'])
/** What the compiler learned of the last copy: all files by their content and from where this lies, as in any copy beside it. */
const LEARNED = join(ROOT, 'dist/new-room')
/** Five programs over the whole source, on a machine that runs the other tests meanwhile. */
const PATIENCE_MS = 600_000

test('a new room passes every check', { timeout: PATIENCE_MS }, async () => {
  const copy = mkdtempSync(join(tmpdir(), 'kasi-new-room-'))
  try {
    cpSync(ROOT, copy, {
      recursive: true,
      filter: (path) => !NOT_COPIED.has(path.slice(ROOT.length + 1).split('/')[0] ?? ''),
    })
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    if (existsSync(LEARNED)) cpSync(LEARNED, join(copy, 'dist/types'), { recursive: true })

    await passes(copy, 'node', 'tools/new-room.ts', 'crates', '--after', 'organization')
    expect(readFileSync(join(copy, 'src/modules.ts'), 'utf8')).toMatch(
      /'organization', .*\n {2}'crates', \/\/ our crates\n/,
    )

    await Promise.all([
      passes(copy, 'tsc', '-p', 'tsconfig.json'),
      passes(copy, 'tsc', '-p', 'tsconfig.web.json'),
      passes(copy, 'oxlint', ...touched(readTree(copy))),
      passes(copy, 'oxfmt', '--check', '.'),
    ])
    cpSync(join(copy, 'dist/types'), LEARNED, { recursive: true })
    await Promise.all([
      passes(copy, 'node', 'tools/fences.ts'),
      passes(copy, 'node', 'tools/tidy.ts'),
      passes(copy, 'knip'),
      passes(
        copy,
        'vitest',
        'run',
        'src/modules/crates',
        'src/main/rooms.test.ts',
        'src/web/paths.test.ts',
        'tools/map.test.ts',
      ),
    ])
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
})

/** Scripts that are new or other than ours. A room only adds: what its words mean to whoever imports them, tsc has looked at. */
function touched(after: Tree): string[] {
  const scripts = sourcesOf(after).map(({ path }) => path)
  return scripts.filter((path) => after.get(path) !== TREE.get(path))
}

/** Fails with all that the program said, so that one does not have to run it by hand to see why. */
async function passes(cwd: string, command: string, ...args: string[]): Promise<void> {
  const env = {
    ...process.env,
    PATH: `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    KASI_TEST_DATABASE_URL: inject('postgres').url,
  }
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const code = await new Promise((done) => child.once('close', done))
  expect(code, `${command} ${args.join(' ')}\n${said}`).toBe(0)
}

const TREE = readTree(ROOT)

test.for([
  ['staff', 'There is a room staff already.'],
  ['Tickets', 'one word in small letters'],
  ['two-words', 'one word in small letters'],
  ['', 'one word in small letters'],
  ['orders', 'order is a word of PostgreSQL'],
  ['platform', 'platform is a word of'],
  ['users', '`users` says users; say staff'],
])('there is no room %j: %s', ([room, sentence]) => {
  expect(() => newRoom(TREE, { room: room! })).toThrow(sentence)
})

test('a room comes after one that is there', () => {
  expect(() => newRoom(TREE, { room: 'crates', after: 'nowhere' })).toThrow(
    'There is no room nowhere to come after; there are organization, staff, ',
  )
})

test.for([
  ['tickets', undefined, 'ticket', 'tickets'],
  ['companies', undefined, 'company', 'companies'],
  ['boxes', undefined, 'box', 'boxes'],
  ['stress', undefined, 'item', 'items'],
  ['helpdesk', 'visit', 'visit', 'visits'],
])('in the room %s (%s) there is one %s, there are several %s', ([room, given, one, many]) => {
  expect(namesFor(TREE, room!, given)).toMatchObject({ thing: one, things: many })
})

test('the first migration of a room takes the next free ten', () => {
  const tree = new Map([
    ...TREE,
    ['src/modules/staff/migrations/9147_a.sql', ''],
    ['src/platform/migrations/0003_b.sql', ''],
  ])
  expect(namesFor(tree, 'crates').number).toBe('9150')
})
