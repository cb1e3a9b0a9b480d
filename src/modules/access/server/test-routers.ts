import type { Vault } from '#platform/vault.ts'
import { trust, type Trust } from '#radius/admit.ts'
import { Attr } from '#radius/numbers.ts'
import type { Packet } from '#radius/packet.ts'
import { Secret } from '#radius/secret.ts'
import type { AccessNas, Picture } from './picture.ts'

const PREFIX = 'kasi-test:'

/** With which our own processes ask each other: made from the vault’s keys, so nobody else has it and nobody stores it. */
export function testSecret(vault: Pick<Vault, 'blind'>): Secret {
  return new Secret(vault.blind('access.test', 'secret of our own requests'))
}

/** NAS-Identifier of a request in the name of a router. */
export function testIdentifier(nasId: string): string {
  return `${PREFIX}${nasId}`
}

/**
 * The router in whose name staff test, from wherever our own process asks. It is that router in all but its secret, and
 * nothing comes of what it asks.
 */
export class TestRouters {
  private readonly trusts: Trust[]
  private readonly picture: Picture

  constructor(picture: Picture, vault: Vault) {
    this.picture = picture
    this.trusts = [trust(testSecret(vault), { messageAuthenticator: 'yes' })]
  }

  nasOf(request: Packet): AccessNas | undefined {
    const at = request.find(Attr.NasIdentifier)
    // Most packets end here: the first octet of the value.
    if (at === 0 || request.bytes[at + 2] !== 0x6b) return undefined
    const name = request.text(Attr.NasIdentifier) ?? ''
    if (!name.startsWith(PREFIX)) return undefined
    const nas = this.picture.nas(name.slice(PREFIX.length))
    return nas && { ...nas, trusts: this.trusts, isTest: true }
  }
}
