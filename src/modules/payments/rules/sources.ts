/**
 * Addresses from which Safaricom tells what was paid, as its integrators know them; nothing is signed, so what comes from anywhere
 * else is looked up before it counts.
 */
export const SAFARICOM_ADDRESSES: readonly string[] = [
  ...['196.201.214.200', '196.201.214.206', '196.201.214.207', '196.201.214.208'],
  ...['196.201.213.44', '196.201.213.114', '196.201.212.69', '196.201.212.74'],
  ...['196.201.212.127', '196.201.212.128', '196.201.212.129', '196.201.212.132'],
  ...['196.201.212.136', '196.201.212.138'],
]

/** Whether a telling comes from where its shortcode's Daraja is. One on this machine is the simulated one. */
export function isKnownSource(from: string, api: string, known: readonly string[]): boolean {
  const address = from.replace(/^::ffff:/, '')
  if (known.includes(address)) return true
  const { hostname } = new URL(api)
  return hostname === '127.0.0.1' && (address === '127.0.0.1' || address === '::1')
}

/** Whether money is to a shortcode: by the number that payers type, or the store that a till has. Where it is not said, nothing speaks against it. */
export function isTo(
  told: string | null,
  { number, store }: { readonly number: string; readonly store: string },
): boolean {
  return told === null || told === number || told === store
}
