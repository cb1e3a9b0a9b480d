import { createSocket, type Socket } from 'node:dgram'
import { Code } from '#radius/codes.ts'
import { Attr } from '#radius/numbers.ts'
import { VALUE_LENGTH_MAX } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'
import { floodOrder } from './flood.ts'
import { paced } from './load.ts'
import { accessRequest, accountingRequest } from './requests.ts'
import { WILD_ADDRESS } from './town.ts'

/**
 * Floods a server, in a process of its own so that the generator of the others stays what it is. Makes all packets beforehand, says that it is
 * ready, and when it is told to `go` sends them at its rate and says how many came back.
 */
const SOCKETS = 64
const order = floodOrder.parse(JSON.parse(process.argv[2] ?? ''))
const secret = new Secret(order.secret)
const writer = new PacketWriter()

const count = order.rate * order.seconds
const packets = Array.from({ length: count }, (_, n) => packetOf(n, Math.floor(n / SOCKETS) % 256))
const port = order.kind === 'records' ? order.acctPort : order.authPort
let answered = 0
const sockets = await Promise.all(Array.from({ length: SOCKETS }, (_, n) => open(n)))

process.on('message', () => void go())
process.on('SIGTERM', () => process.exit())
process.send?.({ ready: true })

async function go() {
  await paced(count, order.rate, (n) => {
    const packet = packets[n]
    if (packet) sockets[n % SOCKETS]?.send(packet, port, '127.0.0.1')
  })
  process.send?.({ sent: count, answered })
}

/** Strangers come from many addresses, which nobody has ever heard of. */
async function open(n: number): Promise<Socket> {
  const address = order.kind === 'strangers' ? `127.1.${n >> 8}.${(n & 255) + 1}` : WILD_ADDRESS
  const socket = createSocket({
    type: 'udp4',
    recvBufferSize: 1 << 20,
    lookup: (name, _options, done) => done(null, name, 4),
  })
  socket.on('message', () => answered++)
  socket.on('error', () => undefined)
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  return socket
}

function packetOf(n: number, id: number): Buffer {
  const service = n % order.services
  switch (order.kind) {
    case 'logins':
    case 'strangers':
      return accessRequest('pap', service, id, secret)
    case 'records': {
      const stay = { service, session: `wild-${n}` }
      return accountingRequest('interim', stay, id, secret)
    }
    case 'proxy-states':
      return full(id, Attr.ProxyState, 1)
    case 'junk':
      return spoilt(full(id, Attr.VendorSpecific, VALUE_LENGTH_MAX))
    case 'wrong-signatures':
      return spoilt(accessRequest('pap', service, id, secret))
  }
}

/** As long as a packet may be, with an attribute again and again. */
function full(id: number, type: number, length: number): Buffer {
  writer.request(Code.AccessRequest, id).text(Attr.UserName, 'line-1')
  const value = Buffer.alloc(length, 7)
  while (writer.room >= length + 2) writer.bytes(type, value)
  return writer.seal(secret)
}

/** The signature, which comes first, made by somebody who has not the secret. */
function spoilt(packet: Buffer): Buffer {
  packet[30] = (packet[30] ?? 0) ^ 1
  return packet
}
