import type { RemoteInfo } from 'node:dgram'
import { plainAddress } from '#radius/transports/plain-address.ts'
import { UdpPort } from '#radius/transports/udp.ts'
import type { Sender } from './front.ts'

type Taker = { readonly receive: (datagram: Uint8Array, sender: Sender) => void }

export type UdpPortsOptions = {
  readonly host: string
  readonly authPort: number
  readonly acctPort: number
  /** Where home servers end and change sessions of their guests. */
  readonly changesPort?: number | undefined
  /** Other processes of this machine listen on the same ports. */
  readonly shared: boolean
  readonly onTrouble: (what: string, error: unknown) => void
}

/**
 * What may wait in the kernel. 8 MiB are some 30,000 requests. A login that waits longer than its router does is work for nobody, and
 * what is lost is asked again by those who still want it: so of logins no more than are answered in time by a machine that gives us a
 * fraction of a core. Records of accounting are all stored in the end, the newest first.
 */
const QUEUE_bytes = { logins: 3 << 20, records: 8 << 20 }

/** The ports for logins and for records, and the one for home servers where it is wanted; what comes goes to its taker, with the way back. */
export function udpPorts(
  { host, authPort, acctPort, changesPort, shared, onTrouble }: UdpPortsOptions,
  { auth, acct, guests }: { auth: Taker; acct: Taker; guests: Taker },
): UdpPort[] {
  const onFault = (error: Error) => onTrouble('A RADIUS port is in trouble', error)
  const open = (taker: Taker, number: number, queue_bytes: number) => {
    const port = new UdpPort({
      ...{ host, port: number, reusePort: shared, onFault },
      receiveBuffer_bytes: queue_bytes,
      onDatagram: (datagram, from) =>
        taker.receive(datagram, {
          address: plainAddress(from.address),
          key: keyOf(from),
          send: (reply) => port.send(reply, from),
        }),
    })
    return port
  }
  return [
    open(auth, authPort, QUEUE_bytes.logins),
    open(acct, acctPort, QUEUE_bytes.records),
    ...(changesPort === undefined ? [] : [open(guests, changesPort, QUEUE_bytes.logins)]),
  ]
}

function keyOf({ address, port }: RemoteInfo): string {
  return `${address} ${port}`
}
