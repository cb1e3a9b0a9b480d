import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ApiFailure, RouterDoor } from './port.ts'
import { encodeSentence, type Sentence, SentenceReader } from './words.ts'

const CONNECT_ms = 4_000
const ANSWER_ms = 6_000
/** More questions than this at a time, and a small router answers none. */
const OPEN_MAX = 64
/** Small routers take few connections, so one that nobody asks on is closed. */
const IDLE_ms = 15_000
const CLOSED: ApiFailure = { kind: 'unreachable', said: 'this client is closed' }
const LATE: ApiFailure = { kind: 'silent', said: 'no answer in time' }

export type Row = ReadonlyMap<string, string>
export type Talk = { readonly kind: 'done'; readonly rows: readonly Row[] } | ApiFailure

type Question = {
  readonly rows: Row[]
  trap: string | null
  readonly settle: (talk: Talk) => void
}

/**
 * One connection to a router's API, logged in, on which several questions may be open at a time. It ends at the first thing
 * that is not as it should be, and when nobody asks any more: a new one costs a round trip, a confused one wrong answers.
 */
export class Conversation {
  /** Nothing may be asked on it any more. */
  isOver = false
  private readonly ready: Promise<ApiFailure | undefined>
  private readonly reader = new SentenceReader()
  private readonly open = new Map<string, Question>()
  private socket: Socket | undefined
  private idle: NodeJS.Timeout | undefined
  private tags = 0
  private why: ApiFailure = { kind: 'unreachable', said: 'the connection was closed' }

  constructor(door: RouterDoor) {
    this.ready = this.begin(door)
  }

  /** Asks one thing. Rows are what `!re` brought, in its order; where `!done` has words of its own, they are the last. */
  async ask(...words: Sentence): Promise<Talk> {
    return (await this.ready) ?? this.put(words)
  }

  end(why: ApiFailure = CLOSED): void {
    if (this.isOver) return
    this.isOver = true
    this.why = why
    clearTimeout(this.idle)
    this.socket?.destroy()
    for (const { settle } of this.open.values()) settle(why)
    this.open.clear()
  }

  private async begin(door: RouterDoor): Promise<ApiFailure | undefined> {
    const socket = await reach(door)
    if ('kind' in socket) {
      this.end(socket)
      return socket
    }
    this.socket = socket
    socket.on('data', (chunk: Buffer) => this.receive(chunk))
    socket.on('error', (error) => this.end({ kind: 'unreachable', said: error.message }))
    socket.on('close', () => this.end(this.why))
    if (this.isOver) socket.destroy()
    const failure = await this.logIn(door)
    if (failure) this.end(failure)
    return failure
  }

  private async put(words: Sentence): Promise<Talk> {
    if (this.isOver || !this.socket) return this.why
    if (this.open.size >= OPEN_MAX) return { kind: 'silent', said: 'too many questions are open' }
    const { promise, resolve } = Promise.withResolvers<Talk>()
    const tag = String(++this.tags)
    this.open.set(tag, { rows: [], trap: null, settle: resolve })
    this.socket.write(encodeSentence([...words, `.tag=${tag}`]))
    const late = setTimeout(() => this.end(LATE), ANSWER_ms)
    clearTimeout(this.idle)
    const talk = await promise
    clearTimeout(late)
    if (this.open.size === 0 && !this.isOver) {
      this.idle = setTimeout(() => this.end(), IDLE_ms)
      this.idle.unref()
    }
    return talk
  }

  /**
   * The password as it is since 6.43. Older ones do not look at it, and answer with a challenge: their login is MD5 over a zero,
   * the password and the challenge. Which one a router is nobody can know before it has answered.
   */
  private async logIn({ name, password }: RouterDoor): Promise<ApiFailure | undefined> {
    const plain = await this.put(['/login', `=name=${name}`, `=password=${password.reveal()}`])
    if (plain.kind !== 'done') return wrongLogin(plain)
    const challenge = plain.rows[0]?.get('ret')
    if (challenge === undefined) return undefined
    const response = createHash('md5')
      .update(Buffer.of(0))
      .update(password.reveal(), 'utf8')
      .update(Buffer.from(challenge, 'hex'))
      .digest('hex')
    const old = await this.put(['/login', `=name=${name}`, `=response=00${response}`])
    return old.kind === 'done' ? undefined : wrongLogin(old)
  }

  private receive(chunk: Buffer): void {
    try {
      for (const sentence of this.reader.push(chunk)) this.hear(sentence)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.end({ kind: 'unreachable', said: `not the API of a router: ${why}` })
    }
  }

  private hear([reply, ...words]: Sentence): void {
    const row = rowOf(words)
    if (reply === '!fatal') return this.end({ kind: 'refused', said: words.join(' ') })
    const tag = words.find((word) => word.startsWith('.tag='))?.slice('.tag='.length)
    const question = this.open.get(tag ?? '')
    // Nobody waits for it any more.
    if (!question) return
    if (reply === '!re') question.rows.push(row)
    if (reply === '!trap') question.trap ??= row.get('message') ?? 'it did not say why'
    // `!empty`, since 7.18, says what no rows say as well.
    if (reply !== '!done') return
    this.open.delete(tag ?? '')
    if (row.size > 0) question.rows.push(row)
    const { trap, rows } = question
    question.settle(trap === null ? { kind: 'done', rows } : { kind: 'refused', said: trap })
  }
}

function wrongLogin(failure: ApiFailure): ApiFailure {
  return failure.kind === 'refused' ? { ...failure, kind: 'wrong-login' } : failure
}

function rowOf(words: Sentence): Row {
  return new Map(
    words.flatMap((word): [string, string][] => {
      const end = word.indexOf('=', 1)
      return word.startsWith('=') && end > 0 ? [[word.slice(1, end), word.slice(end + 1)]] : []
    }),
  )
}

async function reach({ address, port, tls }: RouterDoor): Promise<Socket | ApiFailure> {
  const { promise, resolve } = Promise.withResolvers<Socket | ApiFailure>()
  // Routers have certificates that they made themselves, or none at all (then api-ssl speaks anonymous Diffie–Hellman): TLS
  // keeps listeners out here. Who it is, is known by the tunnel and by the login; README says so.
  const socket = tls
    ? connectTls({
        ...{ host: address, port, rejectUnauthorized: false, minVersion: 'TLSv1.2' },
        // Node's own list forbids what has no certificate once and for all, so this is another one.
        ciphers: 'HIGH:@SECLEVEL=0',
      })
    : connect({ host: address, port })
  const failed = (kind: ApiFailure['kind'], said: string) => {
    socket.destroy()
    resolve({ kind, said })
  }
  const timer = setTimeout(() => failed('silent', 'no connection in time'), CONNECT_ms)
  socket.once('error', (error) => failed('unreachable', error.message))
  socket.once(tls ? 'secureConnect' : 'connect', () => resolve(socket))
  const reached = await promise
  clearTimeout(timer)
  socket.removeAllListeners('error')
  // What is destroyed may still have something to complain about.
  socket.on('error', () => undefined)
  return reached
}
