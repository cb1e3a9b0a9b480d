import type { RemoteInfo } from 'node:dgram'
import { UdpPort } from '#radius/transports/udp.ts'
import type { Sender } from './front.ts'

export type UdpFrontOptions = {
  readonly host: string
  readonly port: number
  /** Other processes of this machine listen on the same port. */
  readonly shared: boolean
  readonly onFault: (error: Error) => void
}

/** What arrives while one turn of the event loop runs: 8 MiB are some 30,000 requests. */
const RECEIVE_BUFFER_bytes = 8 << 20

/** A UDP port whose packets go to a front, each with its way back. */
export function udpFront(
  front: { receive: (datagram: Uint8Array, sender: Sender) => void },
  { host, port: number, shared, onFault }: UdpFrontOptions,
): UdpPort {
  const port = new UdpPort({
    ...{ host, port: number, reusePort: shared, onFault },
    receiveBuffer_bytes: RECEIVE_BUFFER_bytes,
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
