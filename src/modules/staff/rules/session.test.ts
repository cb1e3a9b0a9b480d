import { expect, test } from 'vitest'
import { idleEnd, isOpen } from './session.ts'

const limits = { idle_min: 30, absolute_h: 12 }
const at = (time: string) => Temporal.Instant.from(`2026-11-20T${time}:00Z`)
const session = { lastSeenAt: at('08:00'), endsAt: at('20:00'), endedAt: null }

test.each([
  ['in use', session, '08:00', true],
  ['just before idle', session, '08:29', true],
  ['idle', session, '08:30', false],
  ['busy at the very end', { ...session, lastSeenAt: at('19:59') }, '19:59', true],
  ['past its longest', { ...session, lastSeenAt: at('19:59') }, '20:00', false],
  ['ended', { ...session, endedAt: at('08:01') }, '08:02', false],
])('%s', (_, times, now, open) => {
  expect(isOpen(times, limits, at(now))).toBe(open)
})

test('idle never outlasts the longest', () => {
  const late = { ...session, lastSeenAt: at('19:45') }
  expect(idleEnd(late, limits).toString()).toBe(session.endsAt.toString())
})
