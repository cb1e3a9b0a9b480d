import { assert } from '#kernel/assert.ts'
import type { DropReason } from '../drop.ts'
import { parsePacket, type Packet } from '../packet.ts'
import { PacketWriter } from '../writer.ts'
import { faultOfReply, type Answer, type Question } from './question.ts'

type Open = {
  question: Question
  request: Packet
  settle: (answer: Answer) => void
  asked_ms: number
  tries: number
  timer: ReturnType<typeof setTimeout> | undefined
  dropped?: DropReason
}

const IDS = 256
const TRIES = 3
const WAIT_MS = 2000 // RFC 5080 §2.2.1: IRT

const writer = new PacketWriter()

/**
 * The questions that wait for an answer from one destination over one socket: at most 256, one for each id that a packet can have.
 * A reply is matched by its id and believed by its authenticators; anything else is dropped with a reason and changes nothing, so
 * that nobody can end a question by sending rubbish.
 */
export class OpenQuestions {
  private readonly open = new Map<number, Open>()
  private readonly send: (packet: Buffer) => void
  private readonly repeats: boolean
  private nextId = Math.floor(Math.random() * IDS)

  /** Over TCP and TLS nothing is sent twice (RFC 6613 §2.4): the question waits as long as its tries would have taken. */
  constructor(send: (packet: Buffer) => void, transport: 'datagrams' | 'stream') {
    this.send = send
    this.repeats = transport === 'datagrams'
  }

  get size(): number {
    return this.open.size
  }

  get isFull(): boolean {
    return this.open.size >= IDS
  }

  ask(question: Question): Promise<Answer> {
    assert(!this.isFull, 'there is an id for another question')
    while (this.open.has(this.nextId)) this.nextId = (this.nextId + 1) % IDS
    const id = this.nextId
    this.nextId = (id + 1) % IDS

    question.write(writer.request(question.code, id))
    const request = parsePacket(writer.seal(question.secret))
    assert(typeof request !== 'string', 'a sealed packet can be parsed')
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const asked_ms = performance.now()
    const open: Open = { question, request, settle: resolve, asked_ms, tries: 0, timer: undefined }
    this.open.set(id, open)
    this.attempt(id, open)
    return promise
  }

  /** Takes what came from the destination. Says why it is no answer. */
  receive(datagram: Uint8Array): DropReason | undefined {
    const reply = parsePacket(datagram)
    if (typeof reply === 'string') return reply
    const open = this.open.get(reply.id)
    if (!open) return 'reply-unexpected'
    const fault = faultOfReply(reply, open.request, open.question)
    if (fault) {
      open.dropped = fault
      return fault
    }
    const { request, tries } = open
    this.close(reply.id, open, { kind: 'reply', reply, request, tries, took_ms: since(open) })
    return undefined
  }

  /** Ends all of them: the connection is gone. */
  abandon(why: string): void {
    for (const [id, open] of this.open) this.close(id, open, { kind: 'unreachable', why })
  }

  private attempt(id: number, open: Open): void {
    const { tries = TRIES, wait_ms = WAIT_MS } = open.question
    if (open.tries >= tries) {
      const silence = { kind: 'silence', tries: open.tries, took_ms: since(open) } as const
      this.close(id, open, open.dropped ? { ...silence, dropped: open.dropped } : silence)
      return
    }
    this.send(open.request.bytes)
    // Each wait is twice the one before, a little off, so that many questions do not repeat in step (RFC 5080 §2.2.1).
    let wait = wait_ms * 2 ** open.tries
    open.tries += 1
    if (!this.repeats) {
      wait = wait_ms * (2 ** tries - 1)
      open.tries = tries // the next time that the timer comes is the end
    }
    const jitter = 0.9 + Math.random() * 0.2
    open.timer = setTimeout(() => this.attempt(id, open), wait * jitter)
  }

  private close(id: number, open: Open, answer: Answer): void {
    clearTimeout(open.timer)
    this.open.delete(id)
    open.settle(answer)
  }
}

function since(open: Open): number {
  return performance.now() - open.asked_ms
}
