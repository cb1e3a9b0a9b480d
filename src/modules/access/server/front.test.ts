import { expect, test } from 'vitest'
import { trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { VALUE_LENGTH_MAX } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { Front } from './front.ts'

test.each([
  { what: 'of eight proxies', values: 8, length: VALUE_LENGTH_MAX, why: null },
  { what: 'of nine proxies', values: 9, length: VALUE_LENGTH_MAX, why: 'proxy-state-too-long' },
  { what: 'in a thousand crumbs', values: 1_000, length: 1, why: 'proxy-state-too-long' },
])(
  'a login with the Proxy-State $what is answered with it, or not looked at',
  ({ values, length, why }) => {
    const secret = new Secret('siri')
    const faults: unknown[] = []
    const sent: Buffer[] = []
    const front = new Front('authorize', {
      nasOf: () => ({ id: 'nas', trusts: [trust(secret)] }),
      authorize: () => ({
        code: Code.AccessReject,
        fill: (writer) => writer.text(Attr.ReplyMessage, 'Nobody by this name is known here.'),
      }),
      ...{ account: () => undefined, now_ms: () => 0 },
      onFault: (fault) => faults.push(fault),
    })
    const login = new PacketWriter().request(Code.AccessRequest, 1).text(Attr.UserName, 'asha')
    for (let n = 0; n < values; n++) login.bytes(Attr.ProxyState, Buffer.alloc(length, n))
    const datagram = login.seal(secret)
    front.receive(datagram, { address: 'a', key: 'a 1', send: (reply) => sent.push(reply) })
    expect(faults).toEqual([])
    expect(sent).toHaveLength(why ? 0 : 1)
    expect(front.drops['proxy-state-too-long']).toBe(why ? 1 : 0)
  },
)
