import { generateKeyPairSync } from 'node:crypto'
import { must } from '#kernel/assert.ts'

/** A key pair as WireGuard writes one: X25519, 32 bytes each in base64. */
export function makeTunnelKeys(): { privateKey: string; publicKey: string } {
  const { privateKey } = generateKeyPairSync('x25519')
  const { d, x } = privateKey.export({ format: 'jwk' })
  return { privateKey: padded(d), publicKey: padded(x) }
}

function padded(part: string | undefined): string {
  return Buffer.from(must(part, 'an X25519 key has both parts'), 'base64url').toString('base64')
}
