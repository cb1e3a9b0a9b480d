import { Buffer } from 'node:buffer'
import type { SecureContext } from 'node:tls'
import { Conversation } from '../conversation.ts'
import type { EapFailure, MethodContext, MethodKind } from '../method.ts'
import { eapMsChapV2 } from '../mschapv2.ts'
import { EapCode, eapPacket, EapType } from '../packet.ts'
import { Tunneled, type Inner, type InnerStep } from './tunneled.ts'

/** PEAPv0 with EAP-MSCHAPv2 inside, [MS-PEAP] and draft-kamath-pppext-peapv0. */
export function peap(context: SecureContext): MethodKind {
  return {
    type: EapType.Peap,
    name: 'PEAP',
    start: ({ identity, known, fragment_bytes }: MethodContext) =>
      new Tunneled({
        context,
        fragment_bytes,
        keyLabel: 'client EAP encryption',
        type: EapType.Peap,
        identity,
        inner: new PeapInner(
          new Conversation({ methods: [eapMsChapV2], known, fragment_bytes: 1024 }),
          identity,
        ),
      }),
  }
}

/** Result TLV, mandatory, [MS-PEAP] §2.2.8.1.2. */
const RESULT = [0x80, 0x03, 0x00, 0x02, 0x00]
const HEADER_LENGTH = 4

/** What comes at the end of the inner conversation, once the peer has heard its result. */
type Verdict = Exclude<InnerStep, { kind: 'say' }>

class PeapInner implements Inner {
  private readonly conversation: Conversation
  private readonly identity: string
  private id = 0
  private verdict: Verdict | undefined

  constructor(conversation: Conversation, identity: string) {
    this.conversation = conversation
    this.identity = identity
  }

  begin(): Buffer {
    return this.strip(this.conversation.askIdentity())
  }

  async receive(clear: Buffer): Promise<InnerStep> {
    if (this.verdict) return this.conclude(this.verdict, clear)
    const step = await this.conversation.receive(this.dress(clear))
    switch (step.kind) {
      case 'request':
        return { kind: 'say', clear: this.strip(step.packet) }
      case 'ignored':
        return this.failure('malformed')
      case 'success': {
        const { identity, method } = step
        this.verdict = { kind: 'success', identity, method: `PEAP/${method}` }
        return { kind: 'say', clear: this.result(1) }
      }
      case 'failure':
        this.verdict = { kind: 'failure', because: step.because, identity: step.identity }
        return { kind: 'say', clear: this.result(2) }
    }
  }

  acknowledged(): InnerStep {
    return this.verdict?.kind === 'failure' ? this.verdict : this.failure('malformed')
  }

  close(): void {
    this.conversation.close()
  }

  /** The peer must say, under TLS, that it has seen the same result. */
  private conclude(verdict: Verdict, clear: Buffer): InnerStep {
    if (verdict.kind === 'failure') return verdict
    const wanted = Buffer.from([EapType.Tlv, ...RESULT, 1])
    const body = clear[0] === EapCode.Response ? clear.subarray(HEADER_LENGTH) : clear
    return body.subarray(0, wanted.length).equals(wanted)
      ? verdict
      : this.failure('refused-by-peer')
  }

  private result(status: 1 | 2): Buffer {
    this.id = (this.id + 1) & 255
    const data = Buffer.from([...RESULT, status])
    return eapPacket({ code: EapCode.Request, id: this.id, type: EapType.Tlv, data })
  }

  /** Version 0 leaves out code, identifier and length inside, for everything but TLVs. */
  private strip(packet: Buffer): Buffer {
    this.id = packet[1] ?? 0
    return packet.subarray(HEADER_LENGTH)
  }

  private dress(clear: Buffer): Buffer {
    const [type = 0] = clear
    return eapPacket({ code: EapCode.Response, id: this.id, type, data: clear.subarray(1) })
  }

  private failure(because: EapFailure): InnerStep {
    return { kind: 'failure', because, identity: this.identity }
  }
}
