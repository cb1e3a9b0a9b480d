import { parsePhone } from '#kernel/phone.ts'
import { parsePin } from '#kernel/pin.ts'

/**
 * What is found without being readable. Each record keeps keyed hashes of these tokens: the beginnings of the words of
 * its names, and its phones, e-mails and papers whole. So a search by the first letters of a name is one index scan,
 * and what somebody with the database but without the key learns is which records share a beginning, not which
 * beginning it is.
 */
const PREFIX_MIN = 3
const PREFIX_MAX = 12

/** `Ng'ang'a Wanjirũ-Kamau` → nganga, wanjiru, kamau. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’‘`´]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

function nameToken(prefix: string): string {
  return `n:${prefix.slice(0, PREFIX_MAX)}`
}

/** Short words are found whole only: half of all names begin with the same two letters. */
function prefixesOf(word: string): string[] {
  const letters = Array.from(word)
  if (letters.length <= PREFIX_MIN) return [nameToken(word)]
  const last = Math.min(letters.length, PREFIX_MAX)
  return Array.from({ length: last - PREFIX_MIN + 1 }, (_, step) =>
    nameToken(letters.slice(0, PREFIX_MIN + step).join('')),
  )
}

export type Findable = {
  readonly names: readonly string[]
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly papers: readonly string[]
  readonly pin: string | null
}

/** All tokens of one record, in clear: whoever writes them hashes each. */
export function tokensOf(findable: Findable): string[] {
  return [
    ...new Set([
      ...findable.names.flatMap(wordsOf).flatMap(prefixesOf),
      ...findable.phones.map((phone) => `p:${phone}`),
      ...findable.emails.map((email) => `e:${email}`),
      ...findable.papers.map((number) => `i:${paperKey(number)}`),
      ...(findable.pin === null ? [] : [`k:${findable.pin}`]),
    ]),
  ]
}

/** One spelling of the number of a paper, however it was typed. */
function paperKey(number: string): string {
  return number.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}

export type Search = {
  /** Any of these finds; each is a list of tokens that all must be there. */
  readonly anyOf: readonly (readonly string[])[]
  /** The beginning of an account number. */
  readonly numberPrefix: string | null
}

/** What somebody who types this may mean. */
export function searchFor(typed: string): Search {
  const q = typed.trim()
  if (q.includes('@')) return { anyOf: [[`e:${q.toLowerCase()}`]], numberPrefix: null }
  const phone = parsePhone(q)
  const pin = parsePin(q)
  const bare = paperKey(q)
  const isNumberlike = /\d/.test(q)
  const words = wordsOf(q)
  const digits = q.replaceAll(/[\s.-]/g, '')
  return {
    anyOf: [
      ...(phone === undefined ? [] : [[`p:${phone}`]]),
      ...(pin === undefined ? [] : [[`k:${pin}`]]),
      ...(isNumberlike && bare.length >= 4 ? [[`i:${bare}`]] : []),
      ...(words.length === 0 ? [] : [words.map(nameToken)]),
    ],
    numberPrefix: /^[1-9]\d{1,11}$/.test(digits) ? digits : null,
  }
}
