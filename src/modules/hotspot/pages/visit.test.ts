import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { loginUrl, packVisit, parseMac, visitFrom, type Visit } from './visit.ts'

const from = (said: Record<string, string>, hosts: string[] = []) =>
  visitFrom(new Map(Object.entries(said)), hosts)
const login = { username: '200123', password: 'rangi saba' }
const md5 = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('md5'))

test.each([
  ['A4:2B:B0:12:34:56', 'a4:2b:b0:12:34:56'],
  ['a4-2b-b0-12-34-56', 'a4:2b:b0:12:34:56'],
  ['a42bb0123456', 'a4:2b:b0:12:34:56'],
  ['a4:2b:b0:12:34', undefined],
  ['a4:2b:b0:12:34:56:78', undefined],
  ["' or 1=1", undefined],
])('the device %s is %s', (given, mac) => {
  expect(parseMac(given)).toBe(mac)
})

describe('where people are sent to be let in', () => {
  test.each([
    ['http://10.5.50.1/login', 'http://10.5.50.1'],
    ['http://192.168.88.1:8080/login?x=1', 'http://192.168.88.1:8080'],
    ['http://100.64.0.1/login', 'http://100.64.0.1'],
    ['https://login.wifi.example/login', 'https://login.wifi.example'],
    ['https://LOGIN.wifi.example/anything', 'https://login.wifi.example'],
    ['http://8.8.8.8/login', undefined],
    ['https://evil.example/login', undefined],
    ['https://login.wifi.example.evil.example/', undefined],
    ['http://login.wifi.example@evil.example/', undefined],
    ['http://me:secret@10.5.50.1/login', undefined],
    ['http://0x08080808/login', undefined],
    ['http://[2606:4700::1]/login', undefined],
    ['javascript:alert(1)', undefined],
    ['//10.5.50.1/login', undefined],
    ['', undefined],
  ])('%s', (given, at) => {
    const hosts = ['login.wifi.example']
    expect(from({ 'link-login-only': given }, hosts).router?.at).toBe(at)
    // Carried along and changed on the way, it is looked at again.
    const forged: Visit = { router: { kind: 'mikrotik', at: given } }
    expect(from({ v: packVisit(forged) }, hosts).router?.at).toBe(at)
  })

  test('where they wanted to go is passed on only if it is a page', () => {
    const router = { 'link-login-only': 'http://10.5.50.1/login' }
    expect(from({ ...router, 'link-orig': 'javascript:alert(1)' }).to).toBeUndefined()
    const visit = from({ ...router, 'link-orig': 'http://neverssl.com/?a=1&b=2' })
    const url = new URL(loginUrl(visit, login, null) ?? '')
    expect(url.searchParams.get('dst')).toBe('http://neverssl.com/?a=1&b=2')
  })

  test.each(['x', 'e30', Buffer.from('{"mac":7}').toString('base64url'), 'A'.repeat(3_000)])(
    'what was cut or made up on the way is nothing: %s',
    (v) => {
      expect(from({ v })).toEqual({})
    },
  )
})

describe('what the router is told', () => {
  test('of RouterOS: the password, or the answer to its challenge', () => {
    const said = { 'link-login-only': 'http://10.5.50.1/login' }
    const plain = new URL(loginUrl(from(said), login, null) ?? '')
    expect(plain.href).toBe('http://10.5.50.1/login?username=200123&password=rangi+saba')
    const chap = from({ ...said, 'chap-id': '\\001', 'chap-challenge': 'k\\\\356\\000' })
    const { searchParams } = new URL(loginUrl(chap, login, null) ?? '')
    const challenge = Buffer.from([0x6b, 0x5c, 0o356, 0])
    const read = Buffer.from([0x6b, 0x5c, 0x33, 0x35, 0x36, 0])
    const answers = [challenge, read].map((octets) =>
      md5(Buffer.of(1), login.password, octets).digest('hex'),
    )
    expect(answers).toContain(searchParams.get('password'))
  })

  test('of CoovaChilli: the response, mixed with the secret of both', () => {
    const challenge = '00112233445566778899aabbccddeeff'
    const visit = from({
      ...{ res: 'notyet', uamip: '10.1.0.1', uamport: '3990', challenge },
      ...{ mac: '02-11-22-33-44-55', userurl: 'http://a.example/' },
    })
    const bare = new URL(loginUrl(visit, login, null) ?? '')
    expect([bare.origin, bare.pathname]).toEqual(['http://10.1.0.1:3990', '/logon'])
    const octets = Buffer.from(challenge, 'hex')
    expect(bare.searchParams.get('response')).toBe(
      md5(Buffer.of(0), login.password, octets).digest('hex'),
    )
    const mixed = md5(octets, 'greatsecret').digest()
    const { searchParams } = new URL(loginUrl(visit, login, 'greatsecret') ?? '')
    expect(searchParams.get('response')).toBe(
      md5(Buffer.of(0), login.password, mixed).digest('hex'),
    )
    expect(visit.mac).toBe('02:11:22:33:44:55')
    expect(from({ res: 'failed', reply: 'No.', uamip: '10.1.0.1', challenge }).failed).toBe('No.')
  })
})
