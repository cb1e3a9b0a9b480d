import { describe, expect, test } from 'vitest'
import { type OpenSession, slotsFor } from './slots.ts'

const NOW = 100 * 3_600_000
const minutesAgo = (minutes: number) => NOW - minutes * 60_000

function session(id: string, about: Partial<OpenSession> = {}): OpenSession {
  return {
    ...{ id, nasId: 'n1', station: `station of ${id}`, nasPort: null, interim_s: 300 },
    ...{ startedAt_ms: minutesAgo(60), heardAt_ms: minutesAgo(2), ...about },
  }
}
const asking = { nasId: 'n1', station: 'phone', nasPort: null }
const one = { most: 1, whenFull: 'refuse' } as const
const newest = { most: 1, whenFull: 'end-oldest' } as const

describe('somebody with one session', () => {
  test('may begin it', () => {
    expect(slotsFor(asking, [], one, NOW)).toEqual({ kind: 'free', replaced: [] })
  })

  test('may not begin a second', () => {
    expect(slotsFor(asking, [session('a')], one, NOW)).toEqual({ kind: 'full', held: 1 })
  })

  test('who comes back with the same device is not locked out by the session of which the end got lost', () => {
    const ghost = session('a', { station: 'phone', nasId: 'n2' })
    expect(slotsFor(asking, [ghost], one, NOW)).toEqual({ kind: 'free', replaced: ['a'] })
  })

  test('whose router has said nothing for three interims is not counted', () => {
    expect(
      slotsFor(asking, [session('a', { heardAt_ms: minutesAgo(16) })], one, NOW),
    ).toMatchObject({ kind: 'free' })
    expect(
      slotsFor(asking, [session('a', { heardAt_ms: minutesAgo(14) })], one, NOW),
    ).toMatchObject({ kind: 'full' })
  })

  test('whose router never promised interims is counted for a day', () => {
    const quiet = { interim_s: null, heardAt_ms: minutesAgo(23 * 60) }
    expect(slotsFor(asking, [session('a', quiet)], one, NOW)).toMatchObject({ kind: 'full' })
  })

  test('may be one of those whose newest session wins', () => {
    const open = [session('old', { startedAt_ms: minutesAgo(90) }), session('new')]
    expect(slotsFor(asking, open, newest, NOW)).toMatchObject({
      kind: 'end-first',
      end: ['old', 'new'],
    })
    expect(slotsFor(asking, open, { ...newest, most: 2 }, NOW)).toMatchObject({ end: ['old'] })
  })
})

test('a port that begins anew has ended what was on it, where no station is told', () => {
  const bare = { nasId: 'n1', station: null, nasPort: 'pppoe-7' }
  const before = session('a', { station: null, nasPort: 'pppoe-7' })
  expect(slotsFor(bare, [before], one, NOW)).toMatchObject({ kind: 'free', replaced: ['a'] })
  expect(slotsFor({ ...bare, nasId: 'n2' }, [before], one, NOW)).toMatchObject({ kind: 'full' })
})

test('no session at all may be allowed', () => {
  expect(slotsFor(asking, [], { most: 0, whenFull: 'end-oldest' }, NOW)).toEqual({
    ...{ kind: 'full', held: 0 },
  })
})
