import { admit, trust } from '../admit.ts'
import { OpenQuestions } from '../client/open-questions.ts'
import { Code } from '../codes.ts'
import { newDropCounts, type DropCounts } from '../drop.ts'
import { decodeAttributes } from '../dictionary/decode.ts'
import { encodePair } from '../dictionary/encode.ts'
import { dictionary } from '../dictionary/load.ts'
import { formatPair } from '../dictionary/text.ts'
import { parseEap } from '../eap/packet.ts'
import { parseAvps } from '../eap/tls/avp.ts'
import { offeredIn } from '../methods/offered.ts'
import { verdictOn } from '../methods/proof.ts'
import { Attr } from '../numbers.ts'
import { parsePacket, type Packet } from '../packet.ts'
import { Secret } from '../secret.ts'
import { Framer } from '../transports/framer.ts'
import { PacketWriter } from '../writer.ts'

/** What became of so many packets. A crash throws; a hang does not return. */
export type FuzzResult = { packets: number; parsed: number; admitted: number; drops: DropCounts }

const secret = new Secret('fuzz')
const key = { secret, authenticator: Buffer.alloc(16) }

/**
 * Feeds packets that are nearly right to everything that reads octets from the network. Each is made from the seed alone, so that
 * the number of a crash finds it again.
 */
export function fuzz(seed: number, packets: number): FuzzResult {
  const random = generator(seed)
  const result: FuzzResult = { packets, parsed: 0, admitted: 0, drops: newDropCounts() }
  const framer = { current: new Framer() }
  const open = new OpenQuestions(() => undefined, 'datagrams')
  for (let n = 0; n < packets; n++) {
    const bytes = randomPacket(random)
    readStream(framer, bytes)
    open.receive(bytes)
    parseEap(bytes)
    parseAvps(bytes)
    const packet = parsePacket(bytes)
    if (typeof packet === 'string') {
      result.drops[packet] += 1
      continue
    }
    result.parsed += 1
    const drop = admit(packet, trust(secret))
    if (drop) result.drops[drop] += 1
    else result.admitted += 1
    readAll(packet)
  }
  return result
}

/** Everything that reads a packet which has a frame. */
function readAll(packet: Packet): void {
  const offered = offeredIn(packet, secret)
  verdictOn(offered, { password: 'x' })
  for (const type of [Attr.UserName, Attr.State, Attr.EapMessage, Attr.AcctInputOctets]) {
    packet.text(type)
    packet.number(type)
    packet.ipv4(type)
    packet.joined(type)
  }
  packet.vendorText(14988, 8)
  for (const pair of decodeAttributes(packet, key)) {
    formatPair(pair)
    const encoded = encodePair(pair, key)
    // What came in fits out again, unless it needs the room of several attributes that it came in.
    if (typeof encoded === 'string' && encoded !== 'too-long') {
      throw new Error(`${formatPair(pair)} was read but cannot be written: ${encoded}`)
    }
  }
}

function readStream(framer: { current: Framer }, bytes: Buffer): void {
  const half = bytes.length >> 1
  for (const part of [bytes.subarray(0, half), bytes.subarray(half)]) {
    if (!framer.current.push(part).broken) continue
    framer.current = new Framer()
    return
  }
}

type Random = (below: number) => number

/** Mulberry32: small, and the same on every machine. */
function generator(seed: number): Random {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const CODES = Object.values(Code)
const writer = new PacketWriter()

/** A packet that begins well: mostly sealed, then often damaged, sometimes cut. */
function randomPacket(random: Random): Buffer {
  const sealed = random(4) > 0
  writer.request(CODES[random(CODES.length)] ?? Code.AccessRequest, random(256))
  const attributes = random(12)
  for (let n = 0; n < attributes; n++) {
    const attribute = randomAttribute(random)
    if (attribute.length > writer.room) break
    writer.encoded(attribute)
  }
  const packet = writer.seal(sealed ? secret : new Secret(String(random(3))))
  if (random(2) === 0) return packet
  const flips = random(6)
  for (let n = 0; n < flips; n++) packet[random(packet.length)] = random(256)
  return random(4) === 0 ? packet.subarray(0, random(packet.length + 1)) : packet
}

const vendors = [...dictionary().vendors.values()]
const CONTAINERS = [26, 26, 26, 79, 241, 242, 245, 246, 173]

function randomAttribute(random: Random): Buffer {
  const type = random(2) === 0 ? random(256) : (CONTAINERS[random(CONTAINERS.length)] ?? 26)
  const value = Buffer.alloc(random(random(8) === 0 ? 254 : 40))
  for (let n = 0; n < value.length; n++) value[n] = random(256)
  if (type === 26 && value.length >= 8) {
    const vendor = vendors[random(vendors.length)]
    value.writeUInt32BE(vendor?.id ?? 0, 0)
    const types = [...(vendor?.attributes.keys() ?? [])]
    value.writeUIntBE(types[random(types.length || 1)] ?? 0, 4, vendor?.typeLength ?? 1)
    if (random(3) > 0) value[4 + (vendor?.typeLength ?? 1)] = value.length - 4
  }
  return Buffer.concat([Buffer.from([type, value.length + 2]), value])
}
