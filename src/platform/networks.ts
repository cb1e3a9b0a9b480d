import { BlockList, isIP } from 'node:net'

/** Is an address one of these addresses and CIDR networks? IPv4 inside IPv6 (`::ffff:10.0.0.1`) counts as IPv4. */
export function isInNetworks(ip: string, networks: readonly string[]): boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
}
