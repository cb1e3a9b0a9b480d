import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { must } from '#kernel/assert.ts'
import { filesIn, uploadChecker } from '#platform/http/uploads.ts'
import { silentLog } from '#platform/log.ts'
import { clamd, type Scanner } from '#platform/scanner.ts'
import { EICAR, simulateClamd } from '#platform/testing/clamd.ts'

const away = simulateClamd({ bytesMax: 1000 })
let scanner: Scanner

beforeAll(async () => {
  await new Promise<void>((resolve) => away.server.listen(0, '127.0.0.1', resolve))
  scanner = clamd(addressOf(), 300)
})
afterAll(() => away.server.close())

function addressOf(): URL {
  const { port } = must(away.server.address(), 'it listens') as AddressInfo
  return new URL(`tcp://127.0.0.1:${port}`)
}

const keep = endpoint({
  name: 'shop.keep',
  method: 'POST',
  path: '/api/shop/papers',
  access: 'shop.change',
  summary: 'Keeps a paper.',
  input: z.object({ name: z.string(), paper: z.base64().max(8000), back: z.base64().optional() }),
  reply: nothing,
})
const check = (fields: object) => uploadChecker(keep, { scanner, log: silentLog })(fields)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const harmless = { name: 'Lease', paper: base64('%PDF-1.7 lease') }

test('the files of a contract are its base64 fields', () => {
  expect(filesIn(keep)).toEqual(['paper', 'back'])
})

test('a file is looked at as its bytes, and an empty one too', async () => {
  await check({ ...harmless, back: '' })
  expect(away.seen.map((file) => Buffer.from(file).toString())).toEqual(['%PDF-1.7 lease', ''])
})

test('a harmful file is refused by name, whichever field it is in', async () => {
  await expect(check({ ...harmless, back: base64(`%PDF ${EICAR}`) })).rejects.toMatchObject({
    status: 422,
    code: 'platform.file_harmful',
    facts: { what: 'Eicar-Test-Signature' },
  })
})

test.each([
  ['does not answer in time', () => void (away.isSilent = true)],
  ['takes no file of this size', () => ({ paper: base64('a'.repeat(2000)) })],
  ['is gone', () => void away.server.close()],
])('no file is taken while the scanner %s', async (_, trouble) => {
  const fields = { ...harmless, ...trouble() }
  await expect(check(fields)).rejects.toMatchObject({
    status: 503,
    code: 'platform.scanner_away',
    headers: { 'retry-after': '60' },
  })
  away.isSilent = false
})

test('where no scanner is set, files are taken as they are', async () => {
  const unchecked = uploadChecker(keep, { log: silentLog })
  await expect(unchecked({ ...harmless, paper: base64(EICAR) })).resolves.toBeUndefined()
})
