export type CodeKind = 'letters' | 'digits'

/** Ten letters of Crockford's base32 are 50 random bits; twelve digits nearly 40. Guesses are counted, so either will do. */
const SHAPES = {
  letters: { alphabet: '0123456789ABCDEFGHJKMNPQRSTVWXYZ', length: 10, group: 5 },
  digits: { alphabet: '0123456789', length: 12, group: 4 },
} as const

/** So many codes, each sign equally likely. `random` gives so many random bytes. */
export function makeCodes(
  kind: CodeKind,
  count: number,
  random: (bytes: number) => Uint8Array,
): string[] {
  const { alphabet, length } = SHAPES[kind]
  // The largest multiple of the alphabet that a byte holds: what is above would make some signs likelier.
  const fair = 256 - (256 % alphabet.length)
  const codes: string[] = []
  let pool: Uint8Array = new Uint8Array()
  let at = 0
  const next = (): number => {
    for (;;) {
      if (at === pool.length) [pool, at] = [random(64 * 1024), 0]
      const byte = pool[at++] ?? 0
      if (byte < fair) return byte % alphabet.length
    }
  }
  while (codes.length < count) {
    let code = ''
    for (let sign = 0; sign < length; sign++) code += alphabet.charAt(next())
    codes.push(code)
  }
  return codes
}

/** As it is printed: `7K3QX-M90ZT`, `4829-1170-3356`. */
export function formatCode(code: string): string {
  const { group } = code.length === SHAPES.digits.length ? SHAPES.digits : SHAPES.letters
  return code.match(new RegExp(`.{1,${group}}`, 'g'))?.join('-') ?? code
}

/** What people make of a code when they type it; nothing where it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const isLetters = code.length === SHAPES.letters.length && /^[0-9A-HJKMNP-TV-Z]+$/.test(code)
  const isDigits = code.length === SHAPES.digits.length && /^\d+$/.test(code)
  return isLetters || isDigits ? code : undefined
}
