import { connect } from 'node:net'

/** What looks at files before anybody opens them (ASVS 5.0 V5.4.3). */
export type Scanner = {
  /** Throws where there is no verdict: the scanner is away, too slow, or does not take the file. */
  scan(bytes: Uint8Array): Promise<Verdict>
  /** Throws where nobody would answer `scan`. */
  ping(): Promise<void>
}

export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'harmful'; readonly what: string }

const TIMEOUT_MS = 20_000
const PORT = 3310
/** A verdict is one line; more is not clamd. */
const ANSWER_CHARS_MAX = 4096

/**
 * ClamAV's daemon at `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`, asked in its own words (clamd(8)): one
 * connection for each question, commands and answers end with NUL (`z…`), a file comes as chunks behind their lengths.
 */
export function clamd(at: URL, timeout_ms: number = TIMEOUT_MS): Scanner {
  const ask = (...parts: Uint8Array[]) => askOnce(at, parts, timeout_ms)
  return {
    async scan(bytes) {
      const parts = [command('INSTREAM'), length(bytes.length), bytes, length(0)]
      const said = await ask(...(bytes.length === 0 ? parts.toSpliced(1, 2) : parts))
      if (said === 'stream: OK') return { kind: 'clean' }
      const what = /^stream: (.+) FOUND$/.exec(said)?.[1]
      if (what !== undefined) return { kind: 'harmful', what }
      throw new Error(`The scanner gave no verdict: ${said || 'it hung up'}`)
    },
    async ping() {
      const said = await ask(command('PING'))
      if (said !== 'PONG')
        throw new Error(`This is no clamd: it said ${said.slice(0, 60) || 'nothing'}`)
    },
  }
}

async function askOnce(at: URL, parts: readonly Uint8Array[], timeout_ms: number): Promise<string> {
  const socket =
    at.protocol === 'unix:'
      ? connect(at.pathname)
      : connect(Number(at.port || PORT), at.hostname.replaceAll(/^\[|\]$/g, ''))
  const late = new Error(`The scanner did not answer within ${timeout_ms / 1000} s`)
  const timer = setTimeout(() => socket.destroy(late), timeout_ms)
  try {
    for (const part of parts) socket.write(part)
    let said = ''
    socket.setEncoding('utf8')
    for await (const piece of socket) {
      said += String(piece)
      if (said.includes('\0') || said.length > ANSWER_CHARS_MAX) break
    }
    return said.split('\0', 1)[0]?.trim() ?? ''
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function command(word: string): Uint8Array {
  return Buffer.from(`z${word}\0`)
}

function length(bytes: number): Uint8Array {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(bytes)
  return header
}
