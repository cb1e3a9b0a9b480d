import { randomBytes } from 'node:crypto'
import type { Vault } from '#platform/vault.ts'
import { Code } from '#radius/codes.ts'
import { UdpClient } from '#radius/client/udp-client.ts'
import { hidePassword } from '#radius/hidden.ts'
import { chapResponse } from '#radius/methods/chap.ts'
import { challengeHash, challengeResponse, ntPasswordHash } from '#radius/methods/mschap.ts'
import { Attr, Microsoft, Vendor } from '#radius/numbers.ts'
import type { Secret } from '#radius/secret.ts'
import type { PacketWriter } from '#radius/writer.ts'
import { shownAttributes, type ShownAttribute } from '../../queries/shown-packet.ts'
import { REASON } from '../../rules/reject-words.ts'
import { testIdentifier, testSecret } from '../../server/test-routers.ts'
import type { Ask, Asked, RadiusProbe } from './port.ts'

const TRIES = 2
const WAIT_ms = 1_500

/** Over the network, as every router does: what is tested is all of it, the port and the process included. */
export function udpRadiusProbe({
  vault,
  radiusAt,
}: {
  vault: Vault
  radiusAt: () => { address: string; port: number }
}): RadiusProbe {
  return {
    async ask(what) {
      const secret = testSecret(vault)
      const client = new UdpClient()
      try {
        const write = (writer: PacketWriter) => writeRequest(writer, what, secret)
        const question = { code: Code.AccessRequest, secret, write, signedReplyOnly: true }
        const answer = await client.ask({ ...question, tries: TRIES, wait_ms: WAIT_ms }, radiusAt())
        const none = { reason: null, took_ms: null, request: [], reply: [] }
        if (answer.kind !== 'reply') return { ...none, kind: answer.kind }
        const reply = shownAttributes(answer.reply)
        return {
          kind: answer.reply.code === Code.AccessAccept ? 'accept' : 'reject',
          reason: reasonIn(reply),
          took_ms: Math.round(answer.took_ms),
          request: shownAttributes(answer.request),
          reply: reply.filter((attribute) => !isReason(attribute)),
        } satisfies Asked
      } finally {
        await client.close()
      }
    },
  }
}

/** What a router tells of a subscriber who dials. */
function writeRequest(writer: PacketWriter, what: Ask, secret: Secret): void {
  writer.text(Attr.UserName, what.userName)
  writer.text(Attr.NasIdentifier, testIdentifier(what.nasId))
  if (what.station !== null && what.station !== '') writer.text(Attr.CallingStationId, what.station)
  if (what.nasPort !== null && what.nasPort !== '') writer.text(Attr.NasPortId, what.nasPort)
  if (what.proof) prove(writer, what.proof, { userName: what.userName, secret })
}

function prove(
  writer: PacketWriter,
  { method, password }: NonNullable<Ask['proof']>,
  { userName: name, secret }: { userName: string; secret: Secret },
): void {
  switch (method) {
    case 'pap':
      writer.bytes(
        Attr.UserPassword,
        hidePassword(Buffer.from(password, 'utf8'), writer.authenticator, secret),
      )
      return
    case 'chap': {
      const challenge = randomBytes(16)
      const [id = 0] = randomBytes(1)
      const response = chapResponse(id, password, challenge)
      writer.bytes(Attr.ChapPassword, Buffer.concat([Buffer.from([id]), response]))
      writer.bytes(Attr.ChapChallenge, challenge)
      return
    }
    case 'mschap2': {
      const [challenge, peerChallenge] = [randomBytes(16), randomBytes(16)]
      const hash = challengeHash({ name, challenge, peerChallenge })
      const response = challengeResponse(hash, ntPasswordHash(password))
      // RFC 2548 §2.3.2: identifier, flags, the peer’s challenge, eight zeros, the response.
      const value = Buffer.concat([Buffer.alloc(2), peerChallenge, Buffer.alloc(8), response])
      writer.vendorBytes(Vendor.Microsoft, Microsoft.ChapChallenge, challenge)
      writer.vendorBytes(Vendor.Microsoft, Microsoft.Chap2Response, value)
    }
  }
}

/** Text is shown in quotes. */
function isReason({ name, value }: ShownAttribute): boolean {
  return name === 'Reply-Message' && value.startsWith(`"${REASON}`)
}

function reasonIn(reply: readonly ShownAttribute[]): string | null {
  const told = reply.find(isReason)
  return told === undefined ? null : told.value.slice(REASON.length + 1, -1)
}
