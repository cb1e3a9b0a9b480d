import { expect, test } from 'vitest'
import { chapResponse } from '../methods/chap.ts'
import { EapEngine, type EapAnswer, type EapOptions } from './engine.ts'
import { eapMd5 } from './md5.ts'
import { EapCode, eapPacket, EapType } from './packet.ts'

const known = (name: string) => (name === 'asha' ? { password: 'lamp' } : undefined)
const engine = (more: Partial<EapOptions> = {}) =>
  new EapEngine({ methods: [eapMd5], known, ...more })

const identity = (name: string, id = 1) => response(id, EapType.Identity, Buffer.from(name))

test('a conversation goes by its State, and takes no place when it is over', async () => {
  const eap = engine()
  const asked = challenge(await eap.answer({ message: identity('asha') }, 0))
  expect(eap.size).toBe(1)
  const answer = await eap.answer({ message: md5(asked.message), state: asked.state }, 10)
  expect(answer).toMatchObject({ kind: 'proven', identity: 'asha', method: 'EAP-MD5' })
  expect(eap.size).toBe(0)
  const again = await eap.answer({ message: md5(asked.message), state: asked.state }, 20)
  expect(again).toMatchObject({ kind: 'failed', because: 'session-lost' })
})

test('a conversation goes on only with the NAS that began it', async () => {
  const eap = engine()
  const asked = challenge(await eap.answer({ message: identity('asha'), from: 'one' }, 0))
  const proof = { message: md5(asked.message), state: asked.state }
  const stolen = await eap.answer({ ...proof, from: 'other' }, 0)
  expect(stolen).toMatchObject({ kind: 'failed', because: 'session-lost' })
  expect(await eap.answer({ ...proof, from: 'one' }, 0)).toMatchObject({ kind: 'proven' })
})

test('the State of another conversation, a part of one, and one that is over prove nobody', async () => {
  const eap = engine()
  const [hers, others] = [
    challenge(await eap.answer({ message: identity('asha') }, 0)),
    challenge(await eap.answer({ message: identity('nobody') }, 0)),
  ]
  const proof = md5(hers.message)
  for (const state of [
    hers.state.subarray(0, 15),
    Buffer.alloc(0),
    Buffer.concat([hers.state, hers.state]),
  ])
    expect(await eap.answer({ message: proof, state }, 0)).toMatchObject({
      because: 'session-lost',
    })
  const swapped = await eap.answer({ message: proof, state: others.state }, 0)
  expect(swapped.kind).not.toBe('proven')
  expect(await eap.answer({ message: proof, state: hers.state }, 0)).toMatchObject({
    kind: 'proven',
  })
  const replayed = await eap.answer({ message: proof, state: hers.state }, 0)
  expect(replayed).toMatchObject({ kind: 'failed', because: 'session-lost' })
})

test('a NAS may leave the question of identity to us', async () => {
  const eap = engine()
  const asked = challenge(await eap.answer({ message: Buffer.alloc(0) }, 0))
  expect(asked.message[4]).toBe(EapType.Identity)
  const id = asked.message[1] ?? 0
  const next = challenge(await eap.answer({ message: identity('asha', id), state: asked.state }, 0))
  expect(next.message[4]).toBe(EapType.Md5)
})

test('an answer to another question is ignored, and the conversation goes on', async () => {
  const eap = engine()
  const { message, state } = challenge(await eap.answer({ message: identity('asha') }, 0))
  const stale = Buffer.from(md5(message))
  stale[1] = (stale[1] ?? 0) - 1
  expect(await eap.answer({ message: stale, state }, 0)).toEqual({ kind: 'ignored' })
  expect(await eap.answer({ message: md5(message), state }, 0)).toMatchObject({ kind: 'proven' })
})

test('conversations are bounded in number and time', async () => {
  const eap = engine({ sessionsMax: 2, session_ms: 1000 })
  await eap.answer({ message: identity('asha') }, 0)
  await eap.answer({ message: identity('asha') }, 500)
  const third = await eap.answer({ message: identity('asha') }, 900)
  expect(third).toMatchObject({ kind: 'failed', because: 'too-many-sessions' })
  expect(challenge(await eap.answer({ message: identity('asha') }, 1200)).state).toHaveLength(16)
  eap.expire(5000)
  expect(eap.size).toBe(0)
})

test('a method that is refused is not offered again', async () => {
  const eap = engine()
  const { message, state } = challenge(await eap.answer({ message: identity('asha') }, 0))
  const nak = response(message[1] ?? 0, EapType.Nak, Buffer.from([EapType.Md5]))
  const answer = await eap.answer({ message: nak, state }, 0)
  expect(answer).toMatchObject({ kind: 'failed', because: 'no-common-method' })
})

test.each([
  ['a success from a peer', Buffer.from([3, 1, 0, 4])],
  ['a request from a peer', Buffer.from([1, 1, 0, 5, 1])],
  ['a length that is not so', Buffer.from([2, 1, 0, 50, 1])],
  ['nothing but a header', Buffer.from([2, 1, 0, 4])],
])('%s is refused', async (_, message) => {
  const eap = engine()
  expect(await eap.answer({ message }, 0)).toMatchObject({ kind: 'failed', because: 'malformed' })
  expect(eap.size).toBe(0)
})

function challenge(answer: EapAnswer) {
  if (answer.kind !== 'challenge') throw new Error(answer.kind)
  return answer
}

function md5(request: Buffer): Buffer {
  const id = request[1] ?? 0
  const value = chapResponse(id, 'lamp', request.subarray(6, 22))
  return response(id, EapType.Md5, Buffer.concat([Buffer.from([16]), value]))
}

function response(id: number, type: number, data: Buffer): Buffer {
  return eapPacket({ code: EapCode.Response, id, type, data })
}
