import { X509Certificate } from 'node:crypto'
import type { Tx } from '#platform/tx.ts'
import { keyMalformed, noCertificate, secretMissing } from '../refusals.ts'
import { homeServerProof, type ProofInput } from '../rules/home-server-proof.ts'

/** Refuses a server that could never be asked; gives the secret to seal, where there is a new one. */
export function refuseUnfitHomeServer(
  tx: Pick<Tx, 'now'>,
  input: ProofInput,
  before: Pick<ProofInput, 'transport' | 'tlsIdentity'> | null,
): string | undefined {
  const proof = homeServerProof(input, before)
  if (proof.kind === 'missing')
    throw secretMissing({}, [{ path: 'secret', message: 'Write the one that you have agreed on.' }])
  if (proof.kind === 'malformed')
    throw keyMalformed({}, [
      { path: 'secret', message: 'Write 32 or more hexadecimal digits, an even number.' },
    ])
  if (input.transport === 'radsec' && input.tlsAuthority !== null)
    refuseNoCertificate(tx, input.tlsAuthority)
  return proof.secret
}

function refuseNoCertificate({ now }: Pick<Tx, 'now'>, pem: string): void {
  if (goodUntil(pem) > now.epochMilliseconds) return
  throw noCertificate({}, [
    { path: 'tlsAuthority', message: 'Paste the whole file, from BEGIN CERTIFICATE on.' },
  ])
}

/** Until when it is good; what is none never was. */
function goodUntil(pem: string): number {
  try {
    return new X509Certificate(pem).validToDate.getTime()
  } catch {
    return -Infinity
  }
}
