import { expect, test } from 'vitest'
import { writeLetter, type Letter } from './letters.ts'

const LETTERS: Letter[] = [
  { kind: 'invitation', invitedBy: 'Amina', link: 'https://kasi.example/invitation#tok', days: 3 },
  { kind: 'sign-in-code', code: '123456', minutes: 10 },
  { kind: 'reset-code', code: '12345678', minutes: 10 },
  { kind: 'new-email-code', code: '123456', minutes: 10 },
  { kind: 'new-device', device: 'Firefox on Linux', ip: '10.0.0.1', at: '2026-11-20T15:00:00Z' },
  { kind: 'guessing', tries: 5, ip: '10.0.0.1', at: '2026-11-20T15:00:00Z' },
  { kind: 'password-changed' },
  { kind: 'email-changed' },
  { kind: 'factors-reset' },
  { kind: 'recovery-code-used' },
  { kind: 'factor-added', factor: 'totp' },
  { kind: 'factor-removed', factor: 'passkey' },
]

test.each(LETTERS)('$kind says all it knows, in both languages', (letter) => {
  const about = { name: 'Juma', isp: 'Baraka Networks' }
  const en = writeLetter(letter, { ...about, language: 'en' })
  const sw = writeLetter(letter, { ...about, language: 'sw' })
  expect(en.text).toMatch(/^Hello Juma,\n/)
  expect(sw.text).toMatch(/^Habari Juma,\n/)
  expect(sw.subject).not.toBe(en.subject)
  for (const text of [en, sw]) {
    expect(text.subject).toMatch(/^Baraka Networks: \S/)
    for (const [name, fact] of Object.entries(letter))
      if (name !== 'kind' && name !== 'factor') expect(text.text).toContain(String(fact))
  }
})
