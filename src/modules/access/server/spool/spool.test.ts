import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DatabaseFault } from '#platform/database-fault.ts'
import { testVault } from '#platform/testing/vault.ts'
import type { Entry } from '../../rules/hear.ts'
import { decodeFrames, encodeFrame } from './frames.ts'
import { Spool } from './spool.ts'

let home: string
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'spool-'))))
afterEach(() => rmSync(home, { recursive: true, force: true }))

const root = () => join(home, 'waiting')
const aside = () => join(home, 'refused')
const filesIn = (dir: string) =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.frames'),
      )
    : []

const heard = (nasSession: string): Entry => ({
  ...{
    kind: 'interim',
    at_ms: 1,
    isTimed: true,
    receivedAt_ms: 2,
    seconds: 60,
    cause: null,
    told: null,
  },
  ...{ up: { octets: 2n ** 63n, isWide: true }, down: null, key: nasSession, class: null },
  ...{ nasId: 'nas', serviceId: 'amina', nasSession, userName: 'amina', station: null },
  ...{ calledStation: null, nasPort: null, ipv4: '10.0.0.1', ipv6Prefix: null },
  ...{ delegatedPrefix: null, interim_s: null },
})
const restart: Entry = { kind: 'on', nasId: 'nas', at_ms: 3 }

/** What a spool stores into: it can be away, refuse, and lose the answer to a commit. */
class Store {
  stored: Entry[] = []
  isAway = false
  refuses = ''
  losesAnswers = 0
  readonly positions = new Map<string, number>()

  write(entries: readonly Entry[], mark?: { spool: string; from: number; to: number }) {
    if (this.isAway) throw new DatabaseFault('gone', new Error('ECONNREFUSED'))
    if (entries.some((entry) => 'key' in entry && entry.key === this.refuses))
      throw new Error('no such thing')
    if (mark && (this.positions.get(mark.spool) ?? 0) !== mark.from) return false
    if (mark) this.positions.set(mark.spool, mark.to)
    this.stored.push(...entries)
    if (this.losesAnswers-- > 0) throw new DatabaseFault('gone', new Error('ECONNRESET'))
    return true
  }

  get names(): string[] {
    return this.stored.map((entry) => ('key' in entry ? entry.key : entry.kind))
  }
}

/** Directories that a living process has. */
const claimed = new Set<string>()

function openSpool(store: Store, max_bytes = 1e6) {
  const troubles: string[] = []
  const spool = new Spool({
    ...{ root: root(), aside: aside(), vault: testVault, max_bytes: () => max_bytes },
    claim: async (dir) => {
      if (claimed.has(dir)) return undefined
      claimed.add(dir)
      return { release: async () => void claimed.delete(dir) }
    },
    write: async (entries, mark) => store.write(entries, mark),
    position: async (id) => store.positions.get(id) ?? 0,
    forget: async (id) => void store.positions.delete(id),
    onKept: () => undefined,
    onTrouble: (what) => troubles.push(what),
  })
  return { spool, troubles }
}

test('what comes while the database is away is stored after it, once and in its order', async () => {
  const store = new Store()
  const { spool } = openSpool(store)
  await spool.store([heard('before')])
  store.isAway = true
  await spool.store([heard('a'), heard('b')])
  await spool.store([restart])
  store.isAway = false
  store.losesAnswers = 1
  // It has more to bring in than this, so this waits behind it.
  await spool.store([heard('c')])
  await vi.waitFor(() => expect(spool.size_bytes).toBe(0), { timeout: 10_000 })
  await spool.store([heard('after')])
  await spool.close()
  expect(store.names).toEqual(['before', 'a', 'b', 'on', 'c', 'after'])
  expect(store.stored[1]).toEqual(heard('a'))
  expect(filesIn(root())).toEqual([])
  expect([...store.positions]).toEqual([])
})

test('without leave to keep anything, it is refused, as beyond the bound', async () => {
  const store = new Store()
  store.isAway = true
  const none = openSpool(store, 0)
  await expect(none.spool.store([heard('a')])).rejects.toThrow(DatabaseFault)
  const little = openSpool(store, 1)
  await little.spool.store([heard('a')])
  await expect(little.spool.store([heard('b')])).rejects.toThrow(DatabaseFault)
  await Promise.all([none.spool.close(), little.spool.close()])
  expect(filesIn(root())).toHaveLength(1)
})

test('what a process leaves behind is stored by the next one: but for what its end tore, and none of it twice', async () => {
  const store = new Store()
  store.isAway = true
  const killed = openSpool(store)
  await killed.spool.store([heard('a')])
  await killed.spool.store([heard('b')])
  const [name = ''] = filesIn(root())
  const file = join(root(), name)
  expect(readFileSync(file, 'utf8')).toContain('sealed(access.spool')
  // It was killed while it wrote: nobody was told that this is stored.
  appendFileSync(file, encodeFrame({ at: 2, count: 1, sealed: 'never finished' }).subarray(0, -3))
  const living = openSpool(store)
  living.spool.open()
  await killed.spool.close()
  // The killed one had stored `a`, and died before it could say so.
  store.positions.set(name.split('/')[0] ?? '', 1)
  store.isAway = false
  const next = openSpool(store)
  next.spool.open()
  await vi.waitFor(() => expect(filesIn(root())).toEqual([]))
  await Promise.all([next.spool.close(), living.spool.close()])
  expect(store.names).toEqual(['b'])
  // Whichever of the two found it.
  expect([...living.troubles, ...next.troubles]).toEqual([
    'The end of a file of kept accounting was never finished',
  ])
})

test('a disk that takes no more refuses what comes, and what came before and after it is stored once', async () => {
  const store = new Store()
  store.isAway = true
  const { spool } = openSpool(store)
  await spool.store([heard('a')])
  const some = await open(join(root(), filesIn(root())[0] ?? ''))
  const sync = vi.spyOn(Object.getPrototypeOf(some) as typeof some, 'datasync')
  await some.close()
  // It lies on the disk, whole, and nobody knows.
  sync.mockRejectedValueOnce(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
  await expect(spool.store([heard('full')])).rejects.toThrow(DatabaseFault)
  sync.mockRestore()
  await spool.store([heard('b')])
  store.isAway = false
  await vi.waitFor(() => expect(spool.size_bytes).toBe(0), { timeout: 10_000 })
  await spool.close()
  // Its router sends it again, which counts nothing.
  expect(store.names.filter((name) => name !== 'full')).toEqual(['a', 'b'])
})

test('one that the database will not have is set aside, and stops nothing behind it', async () => {
  const store = new Store()
  store.isAway = true
  const { spool, troubles } = openSpool(store)
  await spool.store([heard('a'), heard('bad'), heard('b'), heard('c')])
  store.isAway = false
  store.refuses = 'bad'
  await vi.waitFor(() => expect(spool.size_bytes).toBe(0), { timeout: 10_000 })
  await spool.close()
  expect(store.names).toEqual(['a', 'b', 'c'])
  expect(filesIn(aside())).toHaveLength(1)
  expect(troubles.some((what) => what.includes('could not be stored'))).toBe(true)
})

test('frames that the disk has changed are not believed', () => {
  const one = encodeFrame({ at: 7, count: 2, sealed: 'čtyři' })
  const two = encodeFrame({ at: 9, count: 1, sealed: 'x' })
  expect(decodeFrames(Buffer.concat([one, two]))).toEqual({
    frames: [
      { at: 7, count: 2, sealed: 'čtyři' },
      { at: 9, count: 1, sealed: 'x' },
    ],
    torn: false,
  })
  for (let at = 0; at < one.length; at++) {
    const changed = Buffer.concat([one, two])
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(decodeFrames(changed), `octet ${at}`).toEqual({ frames: [], torn: true })
  }
})
