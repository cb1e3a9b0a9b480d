/** What is wrong with how a router is to be reached; nothing when it can work. */
export function wrongWithReach(given: {
  address: string | null
  tunnel: 'none' | 'wireguard' | 'sstp'
  coaWay: 'direct' | 'direct-tcp' | 'tunnel' | 'next-interim'
}): 'no-address' | 'no-tunnel' | undefined {
  if (given.address === null && given.tunnel === 'none') return 'no-address'
  if (given.coaWay === 'tunnel' && given.tunnel === 'none') return 'no-tunnel'
  return undefined
}
