import type { RemoteInfo } from 'node:dgram'
import { UdpPort } from '#radius/transports/udp.ts'
import type { Sender } from './front.ts'

export type UdpFrontOptions = {
  readonly host: string
  readonly port: number
  /** Other processes of this machine listen on the same port. */
  readonly shared: boolean
  readonly queue_bytes: number
  readonly onFault: (error: Error) => void
}

/**
 * What may wait in the kernel. 8 MiB are some 30,000 requests. A login that waits longer than its router does is work for nobody, and
 * what is lost is asked again by those who still want it: so of logins no more than are answered in time by a machine that gives us a
 * fraction of a core. Records of accounting are all stored in the end, the newest first.
 */
export const QUEUE_bytes = { logins: 3 << 20, records: 8 << 20 }

/** A UDP port whose packets go to a front, each with its way back. */
export function udpFront(
  front: { receive: (datagram: Uint8Array, sender: Sender) => void },
  { host, port: number, shared, queue_bytes, onFault }: UdpFrontOptions,
): UdpPort {
  const port = new UdpPort({
    ...{ host, port: number, reusePort: shared, onFault },
    receiveBuffer_bytes: queue_bytes,
    onDatagram: (datagram, from) =>
      front.receive(datagram, {
        address: from.address,
        key: keyOf(from),
        send: (reply) => port.send(reply, from),
      }),
  })
  return port
}

function keyOf({ address, port }: RemoteInfo): string {
  return `${address} ${port}`
}
