/**
 * CPU time for each kind of RADIUS packet, from its octets to the sealed reply, without sockets and policy; and our MD5
 * and HMAC-MD5 beside node:crypto's.
 */
import { createHash, createHmac } from 'node:crypto'
import { admit, trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { HmacMd5 } from '#radius/crypto/hmac-md5.ts'
import { md5Into } from '#radius/crypto/md5.ts'
import { decodeAttributes } from '#radius/dictionary/decode.ts'
import { formatPair } from '#radius/dictionary/text.ts'
import { hidePassword } from '#radius/hidden.ts'
import { chapResponse } from '#radius/methods/chap.ts'
import { challengeHash, challengeResponse, ntPasswordHash } from '#radius/methods/mschap.ts'
import { offeredIn } from '#radius/methods/offered.ts'
import { verdictOn, writeSuccess, type Known } from '#radius/methods/proof.ts'
import { AcctStatus, Attr, Microsoft, Vendor } from '#radius/numbers.ts'
import { parsePacket, type Packet } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import { PacketWriter } from '#radius/writer.ts'

const PACKETS = 100_000
const secret = new Secret('a secret of usual length')
const nas = trust(secret)
const writer = new PacketWriter()
const known: Known = { password: 'correct horse', ntHash: ntPasswordHash('correct horse') }

/** What a MikroTik sends for a PPPoE line. */
function usual(one: PacketWriter): PacketWriter {
  return one
    .text(Attr.UserName, 'line-004711@isp')
    .number(Attr.ServiceType, 2)
    .number(Attr.FramedProtocol, 1)
    .number(Attr.NasPort, 15_729_177)
    .number(Attr.NasPortType, 15)
    .text(Attr.CallingStationId, '64:D1:54:0A:7B:11')
    .text(Attr.CalledStationId, 'pppoe-estate-3')
    .text(Attr.NasPortId, 'vlan120-estate-3')
    .text(Attr.NasIdentifier, 'KLM-1')
    .bytes(Attr.NasIpAddress, Buffer.from([10, 20, 0, 1]))
}

function access(write: (one: PacketWriter) => void): Buffer {
  const one = usual(writer.request(Code.AccessRequest, 1))
  write(one)
  return one.seal(secret)
}

const challenge = Buffer.alloc(16, 9)
const msChap2 = { name: 'line-004711@isp', challenge, peerChallenge: Buffer.alloc(16, 8) }
const requests = {
  pap: access((one) => {
    one.bytes(2, hidePassword(Buffer.from('correct horse'), one.authenticator, secret))
  }),
  chap: access((one) => {
    const response = chapResponse(7, 'correct horse', challenge)
    one.bytes(Attr.ChapPassword, Buffer.concat([Buffer.from([7]), response]))
    one.bytes(Attr.ChapChallenge, challenge)
  }),
  mschap2: access((one) => {
    const nt = challengeResponse(challengeHash(msChap2), ntPasswordHash('correct horse'))
    const value = Buffer.concat([Buffer.from([7, 0]), Buffer.alloc(16, 8), Buffer.alloc(8), nt])
    one.vendorBytes(Vendor.Microsoft, Microsoft.ChapChallenge, challenge)
    one.vendorBytes(Vendor.Microsoft, Microsoft.Chap2Response, value)
  }),
  accounting: usual(writer.request(Code.AccountingRequest, 1))
    .number(Attr.AcctStatusType, AcctStatus.Interim)
    .text(Attr.AcctSessionId, '81a00f3c')
    .number(Attr.AcctSessionTime, 86_000)
    .number(Attr.AcctInputOctets, 1_234_567_890)
    .number(Attr.AcctOutputOctets, 2_345_678_901)
    .number(Attr.AcctInputGigawords, 1)
    .number(Attr.AcctOutputGigawords, 12)
    .bytes(Attr.FramedIpAddress, Buffer.from([100, 64, 3, 9]))
    .seal(secret),
}

function authorize(datagram: Buffer): Buffer {
  const request = believed(datagram)
  const offered = offeredIn(request, secret)
  if (verdictOn(offered, known) !== 'right') throw new Error('the proof is right')
  writer.reply(Code.AccessAccept, request)
  writer.number(Attr.AcctInterimInterval, 300).vendorText(14_988, 8, '10M/20M')
  writer.bytes(Attr.Class, challenge)
  writeSuccess(writer, offered, known, secret)
  return writer.seal(secret)
}

function account(datagram: Buffer): Buffer {
  const request = believed(datagram)
  request.number(Attr.AcctInputOctets)
  request.number(Attr.AcctOutputOctets)
  request.text(Attr.AcctSessionId)
  return writer.reply(Code.AccountingResponse, request).seal(secret)
}

function believed(datagram: Buffer): Packet {
  const request = parsePacket(datagram)
  if (typeof request === 'string') throw new Error(request)
  const drop = admit(request, nas)
  if (drop) throw new Error(drop)
  return request
}

const block = Buffer.alloc(216, 7)
const digest = new Uint8Array(16)
const hmac = new HmacMd5(secret.bytes)

const cpu_us = {
  pap: cost(() => authorize(requests.pap)),
  chap: cost(() => authorize(requests.chap)),
  mschap2: cost(() => authorize(requests.mschap2)),
  accounting: cost(() => account(requests.accounting)),
  decodedByName: cost(() => decodeAttributes(believed(requests.accounting)).map(formatPair)),
  md5: cost(() => md5Into(digest, 0, block)),
  md5OfNode: cost(() => createHash('md5').update(block).digest()),
  hmacMd5: cost(() => {
    hmac.begin().update(block)
    hmac.finishInto(digest, 0)
  }),
  hmacMd5OfNode: cost(() => createHmac('md5', secret.bytes).update(block).digest()),
}

/** CPU microseconds of one run, the best of five rounds: the machine is shared, the work is not. */
function cost(work: () => unknown): number {
  const rounds = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage()
    for (let n = 0; n < PACKETS / 5; n++) work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / (PACKETS / 5)
  })
  return Number(Math.min(...rounds).toFixed(2))
}

for (const [name, us] of Object.entries(cpu_us)) console.log(`${name.padEnd(16)} ${us} µs`)
console.log(
  JSON.stringify({
    cpu_us,
    timesNode: {
      md5: Number((cpu_us.md5OfNode / cpu_us.md5).toFixed(1)),
      hmacMd5: Number((cpu_us.hmacMd5OfNode / cpu_us.hmacMd5).toFixed(1)),
    },
  }),
)
