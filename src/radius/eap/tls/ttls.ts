import { Buffer } from 'node:buffer'
import type { SecureContext } from 'node:tls'
import { equal } from '../../crypto/equal.ts'
import { authenticatorResponse } from '../../methods/mschap.ts'
import type { Offered } from '../../methods/offered.ts'
import { ntHashOf, verdictOn, type Known } from '../../methods/proof.ts'
import { Attr, Microsoft, Vendor } from '../../numbers.ts'
import { Conversation } from '../conversation.ts'
import { eapMd5 } from '../md5.ts'
import type { EapFailure, Lookup, MethodContext, MethodKind } from '../method.ts'
import { eapMsChapV2 } from '../mschapv2.ts'
import { EapType } from '../packet.ts'
import { avp, parseAvps, type Avp } from './avp.ts'
import type { Tunnel } from './tunnel.ts'
import { Tunneled, type Inner, type InnerStep } from './tunneled.ts'

/** EAP-TTLSv0, RFC 5281, with PAP, CHAP, MS-CHAP, MS-CHAPv2 or EAP inside. */
export function ttls(context: SecureContext): MethodKind {
  return {
    type: EapType.Ttls,
    name: 'TTLS',
    start: ({ identity, known, fragment_bytes }: MethodContext) =>
      new Tunneled({
        context,
        fragment_bytes,
        keyLabel: 'ttls keying material',
        type: EapType.Ttls,
        identity,
        inner: new TtlsInner(known, identity),
      }),
  }
}

class TtlsInner implements Inner {
  private readonly known: Lookup
  private readonly outerIdentity: string
  private conversation: Conversation | undefined
  /** Success, once the peer has agreed to our proof by an empty packet. */
  private pending: InnerStep | undefined

  constructor(known: Lookup, outerIdentity: string) {
    this.known = known
    this.outerIdentity = outerIdentity
  }

  begin(): undefined {
    return undefined
  }

  async receive(clear: Buffer, tunnel: Tunnel): Promise<InnerStep> {
    const avps = parseAvps(clear)
    if (!avps || this.pending) return this.failure('malformed')
    const eap = valueOf(avps, Attr.EapMessage)
    if (eap) return this.receiveEap(eap)

    const name = valueOf(avps, Attr.UserName)
    const offered = offeredIn(avps, tunnel)
    if (!name || !offered) return this.failure('malformed')
    return this.judge(offered, name.toString('utf8'))
  }

  acknowledged(): InnerStep {
    return this.pending ?? this.failure('malformed')
  }

  close(): void {
    this.conversation?.close()
  }

  private judge(offered: Offered, identity: string): InnerStep {
    const known = this.known(identity)
    if (!known) return { kind: 'failure', because: 'unknown-subscriber', identity }
    switch (verdictOn(offered, known)) {
      case 'wrong':
        return { kind: 'failure', because: 'wrong-password', identity }
      case 'cannot-be-checked':
        return { kind: 'failure', because: 'cannot-be-checked', identity }
      case 'right': {
        const success = { kind: 'success', identity, method: `TTLS/${offered.method}` } as const
        if (offered.method !== 'mschap2') return success
        this.pending = success
        return { kind: 'say', clear: msChapSuccess(offered, known) }
      }
    }
  }

  private async receiveEap(message: Buffer): Promise<InnerStep> {
    this.conversation ??= new Conversation({
      methods: [eapMsChapV2, eapMd5],
      known: this.known,
      fragment_bytes: 1024,
    })
    const step = await this.conversation.receive(message)
    switch (step.kind) {
      case 'request':
        return { kind: 'say', clear: avp({ vendor: 0, code: Attr.EapMessage, data: step.packet }) }
      case 'success':
        return { kind: 'success', identity: step.identity, method: `TTLS/${step.method}` }
      case 'failure':
        return { kind: 'failure', because: step.because, identity: step.identity }
      case 'ignored':
        return this.failure('malformed')
    }
  }

  private failure(because: EapFailure): InnerStep {
    return { kind: 'failure', because, identity: this.outerIdentity }
  }
}

/** RFC 5281 §11.2.4: proof that we know the password, too. */
function msChapSuccess(offered: Extract<Offered, { method: 'mschap2' }>, known: Known): Buffer {
  const proof = Buffer.from(authenticatorResponse(offered, ntHashOf(known)), 'latin1')
  const data = Buffer.concat([Buffer.from([offered.id]), proof])
  return avp({ vendor: Vendor.Microsoft, code: Microsoft.Chap2Success, data })
}

/**
 * The proof inside. Challenges are not chosen by the peer but come out of the tunnel (RFC 5281 §11.1), so that a proof
 * overheard elsewhere is worth nothing here.
 */
function offeredIn(avps: readonly Avp[], tunnel: Tunnel): Offered | undefined {
  const password = valueOf(avps, Attr.UserPassword)
  if (password) return { method: 'pap', password: unpadded(password) }
  const chap = valueOf(avps, Attr.ChapPassword)
  if (chap?.length === 17) {
    const challenge = challengeOf(avps, tunnel, 0, Attr.ChapChallenge, 16, chap)
    return challenge && { method: 'chap', id: chap[0] ?? 0, response: chap.subarray(1), challenge }
  }
  const { ChapChallenge } = Microsoft
  const second = valueOf(avps, Microsoft.Chap2Response, Vendor.Microsoft)
  if (second?.length === 50) {
    const challenge = challengeOf(avps, tunnel, Vendor.Microsoft, ChapChallenge, 16, second)
    const name = valueOf(avps, Attr.UserName)?.toString('utf8') ?? ''
    const [peerChallenge, ntResponse] = [second.subarray(2, 18), second.subarray(26)]
    const id = second[0] ?? 0
    return challenge && { method: 'mschap2', id, name, challenge, peerChallenge, ntResponse }
  }
  const first = valueOf(avps, Microsoft.ChapResponse, Vendor.Microsoft)
  if (first?.length !== 50 || first[1] !== 1) return undefined
  const challenge = challengeOf(avps, tunnel, Vendor.Microsoft, ChapChallenge, 8, first)
  const ntResponse = first.subarray(26)
  return challenge && { method: 'mschap', id: first[0] ?? 0, challenge, ntResponse }
}

/** The tunnel's challenge, if it is also what the peer says to have used: challenge, then identifier. */
function challengeOf(
  avps: readonly Avp[],
  tunnel: Tunnel,
  vendor: number,
  code: number,
  length: 8 | 16,
  response: Buffer,
): Buffer | undefined {
  const material = tunnel.exportKey('ttls challenge', length + 1)
  const used = valueOf(avps, code, vendor)
  if (!used || !equal(used, material.subarray(0, length))) return undefined
  return response[0] === material[length] ? used : undefined
}

function valueOf(avps: readonly Avp[], code: number, vendor: number = 0): Buffer | undefined {
  return avps.find((one) => one.code === code && one.vendor === vendor)?.data
}

/** Padded with zeros to hide its length (RFC 5281 §11.2.5). */
function unpadded(password: Buffer): Buffer {
  let end = password.length
  while (end > 0 && password[end - 1] === 0) end--
  return password.subarray(0, end)
}
