/** Our addresses that a provider calls. The secret in them is all that says who it is. */
export function hookUrls(origin: URL, secret: string) {
  const at = (what: string) => new URL(`/hooks/messages/${secret}/${what}`, origin).href
  return { report: at('report'), inbox: at('inbox'), optOut: at('opt-out'), verifyToken: secret }
}
