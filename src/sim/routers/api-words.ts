import { Buffer } from 'node:buffer'

/**
 * The words of RouterOS' API as a router reads and writes them. Written apart from the client on purpose: what both sides got
 * wrong alike would never show.
 */
export function writeSentence(words: readonly string[]): Buffer {
  return Buffer.concat([
    ...words.map((word) => {
      const octets = Buffer.from(word)
      const length = octets.length
      // A router's own answers are short; none of ours reaches the third form.
      const prefix = length < 0x80 ? [length] : [0x80 + (length >> 8), length & 0xff]
      return Buffer.concat([Buffer.from(prefix), octets])
    }),
    Buffer.of(0),
  ])
}

/** What is whole of the sentences in these octets, and how many octets that took. */
export function readSentences(bytes: Buffer): { sentences: string[][]; taken: number } {
  const sentences: string[][] = []
  let [words, at, taken]: [string[], number, number] = [[], 0, 0]
  while (at < bytes.length) {
    let length = bytes.readUInt8(at)
    let begin = at + 1
    if (length >= 0x80) {
      // The first octet of a longer length: as many ones as octets follow it.
      const more = length < 0xc0 ? 1 : length < 0xe0 ? 2 : length < 0xf0 ? 3 : 4
      if (begin + more > bytes.length) break
      const value = [length & (0x7f >> more), ...bytes.subarray(begin, begin + more)]
      length = value.reduce((sum, octet) => sum * 256 + octet, 0)
      begin += more
    }
    if (begin + length > bytes.length) break
    at = begin + length
    if (length > 0) words.push(bytes.toString('utf8', begin, at))
    else {
      if (words.length > 0) sentences.push(words)
      words = []
      taken = at
    }
  }
  return { sentences, taken }
}
