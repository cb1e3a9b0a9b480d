import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'
import type { EapFailure, Lookup, Method, MethodKind, MethodStep, Proven } from './method.ts'
import { EapCode, eapPacket, EapType, parseEap, type EapPacket } from './packet.ts'

export type ConversationOptions = {
  /** In the order in which they are offered. */
  methods: readonly MethodKind[]
  known: Lookup
  fragment_bytes: number
}

export type ConversationStep =
  | { kind: 'request'; packet: Buffer }
  | ({ kind: 'success'; id: number } & Proven)
  | { kind: 'failure'; id: number; because: EapFailure; identity: string }
  /** Not the answer to what was asked last: RFC 3748 §4.1 has it thrown away in silence. */
  | { kind: 'ignored' }

/**
 * The server's part of EAP with one peer (RFC 4137 in small): identity, agreeing on a method, the method. The same inside a
 * tunnel as outside.
 */
export class Conversation {
  private readonly options: ConversationOptions
  private id = randomBytes(1)[0] ?? 0
  private identity = ''
  private kind: MethodKind | undefined
  private method: Method | undefined
  private readonly refused = new Set<number>()

  constructor(options: ConversationOptions) {
    this.options = options
  }

  /** Asks who is there. Over RADIUS the NAS has mostly done so already. */
  askIdentity(): Buffer {
    return this.request(EapType.Identity, Buffer.alloc(0))
  }

  async receive(bytes: Buffer): Promise<ConversationStep> {
    const response = parseEap(bytes)
    if (response?.code !== EapCode.Response) return { kind: 'ignored' }
    if (!this.method) {
      this.id = response.id
      if (response.type !== EapType.Identity) return this.failure('malformed')
      // Some peers put options behind a zero octet (RFC 3748 §5.1).
      this.identity = response.data.toString('utf8').split('\0')[0] ?? ''
      return this.offer(this.options.methods[0])
    }
    if (response.id !== this.id) return { kind: 'ignored' }
    if (response.type === EapType.Nak) return this.offerAnother(response)
    if (response.type !== this.kind?.type) return { kind: 'ignored' }
    return this.after(await this.method.respond(response.data, response.id))
  }

  close(): void {
    this.method?.close?.()
    this.method = undefined
  }

  private offer(kind: MethodKind | undefined): ConversationStep {
    if (!kind) return this.failure('no-common-method')
    const { known, fragment_bytes } = this.options
    this.close()
    this.kind = kind
    this.method = kind.start({ identity: this.identity, known, fragment_bytes })
    return { kind: 'request', packet: this.request(kind.type, this.method.begin()) }
  }

  /** RFC 3748 §5.3.1: the peer names what it would rather have. Each method is offered once at most. */
  private offerAnother({ data }: EapPacket): ConversationStep {
    if (this.kind) this.refused.add(this.kind.type)
    const { methods } = this.options
    return this.offer(methods.find(({ type }) => data.includes(type) && !this.refused.has(type)))
  }

  private after(step: MethodStep): ConversationStep {
    switch (step.kind) {
      case 'request':
        return { kind: 'request', packet: this.request(this.kind?.type ?? 0, step.data) }
      case 'success':
        this.close()
        return { ...step, id: this.id }
      case 'failure':
        return this.failure(step.because, step.identity)
    }
  }

  private failure(because: EapFailure, identity: string = this.identity): ConversationStep {
    this.close()
    return { kind: 'failure', id: this.id, because, identity }
  }

  private request(type: number, data: Buffer): Buffer {
    this.id = (this.id + 1) & 255
    return eapPacket({ code: EapCode.Request, id: this.id, type, data })
  }
}
