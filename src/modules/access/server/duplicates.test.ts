import { expect, test } from 'vitest'
import { Code } from '#radius/codes.ts'
import { Packet } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { Duplicates } from './duplicates.ts'

/** Looks, and takes on what is new, as one does who believes it. */
function look(
  duplicates: Duplicates,
  ...[remote, request, now_ms]: Parameters<Duplicates['look']>
) {
  const found = duplicates.look(remote, request, now_ms)
  if (found === 'new') duplicates.take(remote, request, now_ms)
  return found
}

const writer = new PacketWriter()
/** Access-Requests have random authenticators: two with one id are two. */
const request = (id = 1) => new Packet(writer.request(Code.AccessRequest, id).seal(new Secret('s')))
const reply = Buffer.from('reply')

test('a retransmission is in work, then answered with the same reply, then forgotten', () => {
  const duplicates = new Duplicates()
  const asked = request()
  expect(look(duplicates, 'nas:1', asked, 0)).toBe('new')
  expect(look(duplicates, 'nas:1', asked, 900)).toBe('in-work')
  duplicates.answered('nas:1', asked, reply)
  expect(look(duplicates, 'nas:1', asked, 2_000)).toBe(reply)
  expect(look(duplicates, 'nas:1', asked, 20_000)).toBe('new')
})

test('the short replies of accounting are kept by id, and not changed by those that come after', () => {
  const duplicates = new Duplicates()
  const secret = new Secret('s')
  const ask = (id: number) => new Packet(writer.request(Code.AccountingRequest, id).seal(secret))
  const answer = (asked: Packet) => writer.reply(Code.AccountingResponse, asked).seal(secret)
  const [one, other, again] = [ask(0), ask(255), request(0)]
  for (const asked of [one, other]) {
    look(duplicates, 'nas:1', asked, 0)
    duplicates.answered('nas:1', asked, answer(asked))
  }
  const kept = look(duplicates, 'nas:1', one, 1)
  expect(kept).toEqual(answer(one))
  expect(look(duplicates, 'nas:1', other, 1)).toEqual(answer(other))
  expect(look(duplicates, 'nas:1', again, 2)).toBe('new')
  duplicates.answered('nas:1', again, writer.reply(Code.AccountingResponse, again).seal(secret))
  expect(look(duplicates, 'nas:1', one, 3)).toBe('new')
  expect(kept).toEqual(answer(one))
})

test('the same id with another authenticator, or from another port, is another request', () => {
  const duplicates = new Duplicates()
  const asked = request()
  look(duplicates, 'nas:1', asked, 0)
  expect(look(duplicates, 'nas:2', asked, 0)).toBe('new')
  const other = request()
  expect(look(duplicates, 'nas:1', other, 0)).toBe('new')
  duplicates.answered('nas:1', asked, reply)
  expect(look(duplicates, 'nas:1', other, 0)).toBe('in-work')
})

test('what could not be answered is worked on when it comes again', () => {
  const duplicates = new Duplicates()
  const asked = request()
  look(duplicates, 'nas:1', asked, 0)
  duplicates.forget('nas:1', asked)
  expect(look(duplicates, 'nas:1', asked, 900)).toBe('new')
})

test('a flood of ports costs bounded memory, and silent ones are let go', () => {
  const duplicates = new Duplicates()
  const asked = request()
  for (let port = 0; port < 10_000; port++) look(duplicates, `nas:${port}`, asked, 0)
  expect(look(duplicates, 'nas:0', asked, 1)).toBe('new')
  expect(look(duplicates, 'nas:9999', asked, 1)).toBe('in-work')
  duplicates.sweep(60_000)
  expect(look(duplicates, 'nas:9999', asked, 1)).toBe('new')
})

test('what nobody believes takes the place of nothing', () => {
  const duplicates = new Duplicates()
  const asked = request()
  look(duplicates, 'nas:1', asked, 0)
  expect(duplicates.look('nas:1', request(), 1)).toBe('new')
  expect(duplicates.look('nas:1', asked, 2)).toBe('in-work')
})
