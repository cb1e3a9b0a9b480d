import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLOUD, SimWhatsApp } from '#sim/whatsapp.ts'
import { carriers } from './carriers.ts'
import type { Door } from './port.ts'
import { whatsApp } from './whatsapp.ts'

const sim = new SimWhatsApp()
const { signal } = new AbortController()
let door: Door

beforeAll(async () => {
  door = {
    ...{ id: 'gateway', kind: 'whatsapp', api: await sim.listen(), sender: CLOUD.number },
    keys: { account: 'isp_notice', secret: CLOUD.token, signing: CLOUD.appSecret },
  }
})
afterAll(() => sim.close())

const text = { id: 'm1', to: '+254712345678', text: 'Paid.\nThank you', language: 'sw' } as const

test('a text goes out as the one parameter of the ISP’s template, without line breaks', async () => {
  const outcome = await whatsApp.send(door, text, signal)
  const [sent] = sim.sent
  expect(outcome).toEqual({ kind: 'taken', providerId: sent?.id })
  expect(sent).toMatchObject({
    to: '254712345678',
    template: {
      ...{ name: 'isp_notice', language: { code: 'sw' } },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Paid. Thank you' }] }],
    },
  })
})

describe('what Meta refuses', () => {
  test.each([
    ['a number without WhatsApp', 400, 131_026, { kind: 'refused', why: 'bad-address' }],
    ['somebody who has had enough today', 400, 131_049, { kind: 'refused', why: 'bad-address' }],
    ['too many at once', 429, 130_429, { kind: 'trouble' }],
    ['a template that is not there', 404, 132_001, { kind: 'trouble' }],
  ] as const)('%s', async (_, status, code, wanted) => {
    sim.refuseNext(status, code, 'no')
    expect(await whatsApp.send(door, text, signal)).toMatchObject({
      ...wanted,
      said: `${code} no`,
    })
  })

  test('a wrong token is trouble of ours', async () => {
    const wrong = { ...door, keys: { ...door.keys, secret: 'other' } }
    expect(await whatsApp.send(wrong, text, signal)).toMatchObject({ kind: 'trouble' })
  })
})

describe('what Meta tells', () => {
  const read = (value: object) => whatsApp.read(door, 'report', sim.telling(value))
  const status = (state: string, more: object = {}) => ({
    statuses: [{ id: 'wamid.1', status: state, ...more }],
  })

  test('read counts as delivered; sent says nothing yet; a failure says why', () => {
    const delivered = [{ providerId: 'wamid.1', report: 'delivered', why: null }]
    expect(read(status('read'))).toMatchObject({ kind: 'told', reports: delivered })
    expect(read(status('delivered'))).toMatchObject({ kind: 'told', reports: delivered })
    expect(read(status('sent'))).toMatchObject({ kind: 'told', reports: [] })
    expect(
      read(status('failed', { errors: [{ code: 131_026, title: 'Undeliverable' }] })),
    ).toMatchObject({
      reports: [{ providerId: 'wamid.1', report: 'failed', why: 'Undeliverable' }],
    })
  })

  test('an answer is somebody’s words; without its signature nothing is believed', () => {
    const answer = { messages: [{ from: '254712345678', text: { body: 'STOP' } }] }
    expect(read(answer)).toMatchObject({ answers: [{ from: '+254712345678', text: 'STOP' }] })
    // Several in one telling, with what became of ours: each counts.
    const many = {
      messages: [{ from: '254712345678', type: 'image' }, ...answer.messages],
      statuses: [{ id: 'wamid.1', status: 'read' }],
    }
    expect(read(many)).toMatchObject({
      reports: [{ providerId: 'wamid.1', report: 'delivered' }],
      answers: [{ from: '+254712345678', text: 'STOP' }],
    })
    const { body } = sim.telling(answer)
    const forged = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }
    expect(whatsApp.read(door, 'report', { body, headers: {} })).toEqual({ kind: 'nonsense' })
    expect(whatsApp.read(door, 'report', { body, headers: forged })).toEqual({ kind: 'nonsense' })
  })

  test('the address is proven by the token in it, and by no other', () => {
    const asked = (token: string, mode = 'subscribe') =>
      whatsApp.prove?.(
        new URLSearchParams({
          ...{ 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': '1158201444' },
        }),
        'secret-of-the-address',
      )
    expect(asked('secret-of-the-address')).toBe('1158201444')
    expect(asked('another')).toBeUndefined()
    expect(asked('secret-of-the-address', 'unsubscribe')).toBeUndefined()
  })
})

test('no gateway is asked that is not among the hosts that Kasi may call', async () => {
  const before = sim.sent.length
  expect(await carriers(['*.facebook.com']).whatsapp.send(door, text, signal)).toEqual({
    kind: 'trouble',
    said: expect.stringContaining('127.0.0.1 is not among the hosts'),
  })
  expect(sim.sent).toHaveLength(before)
  expect(await carriers(['127.0.0.1']).whatsapp.send(door, text, signal)).toMatchObject({
    kind: 'taken',
  })
})
