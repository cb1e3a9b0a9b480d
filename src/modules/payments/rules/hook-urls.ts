/**
 * Our addresses that Safaricom calls. It takes none that holds words such as "mpesa" (Daraja, Register URL), so the shortcode is known
 * by its secret alone.
 */
export function hookUrls(origin: URL, secret: string) {
  const at = (what: string) => new URL(`/hooks/sfc/${secret}/${what}`, origin).href
  return { prompt: at('prompt'), confirm: at('confirm'), validate: at('validate') }
}
