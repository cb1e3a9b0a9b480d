import { expect, test } from 'vitest'
import { dropCookie, readCookie, setCookie } from './cookies.ts'

const tls = new URL('https://kasi.example.co.ke')
const plain = new URL('http://localhost:8080')
const token = 'a'.repeat(43)

test('over TLS a cookie is bound to the host, unreadable for scripts and sent to us alone', () => {
  expect(setCookie('session', token, tls)).toBe(
    `__Host-kasi=${token}; Path=/; HttpOnly; SameSite=Lax; Secure`,
  )
})

test('on plain HTTP it has the name without the prefix that browsers would refuse there', () => {
  expect(setCookie('signIn', token, plain)).toBe(
    `kasi-sign-in=${token}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax`,
  )
  expect(dropCookie('device', plain)).toBe(
    'kasi-device=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
  )
})

test.each([
  [`__Host-kasi=${token}`, token],
  [`a=b; __Host-kasi=${token};c=d`, token],
  [`kasi=${token}`, undefined],
  [`x__Host-kasi=${token}`, undefined],
  ['__Host-kasi=short', undefined],
  [`__Host-kasi=${token.slice(1)}%`, undefined],
  [undefined, undefined],
])('of %s the session is %s', (header, value) => {
  expect(readCookie(header, 'session', tls)).toBe(value)
})
