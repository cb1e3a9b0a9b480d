/** What is known of the payer's phone: all of it, its hash, or its ends. */
export type PayerPhone =
  | { readonly kind: 'whole'; readonly e164: string }
  /** SHA-256 in hex of the twelve digits, without salt (C2B version 1). */
  | { readonly kind: 'hash'; readonly hash: string }
  /** `2547 ***** 126`: good for a hint to people, never alone for deciding. */
  | { readonly kind: 'masked'; readonly begins: string; readonly ends: string }
  | { readonly kind: 'nothing' }

/** As Daraja, statements, banks and people write it. */
export function readPayerPhone(given: unknown): PayerPhone {
  const text =
    typeof given === 'number' ? String(given) : typeof given === 'string' ? given.trim() : ''
  if (/^[0-9a-f]{64}$/i.test(text)) return { kind: 'hash', hash: text.toLowerCase() }
  const masked = /^\+?(\d{3,8})[\s*]*\*[\s*]*(\d{2,4})$/.exec(text)
  if (masked) return { kind: 'masked', begins: masked[1] ?? '', ends: masked[2] ?? '' }
  const digits = text.replaceAll(/[\s+()-]/g, '')
  const mobile = /^(?:254|0)?([17]\d{8})$/.exec(digits)
  return mobile ? { kind: 'whole', e164: `+254${mobile[1]}` } : { kind: 'nothing' }
}

/** A phone that is known whole, with its hash as Safaricom makes it: SHA-256 of `254…`, in hex. */
export type KnownPhone = { readonly e164: string; readonly hash: string }

/** Whether this may be the payer's phone, as far as it is known. Of ends it may be many phones. */
export function isPhone(payer: PayerPhone, { e164, hash }: KnownPhone): boolean {
  switch (payer.kind) {
    case 'whole':
      return payer.e164 === e164
    case 'hash':
      return payer.hash === hash
    case 'masked': {
      const digits = e164.replace('+', '')
      return digits.startsWith(payer.begins) && digits.endsWith(payer.ends)
    }
    case 'nothing':
      return false
  }
}
