import { expect, test } from 'vitest'
import { homeServerProof, type ProofInput } from './home-server-proof.ts'

const udp = { transport: 'udp', tlsIdentity: null } as const
const key = { transport: 'radsec', tlsIdentity: 'savanna' } as const
const certificates = { transport: 'radsec', tlsIdentity: null } as const
const HEX = 'a1'.repeat(16)

test.each<
  [
    string,
    Pick<ProofInput, 'transport' | 'tlsIdentity'>,
    typeof udp | typeof key | typeof certificates | null,
    string | undefined,
    string,
  ]
>([
  ['a new one by UDP needs a secret', udp, null, undefined, 'missing'],
  ['by UDP any secret will do', udp, null, 'the-tide-comes', 'the-tide-comes'],
  ['a secret stays', udp, udp, undefined, 'stays'],
  ['a key is no secret', udp, key, undefined, 'missing'],
  ['a secret is no key', key, udp, undefined, 'missing'],
  ['a key stays', key, key, undefined, 'stays'],
  ['a key is hexadecimal', key, null, 'the-tide-comes-twice-a-day-and-more', 'malformed'],
  ['a key has 16 octets', key, null, 'a1'.repeat(15), 'malformed'],
  ['a key that fits', key, certificates, HEX, HEX],
  ['certificates need nothing', certificates, udp, undefined, 'radsec'],
  ['certificates take no secret', certificates, null, 'the-tide-comes', 'radsec'],
])('%s', (_, now, before, secret, becomes) => {
  const proof = homeServerProof({ ...now, tlsAuthority: null, secret }, before)
  expect(proof.kind === 'fits' ? (proof.secret ?? 'stays') : proof.kind).toBe(becomes)
})
