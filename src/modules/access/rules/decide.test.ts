import { describe, expect, test } from 'vitest'
import type { ServingFacts } from '#modules/services/contract.ts'
import { decide, type DoorFacts } from './decide.ts'

const NOW = Date.UTC(2026, 10, 20, 15)
const HOUR = 3_600_000
const paidTo = (to_ms: number): ServingFacts => ({
  ...{ status: 'active', pay: 'prepaid', dunning: 'none', holds: [], grace_s: 0 },
  paid: [{ from_ms: NOW - 24 * HOUR, to_ms }],
})
const facts: DoorFacts = {
  serving: paidTo(NOW + HOUR),
  ...{ isElsewhere: false, isOtherNas: false, isNasFull: false },
  ...{ bound: null, station: 'A4:2B:B0:00:00:01', unpaid: 'walled-garden' },
  slots: { kind: 'free', replaced: [] },
}
const given = (change: Partial<DoorFacts>) => decide({ ...facts, ...change }, NOW)

describe('who asks', () => {
  test('gets in until the paid time ends', () => {
    expect(given({})).toMatchObject({
      kind: 'accept',
      serving: { kind: 'full' },
      servedFor_s: 3_600,
    })
  })

  test('is told the end of the days of grace, not that of the paid time', () => {
    const serving = { ...paidTo(NOW + HOUR), grace_s: 7_200 }
    expect(given({ serving })).toMatchObject({ servedFor_s: 3 * 3_600 })
  })

  test('is told the end of the next paid time when one follows the other', () => {
    const one = paidTo(NOW + HOUR)
    const next = { from_ms: NOW + HOUR, to_ms: NOW + 25 * HOUR }
    expect(given({ serving: { ...one, paid: [...one.paid, next] } })).toMatchObject({
      servedFor_s: 25 * 3_600,
    })
  })

  test('is told no end where only an event can bring one', () => {
    expect(given({ serving: { ...paidTo(NOW), pay: 'free' } })).toMatchObject({ servedFor_s: null })
  })

  test('stays in the walled garden until a hold that is dated is over', () => {
    const hold = { reason: 'voluntary' as const, from_ms: NOW - HOUR, to_ms: NOW + HOUR }
    expect(given({ serving: { ...paidTo(NOW + 9 * HOUR), holds: [hold] } })).toMatchObject({
      ...{ kind: 'accept', serving: { kind: 'walled-garden' }, servedFor_s: null },
    })
  })

  test('is in a walled garden, or kept out, when the paid time is over: as the ISP chose', () => {
    const over = { serving: paidTo(NOW - 1) }
    expect(given(over)).toMatchObject({ kind: 'accept', serving: { kind: 'walled-garden' } })
    expect(given({ ...over, unpaid: 'reject' })).toEqual({
      ...{ kind: 'reject', because: 'paid-period-over' },
    })
  })

  test.each<[string, Partial<DoorFacts>, string]>([
    ['dials at another site', { isElsewhere: true }, 'other-site'],
    ['dials through another router', { isOtherNas: true }, 'other-nas'],
    ['dials with a strange device', { bound: ['A4:2B:B0:00:00:02'] }, 'device-not-bound'],
    ['hides the device', { bound: ['A4:2B:B0:00:00:02'], station: null }, 'device-missing'],
    ['has too many sessions', { slots: { kind: 'full', held: 2 } }, 'too-many-sessions'],
    ['comes to a router that is full', { isNasFull: true }, 'nas-full'],
    [
      'is held for fraud',
      {
        serving: {
          ...paidTo(NOW + HOUR),
          holds: [{ reason: 'fraud', from_ms: NOW - 1, to_ms: null }],
        },
      },
      'hold-fraud',
    ],
    ['has ended', { serving: { ...paidTo(NOW + HOUR), status: 'ended' } }, 'ended'],
  ])('is kept out who %s', (_, change, because) => {
    expect(given(change)).toEqual({ kind: 'reject', because })
  })

  test('gets in with a bound device', () => {
    expect(given({ bound: ['A4:2B:B0:00:00:01'] })).toMatchObject({ kind: 'accept' })
  })
})
