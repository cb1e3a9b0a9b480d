import type { Vault } from '#platform/vault.ts'
import { openPassword } from '#modules/services/index.ts'
import type { Trust } from '#radius/admit.ts'
import { Code } from '#radius/codes.ts'
import { EapEngine, type EapAnswer } from '#radius/eap/engine.ts'
import { eapMd5 } from '#radius/eap/md5.ts'
import type { EapFailure, MethodKind } from '#radius/eap/method.ts'
import { eapMsChapV2 } from '#radius/eap/mschapv2.ts'
import { peap } from '#radius/eap/tls/peap.ts'
import { ttls } from '#radius/eap/tls/ttls.ts'
import { tunnelContext, type TunnelContext } from '#radius/eap/tls/tunnel.ts'
import { writeMppeKeys, type Known as Secrets } from '#radius/methods/proof.ts'
import { Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'
import type { RejectReason } from '../rules/decide.ts'
import type { Authorizer } from './authorize.ts'
import type { Answer } from './front.ts'
import type { AccessNas, Picture } from './picture.ts'
import { knownAs, whoProves } from './who-asks.ts'

export type EapDoorOptions = {
  readonly picture: Picture
  readonly vault: Vault
  readonly authorizer: Authorizer
  /** Without one, the methods inside a tunnel are not offered. */
  readonly certificate: TunnelContext | undefined
}

/**
 * Proof by EAP, over several packets. What somebody gets who has proved a name is decided where it is for all others.
 * The name inside the tunnel is the one that counts: the one outside may be anything.
 */
export class EapDoor {
  private readonly options: EapDoorOptions
  private readonly engine: EapEngine

  constructor(options: EapDoorOptions) {
    this.options = options
    const methods = [...tunnels(options.certificate), eapMsChapV2, eapMd5]
    this.engine = new EapEngine({ methods, known: (identity) => this.secretsOf(identity) })
  }

  async answer(request: Packet, nas: AccessNas, trust: Trust): Promise<Answer | undefined> {
    const message = request.joined(Attr.EapMessage) ?? Buffer.alloc(0)
    const state = request.value(Attr.State)
    const framedMtu = request.number(Attr.FramedMtu)
    // Who tests in the name of a router shares nothing with the router itself.
    const from = nas.isTest ? `test ${nas.id}` : nas.id
    const step = await this.engine.answer({ message, state, framedMtu, from }, performance.now())
    switch (step.kind) {
      case 'ignored':
        return undefined
      case 'challenge':
        return challenge(step)
      case 'failed':
        return this.failed(request, nas, step)
      case 'proven':
        return this.proven(request, nas, trust, step)
    }
  }

  /** To be called now and then: lets go of conversations that nobody goes on with. */
  sweep(): void {
    this.engine.expire(performance.now())
  }

  private failed(
    request: Packet,
    nas: AccessNas,
    step: EapAnswer & { kind: 'failed' },
  ): Answer | Promise<Answer> {
    const asker = whoProves(request, step.identity, this.options.picture)
    return this.options.authorizer.settle({ nas, asker, method: 'eap' }, FLAWS[step.because], {
      right: () => undefined,
      wrong: (writer) => writer.split(Attr.EapMessage, step.message),
    })
  }

  private proven(
    request: Packet,
    nas: AccessNas,
    { secret }: Trust,
    { identity, method, message, failure, keys }: EapAnswer & { kind: 'proven' },
  ): Answer | Promise<Answer> {
    const asker = whoProves(request, identity, this.options.picture)
    return this.options.authorizer.settle({ nas, asker, method }, null, {
      right: (writer) => {
        // Accounting comes under the name that we give here (RFC 2865 §5.1), which a name like "anonymous" would hide.
        if (request.text(Attr.UserName) !== identity) writer.text(Attr.UserName, identity)
        writer.split(Attr.EapMessage, message)
        if (keys) writeMppeKeys(writer, keys, secret)
      },
      // No Reply-Message beside EAP-Message: RFC 3579 §2.6.5.
      wrong: (writer) => writer.split(Attr.EapMessage, failure),
    })
  }

  /** In clear, because EAP-MD5 and what TTLS carries need it so. */
  private secretsOf(identity: string): Secrets | undefined {
    const known = knownAs(identity, this.options.picture)
    if (!known?.credential) return undefined
    return { password: (known.password ??= openPassword(this.options.vault, known.credential)) }
  }
}

/** What keeps a password from being overheard comes first; a peer that cannot do it asks for another. */
function tunnels(certificate: TunnelContext | undefined): MethodKind[] {
  if (!certificate) return []
  const context = tunnelContext(certificate)
  return [peap(context), ttls(context)]
}

function challenge({ state, message }: EapAnswer & { kind: 'challenge' }): Answer {
  return {
    code: Code.AccessChallenge,
    fill: (writer) => writer.bytes(Attr.State, state).split(Attr.EapMessage, message),
  }
}

const FLAWS = {
  'wrong-password': 'wrong-password',
  'unknown-subscriber': 'unknown-user',
  'cannot-be-checked': 'proof-not-checkable',
  'no-common-method': 'proof-not-checkable',
  malformed: 'proof-unreadable',
  tls: 'eap-tls',
  'refused-by-peer': 'eap-broken-off',
  'session-lost': 'eap-broken-off',
  'too-many-rounds': 'eap-broken-off',
  'too-many-sessions': 'eap-crowded',
} as const satisfies Record<EapFailure, RejectReason>
