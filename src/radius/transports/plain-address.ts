/** An address as people write it: a socket of both families shows IPv4 inside IPv6 (RFC 4291 §2.5.5.2). */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address
}
