import { aSite } from '#modules/organization/testing.ts'
import type { Tx } from '#platform/tx.ts'
import { addNas } from './commands/add-nas.ts'
import { addPool } from './commands/add-pool.ts'
import { makeTlsKey } from './commands/make-tls-key.ts'
import { removeTlsKey } from './commands/remove-tls-key.ts'
import * as contract from './contract.ts'
import { lockNas } from './store/nas.ts'
import type { InputOf } from '#kernel/endpoint.ts'

export { addPortPlan } from './commands/add-port-plan.ts'
export { fixAddress } from './commands/fix-address.ts'
export { reserveAddress } from './commands/reserve-address.ts'
export { rotateSecret } from './commands/rotate-secret.ts'
export { conflictsNow } from './queries/pools.ts'

let made = 0

/** A router in service, a MikroTik with an address of its own unless said. Answers its id, site and secret. */
export async function aNas(tx: Tx, given: Partial<InputOf<typeof contract.addNas>> = {}) {
  const number = ++made
  const siteId = given.siteId ?? (await aSite(tx)).id
  const input = contract.addNas.input.parse({
    name: `Router ${number}`,
    siteId,
    address: `198.18.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`,
    behindNat: false,
    tunnel: 'none',
    profile: 'mikrotik',
    messageAuthenticator: 'auto',
    coaWay: 'direct',
    coaPort: 3799,
    swapOctets: false,
    sessionsMax: null,
    routerOs: 7,
    apiPort: null,
    apiTls: false,
    notes: '',
    ...given,
  } satisfies InputOf<typeof contract.addNas>)
  const { nasId, secret } = await addNas(tx, input)
  return { nasId, siteId, secret }
}

/** A key with which this router proves itself over TLS, in hexadecimal. */
export async function aTlsKey(tx: Tx, nasId: string): Promise<string> {
  const { version } = await lockNas(tx, nasId)
  return makeTlsKey(tx, { nasId, version })
}

/** Takes that key away again. */
export async function noTlsKey(tx: Tx, nasId: string): Promise<void> {
  const { version } = await lockNas(tx, nasId)
  await removeTlsKey(tx, { nasId, version })
}

/** A pool of IPv4 addresses that we choose from, for everybody unless said. Answers its id. */
export async function aPool(tx: Tx, given: Partial<InputOf<typeof contract.addPool>> = {}) {
  const number = ++made
  const input = contract.addPool.input.parse({
    name: `pool-${number}`,
    kind: 'ipv4',
    chosenBy: 'kasi',
    automatic: true,
    accesses: [],
    keep_h: 168,
    siteId: null,
    nasId: null,
    dns: [],
    notes: '',
    ranges: ['10.0.0.1-10.0.0.10'],
    partLength: null,
    overlap: 'allow',
    ...given,
  } satisfies InputOf<typeof contract.addPool>)
  return addPool(tx, input)
}
