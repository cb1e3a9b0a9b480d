import { expect, test } from 'vitest'
import type { HomeRoad } from '../queries/roaming.ts'
import { RoadMap } from './roads.ts'

const ROAD = {
  ...{ address: '198.18.40.10', authPort: 1812, acctPort: 1813, signedOnly: true },
  ...({ checkedBy: 'waiting', transport: 'udp', sendsChanges: true } as const),
  ...{ tlsName: null, tlsAuthority: null, tlsIdentity: null },
}

test('who speaks from an address is told by the secret; those who share that too speak for the guests of all of them', () => {
  const map = new RoadMap({ ask: async () => ({ kind: 'unreachable', why: 'nobody asks' }) })
  const servers: HomeRoad[] = [
    { ...ROAD, id: 'mombasa', name: 'Mombasa', secret: 'the tide' },
    { ...ROAD, id: 'malindi', name: 'Malindi', secret: 'the tide' },
    { ...ROAD, id: 'lamu', name: 'Lamu', secret: 'the dhow' },
    { ...ROAD, id: 'silent', name: 'Silent', secret: 'the reef', sendsChanges: false },
  ]
  const guests = { accounting: 'keep', passes: 'session', guestRate: null } as const
  map.put({
    servers,
    realms: servers.map(({ id }) => ({ ...guests, realm: `${id}.example`, serverIds: [id] })),
  })
  expect([...(map.senderAt(ROAD.address)?.speakers.values() ?? [])]).toEqual([
    ['mombasa', 'malindi'],
    ['lamu'],
  ])
  expect(map.senderAt('198.18.40.11')).toBeUndefined()
})
