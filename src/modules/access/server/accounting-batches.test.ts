import { expect, test, vi } from 'vitest'
import { DatabaseFault } from '#platform/database-fault.ts'
import type { Heard } from '../rules/hear.ts'
import { AccountingBatches, type BatchesOptions } from './accounting-batches.ts'

const blank: Omit<Heard, 'kind' | 'nasSession'> = {
  ...{
    key: 'k',
    isTimed: true,
    nasId: 'n',
    serviceId: null,
    class: null,
    told: null,
    userName: '',
    station: null,
  },
  ...{ calledStation: null, nasPort: null, ipv4: null, ipv6Prefix: null, delegatedPrefix: null },
  ...{
    interim_s: null,
    receivedAt_ms: 0,
    at_ms: 0,
    seconds: null,
    up: null,
    down: null,
    cause: null,
  },
}

/** Batches that write when the test says so, and what became of each record. */
function batches(
  options: Pick<BatchesOptions, 'waiting_max' | 'batch_max' | 'lanes' | 'gather'> = {},
) {
  const written: string[][] = []
  const outcomes = new Map<string, string>()
  const faults: unknown[] = []
  let fail: (batch: readonly string[]) => Error | undefined = () => undefined
  let gate = Promise.resolve()
  const made = new AccountingBatches({
    ...{ lanes: 1, ...options, onFault: (error) => faults.push(error) },
    store: async (batch) => {
      await gate
      const names = batch.map(({ nasSession }) => nasSession)
      const error = fail(names)
      if (error) throw error
      written.push(names)
    },
  })
  return {
    ...{ made, written, outcomes, faults },
    failWith: (how: typeof fail) => (fail = how),
    hold: () => {
      const held = Promise.withResolvers<void>()
      gate = held.promise
      return held.resolve
    },
    add: (name: string, kind: Heard['kind'] = 'interim', { key = 'k', nasId = 'n' } = {}) =>
      made.add({
        heard: { ...blank, kind, key, nasId, nasSession: name },
        stored: () => outcomes.set(name, 'stored'),
        refused: (why) => outcomes.set(name, why),
      }),
  }
}

test('what arrives together is written together, starts and stops first', async () => {
  const { made, written, add } = batches()
  add('i1')
  add('s1', 'start')
  add('i2')
  await made.drained()
  expect(written).toEqual([['s1', 'i1', 'i2']])
})

test('after a batch of many the next one gathers, after a lone record it does not', async () => {
  const gathered: PromiseWithResolvers<void>[] = []
  const gather = () => {
    const one = Promise.withResolvers<void>()
    gathered.push(one)
    return one.promise
  }
  const { made, written, add } = batches({ gather })
  add('alone')
  await made.drained()
  expect(gathered).toHaveLength(0)

  for (let n = 0; n < 16; n++) add(`m${n}`)
  await vi.waitFor(() => expect(gathered).toHaveLength(1))
  for (const name of ['a', 'b', 'c']) {
    add(name)
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(written).toHaveLength(2)
  gathered[0]?.resolve()
  await made.drained()
  expect(written.slice(2)).toEqual([['a', 'b', 'c']])
})

test('nobody is told before the commit', async () => {
  const { made, outcomes, add, hold } = batches()
  const release = hold()
  add('a')
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(outcomes.size).toBe(0)
  release()
  await made.drained()
  expect(outcomes.get('a')).toBe('stored')
})

test('when too much waits, interims give way, and starts and stops are kept', async () => {
  const { made, outcomes, add, hold } = batches({ waiting_max: 2, batch_max: 1 })
  const release = hold()
  add('first', 'start')
  await new Promise((resolve) => setTimeout(resolve, 10))
  for (const name of ['i1', 'i2', 'i3']) add(name)
  add('stop', 'stop')
  release()
  await made.drained()
  expect(Object.fromEntries(outcomes)).toEqual({
    ...{ first: 'stored', i1: 'stored', i2: 'queue-full', i3: 'queue-full', stop: 'stored' },
  })
})

test('a router at ten times its share takes the place of nobody but itself', async () => {
  const { made, outcomes, add, hold } = batches({ waiting_max: 10, batch_max: 4 })
  const release = hold()
  add('first', 'start')
  await new Promise((resolve) => setTimeout(resolve, 10))
  const wild = Array.from({ length: 100 }, (_, n) => `w${n}`)
  for (const name of wild) add(name, 'start', { nasId: 'wild' })
  const others = ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']
  for (const name of others) add(name, 'interim', { nasId: name.charAt(0) })
  add('late', 'stop', { nasId: 'wild' })
  release()
  await made.drained()
  for (const name of others) expect(outcomes.get(name)).toBe('stored')
  expect(wild.filter((name) => outcomes.get(name) === 'stored')).toEqual(['w0', 'w1', 'w2', 'w3'])
  expect(wild.filter((name) => outcomes.get(name) === 'queue-full')).toHaveLength(96)
  expect(outcomes.get('late')).toBe('queue-full')
})

test('whoever sends ten times as much as all others waits for itself: theirs are in the next batch', async () => {
  const { made, written, add, hold } = batches({ batch_max: 4 })
  const release = hold()
  add('first', 'start')
  await new Promise((resolve) => setTimeout(resolve, 10))
  for (let n = 0; n < 40; n++) add(`w${n}`, 'interim', { nasId: 'wild' })
  for (const name of ['a1', 'b1']) add(name, 'interim', { nasId: name.charAt(0) })
  release()
  await made.drained()
  expect(new Set(written[1])).toEqual(new Set(['a1', 'b1', 'w38', 'w39']))
})

test('a record that cannot be stored is refused alone', async () => {
  const { made, outcomes, faults, add, failWith } = batches()
  failWith((names) => (names.includes('bad') ? new Error('no such thing') : undefined))
  for (const name of ['a', 'b', 'bad', 'c', 'd']) add(name)
  await made.drained()
  expect(Object.fromEntries(outcomes)).toEqual({
    ...{ a: 'stored', b: 'stored', bad: 'fault', c: 'stored', d: 'stored' },
  })
  expect(faults).toHaveLength(1)
})

test('a database that is away refuses all, so that the NAS sends them again', async () => {
  const { made, outcomes, faults, add, failWith } = batches()
  failWith(() => new DatabaseFault('gone', new Error('ECONNREFUSED')))
  for (const name of ['a', 'b', 'c']) add(name)
  await made.drained()
  expect([...outcomes.values()]).toEqual(['database', 'database', 'database'])
  expect(faults).toHaveLength(1)
})

test('who cannot keep up answers the newest, and stores the others when there is time', async () => {
  const { made, written, add, hold } = batches({ batch_max: 1 })
  const release = hold()
  for (const name of ['s1', 's2', 's3', 's4', 's5', 's6']) add(name, 'start')
  release()
  await made.drained()
  expect(written.flat()).toEqual(['s6', 's5', 's1', 's2', 's3', 's4'])
})

test('a session is never in two commits at a time: what comes of it meanwhile waits for the one that has it', async () => {
  const { made, written, add, hold } = batches({ lanes: 2 })
  const release = hold()
  add('a1', 'interim', { key: 'a' })
  await new Promise((resolve) => setTimeout(resolve, 10))
  hold()()
  add('a2', 'interim', { key: 'a' })
  for (let n = 0; n < 100; n++) add(`other-${n}`, 'interim', { key: `other-${n}` })
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(written).toEqual([Array.from({ length: 100 }, (_, n) => `other-${n}`)])
  release()
  await made.drained()
  expect(written.slice(1)).toEqual([['a1'], ['a2']])
})
