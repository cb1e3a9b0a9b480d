import { expect, test } from 'vitest'
import { judgePassword } from './password.ts'

const about = ['Baraka Networks', 'Amina Otieno', 'amina.otieno@baraka.co.ke']
const strong = { guarded: true, breached: false, guesses_log10: 12, about }

test.each([
  ['8 characters with a second factor', { password: 'xk4!vq9z' }, 'fine'],
  ['7 characters', { password: 'xk4!vq9' }, 'weak'],
  ['14 characters alone', { password: 'cedar kettle m', guarded: false }, 'weak'],
  ['15 characters alone', { password: 'cedar kettle mo', guarded: false }, 'fine'],
  ['128 characters', { password: 'ab'.repeat(64) }, 'fine'],
  ['only small letters: no rules of composition', { password: 'cedarkettlemorning' }, 'fine'],
  ['spaces and emoji, counted as people count', { password: '🦒🦒🦒🦒🦒🦒🦒🦒' }, 'fine'],
  ['known from a breach', { password: 'cedar kettle', breached: true }, 'weak'],
  ['quickly guessed', { password: 'cedar kettle', guesses_log10: 7.9 }, 'weak'],
  ['the ISP and a year', { password: 'Baraka2026!' }, 'weak'],
  ['one’s own name', { password: 'amina.otieno' }, 'weak'],
  ['words of the trade', { password: 'KasiAdmin#1' }, 'weak'],
  ['words of the trade among others', { password: 'the router sings at dawn' }, 'fine'],
])('%s', (_, facts, kind) => {
  expect(judgePassword({ ...strong, ...facts }).kind).toBe(kind)
})
