import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { ForbiddenAddress, isPublicAddress, postOutside } from '#platform/outbound.ts'

test.each([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '192.0.2.1',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'fd12::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:db8::1',
  '2001::1',
  'not an address',
  '',
])('%s is not on the Internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  '8.8.8.8',
  '196.201.214.200',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2c0f:fe38::1',
  '::ffff:8.8.8.8',
])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

const post = (
  url: string,
  allowPrivate: boolean,
  more: { timeout_ms?: number; answerBytes?: number; hosts?: string[] } = {},
) =>
  postOutside({
    url,
    headers: {},
    body: '{}',
    timeout_ms: 2000,
    answerBytes: 100,
    ...more,
    allowPrivate,
  })

test.each([
  'https://127.0.0.1/',
  'https://localhost/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://169.254.169.254/latest/meta-data/',
  'http://example.com/',
  'https://a:b@example.com/',
  'file:///etc/passwd',
  'ftp://example.com/',
])('%s is not called', async (url) => {
  await expect(post(url, false)).rejects.toThrow(ForbiddenAddress)
})

test.each([
  ['https://hooks.isp.example/', ['accounts.example']],
  ['https://accounts.example.evil/', ['accounts.example']],
  ['https://accounts.example/', ['*.accounts.example']],
  ['https://evil-accounts.example/', ['*.accounts.example']],
])('%s is not called when only %j may be', async (url, hosts) => {
  await expect(post(url, false, { hosts })).rejects.toThrow('not among the hosts')
})

test.each([
  ['https://localhost/', ['localhost']],
  ['https://[::1]/', ['::1']],
  ['https://a.localhost/', ['*.localhost']],
])('%s passes the list %j, and is looked at further', async (url, hosts) => {
  await expect(post(url, false, { hosts })).rejects.toThrow(
    /not on the Internet|ENOTFOUND|EAI_AGAIN/,
  )
})

test('a receiver that never ends its answer, or never begins it, is left after a while', async () => {
  let sent = 0
  const server = createServer((request, response) => {
    if (request.url === '/silent') return
    const flood = setInterval(() => (sent += response.write('x'.repeat(1000)) ? 1000 : 0), 1)
    response.on('close', () => clearInterval(flood))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  try {
    expect((await post(`http://127.0.0.1:${port}/flood`, true)).text).toHaveLength(100)
    await expect(
      post(`http://127.0.0.1:${port}/silent`, true, { timeout_ms: 200 }),
    ).rejects.toThrow('No answer within 0.2 s')
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
