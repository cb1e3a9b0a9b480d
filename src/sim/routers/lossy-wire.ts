import { UdpPort } from '#radius/transports/udp.ts'

type Place = { readonly address: string; readonly port: number }

/** A bad line: stands between a router and a server, and lets a part of all datagrams, either way, go nowhere. */
export class LossyWire {
  /** How much is lost, from 0 to 1. */
  loss = 0
  private readonly to: Place
  private readonly roll: () => number
  private readonly near: UdpPort
  /** One socket towards the server for each sender, so that answers find their way back. */
  private readonly far = new Map<string, Promise<UdpPort>>()

  constructor(to: Place, roll: () => number = Math.random) {
    this.to = to
    this.roll = roll
    this.near = new UdpPort({
      host: '127.0.0.1',
      onDatagram: (datagram, from) => void this.pass(datagram, from),
      onFault: () => undefined,
    })
  }

  async open(): Promise<void> {
    await this.near.open()
  }

  get port(): number {
    return this.near.port
  }

  async close(): Promise<void> {
    for (const port of await Promise.all(this.far.values())) await port.close()
    await this.near.close()
  }

  private async pass(datagram: Buffer, from: Place): Promise<void> {
    const far = await this.wayOf({ address: from.address, port: from.port })
    if (this.roll() >= this.loss) far.send(datagram, this.to)
  }

  private wayOf(from: Place): Promise<UdpPort> {
    const key = `${from.address} ${from.port}`
    const known = this.far.get(key)
    if (known) return known
    const port = new UdpPort({
      host: '127.0.0.1',
      onDatagram: (reply) => {
        if (this.roll() >= this.loss) this.near.send(reply, from)
      },
      onFault: () => undefined,
    })
    const opened = port.open().then(() => port)
    this.far.set(key, opened)
    return opened
  }
}
