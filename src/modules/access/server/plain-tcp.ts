import { plainAddress } from '#radius/transports/plain-address.ts'
import { StreamPort } from '#radius/transports/stream.ts'
import { endsConnection } from './ends-connection.ts'
import { Front, type FrontOptions } from './front.ts'
import type { AccessNas, Picture } from './picture.ts'

export type PlainTcpOptions = {
  readonly host: string
  readonly port: number
  readonly shared: boolean
  readonly picture: Picture
  readonly front: Omit<FrontOptions<AccessNas>, 'nasOf'>
  readonly onTrouble: (what: string, error: unknown) => void
}

/**
 * RADIUS over TCP without TLS (RFC 6613), authentication and accounting on one port, for big packets and for proxies inside a network that
 * is safe by other means (§2.1). A router is who speaks from its address and knows its secret, as over UDP.
 */
export class PlainTcp {
  readonly front: Front<AccessNas>
  private readonly stream: StreamPort

  constructor({ host, port, shared, picture, front, onTrouble }: PlainTcpOptions) {
    this.front = new Front('both', { ...front, nasOf: ({ address }) => picture.nasAt(address) })
    this.stream = new StreamPort({
      ...{ host, port, reusePort: shared },
      onConnection: (connection) => {
        // Connections are counted, so strangers must not hold any (§2.6.4).
        const address = plainAddress(connection.address)
        if (picture.nasAt(address)) return
        this.front.refuse('unknown-nas', address)
        connection.close()
      },
      onPacket: (packet, connection) =>
        this.front.receive(packet, {
          address: plainAddress(connection.address),
          key: `${connection.address} ${connection.port}`,
          send: (reply) => connection.send(reply),
          dropped: (reason) => {
            if (endsConnection(reason)) connection.close()
          },
        }),
      onFault: (fault) => onTrouble('The port of RADIUS over TCP is in trouble', fault),
    })
  }

  get port(): number {
    return this.stream.port
  }

  open(): Promise<void> {
    return this.stream.open()
  }

  close(): Promise<void> {
    return this.stream.close()
  }
}
