import { Buffer } from 'node:buffer'

/** One sentence of RouterOS' API: a command or a reply first, then its attributes (`=name=value`), queries (`?name=value`) and `.tag`. */
export type Sentence = readonly string[]

/** No answer that we ask for is longer; a peer that says it sends more is no router, or not ours. */
export const WORD_MAX_bytes = 1 << 20
const SENTENCE_MAX_words = 10_000

/** Length, then octets, for each word; a word of no length ends the sentence (RouterOS manual, API, “Protocol”). */
export function encodeSentence(words: Sentence): Buffer {
  const parts = words.flatMap((word) => {
    const octets = Buffer.from(word, 'utf8')
    return [lengthOf(octets.length), octets]
  })
  return Buffer.concat([...parts, Buffer.of(0)])
}

/** The shortest of five forms: the first octet says by its leading ones how many follow. */
function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length)
  if (length < 0x4000) return Buffer.of(0x80 | (length >>> 8), length & 0xff)
  if (length < 0x20_0000)
    return Buffer.of(0xc0 | (length >>> 16), (length >>> 8) & 0xff, length & 0xff)
  const octets = Buffer.alloc(5)
  octets.writeUInt32BE(length, 1)
  if (length >= 0x1000_0000) {
    octets[0] = 0xf0
    return octets
  }
  octets[1] = 0xe0 | (length >>> 24)
  return octets.subarray(1)
}

/** Puts sentences together again from what the network hands over, however it was cut. */
export class SentenceReader {
  private rest: Buffer = Buffer.alloc(0)
  private words: string[] = []

  /** The sentences that are whole now. Throws when what comes is not the API's protocol. */
  push(chunk: Buffer): Sentence[] {
    let bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk])
    const sentences: Sentence[] = []
    for (let word = readWord(bytes); word; word = readWord(bytes)) {
      bytes = bytes.subarray(word.taken)
      if (word.octets.length > 0) this.words.push(word.octets.toString('utf8'))
      // An empty sentence says nothing; RouterOS ignores one, and so do we.
      else if (this.words.length > 0) sentences.push(this.words.splice(0))
      if (this.words.length > SENTENCE_MAX_words) throw new Error('a sentence that does not end')
    }
    this.rest = Buffer.from(bytes)
    return sentences
  }
}

function readWord(bytes: Buffer): { octets: Buffer; taken: number } | undefined {
  const first = bytes[0]
  if (first === undefined) return undefined
  if (first > 0xf0) throw new Error('a word begins with a control octet that nobody has defined')
  const more = first < 0x80 ? 0 : first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  if (bytes.length <= more) return undefined
  let length = more === 4 ? 0 : first & (0xff >>> (more === 0 ? 0 : more + 1))
  for (let place = 1; place <= more; place++) length = length * 256 + (bytes[place] ?? 0)
  if (length > WORD_MAX_bytes) throw new Error(`a word of ${length} octets`)
  const taken = 1 + more + length
  return bytes.length < taken ? undefined : { octets: bytes.subarray(1 + more, taken), taken }
}
