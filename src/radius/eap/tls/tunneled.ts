import { Buffer } from 'node:buffer'
import type { SecureContext } from 'node:tls'
import type { MppeKeys } from '../../methods/mppe.ts'
import { Incoming, Outgoing, start } from '../fragments.ts'
import type { EapFailure, Method, MethodStep } from '../method.ts'
import { Tunnel } from './tunnel.ts'

/** What is said inside the tunnel: PEAP's EAP or TTLS' attributes. */
export type Inner = {
  /** The first word, where it is ours. `undefined`: the peer begins. */
  begin(): Buffer | undefined
  receive(clear: Buffer, tunnel: Tunnel): Promise<InnerStep>
  /** An empty packet when we have spoken: TTLS peers agree that way. */
  acknowledged(): InnerStep
  close(): void
}

export type InnerStep =
  | { kind: 'say'; clear: Buffer }
  | { kind: 'success'; identity: string; method: string }
  | { kind: 'failure'; because: EapFailure; identity: string }

export type TunneledOptions = {
  context: SecureContext
  fragment_bytes: number
  /** What the exported keys are named after: the label of RFC 5216 §2.3 or of RFC 5281 §8. */
  keyLabel: string
  /** The type of the method, after which TLS 1.3 names them (RFC 9427 §2.1). */
  type: number
  identity: string
  inner: Inner
}

/** The part that PEAPv0 and TTLSv0 share: fragments, the handshake, and records that carry the inner protocol. */
export class Tunneled implements Method {
  private readonly options: TunneledOptions
  private readonly tunnel: Tunnel
  private readonly incoming = new Incoming()
  private outgoing: Outgoing | undefined
  private begun = false

  constructor(options: TunneledOptions) {
    this.options = options
    this.tunnel = new Tunnel(options.context)
  }

  begin(): Buffer {
    return start(0)
  }

  async respond(data: Buffer): Promise<MethodStep> {
    if (this.outgoing && !this.outgoing.isDone) {
      // Our own flight is not out yet; all that the peer may say is "go on".
      return data.length === 1 ? this.sendNext(this.outgoing) : this.failure('malformed')
    }
    const flight = this.incoming.push(data)
    if (flight === undefined) return this.failure('malformed')
    if (flight === 'more') return this.send(Buffer.alloc(0))
    if (flight.length === 0) return this.afterAcknowledgement()

    const answer = await this.tunnel.receive(flight)
    if (this.tunnel.isBroken) return this.failure('tls')
    if (answer.clear.length === 0) return this.send(answer.flight)
    return this.after(await this.options.inner.receive(answer.clear, this.tunnel))
  }

  close(): void {
    this.tunnel.close()
    this.options.inner.close()
  }

  private async afterAcknowledgement(): Promise<MethodStep> {
    if (!this.tunnel.isSecure) return this.failure('malformed')
    if (this.begun) return this.after(this.options.inner.acknowledged())
    this.begun = true
    const clear = this.options.inner.begin()
    return clear ? this.after({ kind: 'say', clear }) : this.failure('malformed')
  }

  private async after(step: InnerStep): Promise<MethodStep> {
    this.begun = true
    switch (step.kind) {
      case 'say':
        return this.send(await this.tunnel.send(step.clear))
      case 'failure':
        return step
      case 'success':
        return { ...step, keys: this.keys() }
    }
  }

  /** The first half of the exported key is what the NAS receives with, the second what it sends with (RFC 2548 §2.4, RFC 3748 §7.10). */
  private keys(): MppeKeys {
    const key = this.tunnel.sessionKey(this.options.keyLabel, this.options.type)
    return { receive: key.subarray(0, 32), send: key.subarray(32, 64) }
  }

  private send(flight: Buffer): MethodStep {
    this.outgoing = new Outgoing(flight, this.options.fragment_bytes, 0)
    return this.sendNext(this.outgoing)
  }

  private sendNext(outgoing: Outgoing): MethodStep {
    return { kind: 'request', data: outgoing.next() }
  }

  private failure(because: EapFailure): MethodStep {
    return { kind: 'failure', because, identity: this.options.identity }
  }
}
