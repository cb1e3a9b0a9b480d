import { expect, test } from 'vitest'
import { Code } from '#radius/codes.ts'
import { Packet } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { Duplicates } from './duplicates.ts'

const writer = new PacketWriter()
/** Access-Requests have random authenticators: two with one id are two. */
const request = (id = 1) => new Packet(writer.request(Code.AccessRequest, id).seal(new Secret('s')))
const reply = Buffer.from('reply')

test('a retransmission is in work, then answered with the same reply, then forgotten', () => {
  const duplicates = new Duplicates()
  const asked = request()
  expect(duplicates.look('nas:1', asked, 0)).toBe('new')
  expect(duplicates.look('nas:1', asked, 900)).toBe('in-work')
  duplicates.answered('nas:1', asked, reply)
  expect(duplicates.look('nas:1', asked, 2_000)).toBe(reply)
  expect(duplicates.look('nas:1', asked, 20_000)).toBe('new')
})

test('the same id with another authenticator, or from another port, is another request', () => {
  const duplicates = new Duplicates()
  const asked = request()
  duplicates.look('nas:1', asked, 0)
  expect(duplicates.look('nas:2', asked, 0)).toBe('new')
  const other = request()
  expect(duplicates.look('nas:1', other, 0)).toBe('new')
  duplicates.answered('nas:1', asked, reply)
  expect(duplicates.look('nas:1', other, 0)).toBe('in-work')
})

test('what could not be answered is worked on when it comes again', () => {
  const duplicates = new Duplicates()
  const asked = request()
  duplicates.look('nas:1', asked, 0)
  duplicates.forget('nas:1', asked)
  expect(duplicates.look('nas:1', asked, 900)).toBe('new')
})

test('a flood of ports costs bounded memory, and silent ones are let go', () => {
  const duplicates = new Duplicates()
  const asked = request()
  for (let port = 0; port < 10_000; port++) duplicates.look(`nas:${port}`, asked, 0)
  expect(duplicates.look('nas:0', asked, 1)).toBe('new')
  expect(duplicates.look('nas:9999', asked, 1)).toBe('in-work')
  duplicates.sweep(60_000)
  expect(duplicates.look('nas:9999', asked, 1)).toBe('new')
})
