import { expect, test } from 'vitest'
import type { RouterSession } from '#modules/network/index.ts'
import { compareWithRouter, type OurSession } from './compare-with-router.ts'

const NOW = Date.UTC(2026, 10, 20, 15)
const MINUTE = 60_000
const MAC = 'A4:2B:B0:00:00:01'

const our = (change: Partial<OurSession> = {}): OurSession => ({
  ...{ key: 'one', nasSession: '81600001', ipv4: '100.64.0.2', station: MAC, isOpen: true },
  ...{ receivedAt_ms: NOW - 9 * MINUTE, interim_s: 300, ...change },
})
const their = (change: Partial<RouterSession> = {}): RouterSession => ({
  ...{ userName: 'amina', nasSession: '81600001', ipv4: '100.64.0.2', station: MAC, ...change },
})
const compare = (ours: OurSession[], theirs: RouterSession[], doubted: string[] = []) => {
  const found = compareWithRouter({ ours, theirs, doubted: new Set(doubted), askedAt_ms: NOW })
  const { gone, there, strangers } = found
  return { gone, there, strangers: strangers.map(({ userName }) => userName) }
}
type Found = { gone: string[]; there: string[]; strangers: string[] }
const SAME: Found = { gone: [], there: ['one'], strangers: [] }
const GONE: Found = { gone: ['one'], there: [], strangers: [] }
const WAITING: Found = { gone: [], there: [], strangers: [] }

test.each<[string, OurSession, RouterSession, Found]>([
  ['by its number', our(), their(), SAME],
  [
    'by its number, in capitals and with zeros',
    our({ nasSession: '00AB' }),
    their({ nasSession: 'ab' }),
    SAME,
  ],
  [
    'in a list without numbers, by its address',
    our(),
    their({ nasSession: '', station: null }),
    SAME,
  ],
  [
    'in a list without numbers, by its device',
    our({ station: MAC.toLowerCase() }),
    their({ nasSession: '', ipv4: null }),
    SAME,
  ],
  [
    'not by the address that another number has now',
    our(),
    their({ nasSession: '81600002' }),
    { gone: ['one'], there: [], strangers: ['amina'] },
  ],
])('a session is found %s', (_, ours, theirs, found) => {
  expect(compare([ours], [theirs])).toEqual(found)
})

test.each<[string, Partial<OurSession>, string[], Found]>([
  ['it has missed a report', {}, [], GONE],
  ['its next report is not late yet', { receivedAt_ms: NOW - 6 * MINUTE }, [], WAITING],
  [
    'no report was promised, for an hour',
    { interim_s: null, receivedAt_ms: NOW - 59 * MINUTE },
    [],
    WAITING,
  ],
  [
    'no report was promised, after an hour',
    { interim_s: null, receivedAt_ms: NOW - 61 * MINUTE },
    [],
    GONE,
  ],
  ['somebody doubts it', { receivedAt_ms: NOW - MINUTE }, ['one'], GONE],
  [
    'somebody doubts it, and it was heard a moment ago',
    { receivedAt_ms: NOW - 10_000 },
    ['one'],
    WAITING,
  ],
  ['it has ended meanwhile', { isOpen: false }, [], WAITING],
])('what the router does not have is over, or not, when %s', (_, change, doubted, found) => {
  expect(compare([our(change)], [], doubted)).toEqual(found)
})

test('who is on the router and not with us is a stranger, but not who has just gone', () => {
  const other = their({ userName: 'juma', nasSession: '81600009', ipv4: '10.0.0.9', station: null })
  const guest = their({ userName: 'guest', nasSession: '', ipv4: '10.5.0.9', station: null })
  expect(compare([our()], [their(), other, guest]).strangers).toEqual(['juma', 'guest'])
  expect(compare([our({ isOpen: false })], [their()]).strangers).toEqual([])
})
