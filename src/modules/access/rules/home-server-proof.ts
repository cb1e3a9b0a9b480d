import type { ParsedInputOf } from '#kernel/endpoint.ts'
import type { changeHomeServer } from '../contract/roaming.ts'

export type ProofInput = Pick<
  ParsedInputOf<typeof changeHomeServer>,
  'transport' | 'tlsIdentity' | 'tlsAuthority' | 'secret'
>
type Before = Pick<ProofInput, 'transport' | 'tlsIdentity'>

export type Proof =
  /** Nothing: what is there stays. */
  | { readonly kind: 'fits'; readonly secret: string | undefined }
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed' }

/** RFC 6614 §2.3: over TLS with certificates the secret is this word, and proves nothing. */
const RADSEC = 'radsec'
/** RFC 9813 §4.1: 16 octets or more. */
const KEY = /^(?:[0-9a-f]{2}){16,64}$/i

/** By what we and a home server prove ourselves: a shared secret over UDP, over TLS a key or certificates. */
export function homeServerProof(input: ProofInput, before: Before | null): Proof {
  const { secret } = input
  const way = wayOf(input)
  if (way === 'certificates') return { kind: 'fits', secret: RADSEC }
  if (secret === undefined)
    return before && wayOf(before) === way ? { kind: 'fits', secret } : { kind: 'missing' }
  return way === 'key' && !KEY.test(secret) ? { kind: 'malformed' } : { kind: 'fits', secret }
}

function wayOf({ transport, tlsIdentity }: Before): 'secret' | 'key' | 'certificates' {
  if (transport === 'udp') return 'secret'
  return tlsIdentity === null ? 'certificates' : 'key'
}
