import type { Client } from '#kernel/client.ts'
import { addHomeServer, addRealm, listRealms } from '#modules/access/contract.ts'

/** Addresses of RFC 2544: nobody's on the internet. */
const SERVERS = [
  { name: 'Pwani Net, Mombasa', address: '198.18.40.10' },
  { name: 'Pwani Net, Malindi', address: '198.18.40.11' },
]

/** A provider at the coast whose people surf here when they come to Nairobi. */
export async function agreeOnRoaming(owner: Client): Promise<void> {
  const { realms, servers } = await owner.call(listRealms, {})
  const ids: string[] = []
  for (const one of SERVERS) {
    const there = servers.find(({ name }) => name === one.name)
    const ports = { authPort: 1812, acctPort: 1813 }
    const how = {
      signedOnly: true,
      checkedBy: 'status-server',
      secret: 'the-tide-comes-twice',
      transport: 'udp',
      ...{ tlsName: null, tlsAuthority: null, tlsIdentity: null },
      sendsChanges: false,
    } as const
    ids.push(there?.id ?? (await owner.call(addHomeServer, { ...one, ...ports, ...how })).id)
  }
  const has = (name: string) => realms.some(({ realm }) => realm === name)
  const guests = {
    passes: 'session',
    guestRate: { down_bps: 5_000_000, up_bps: 2_000_000 },
  } as const
  if (!has('pwani.example'))
    await owner.call(addRealm, {
      ...{ ...guests, realm: 'pwani.example', serverIds: ids, accounting: 'forward' },
    })
  if (!has('savanna.example'))
    await owner.call(addRealm, {
      ...{ realm: 'savanna.example', serverIds: [], guestRate: null },
      ...{ accounting: 'keep', passes: 'session' },
    })
}
