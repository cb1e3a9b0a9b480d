import { newId } from '#kernel/id.ts'
import type { Answer } from '#radius/client/question.ts'
import { parsePacket, type Packet } from '#radius/packet.ts'
import type { ActiveTrace } from '../queries/traces.ts'
import type { Seen } from '../store/traces.ts'
import type { Dropped, Replied } from './front.ts'
import type { AccessNas, Picture } from './picture.ts'
import { whoAsks } from './who-asks.ts'

/** Packets that wait to be written, at most. */
const WAITING_MAX = 2_000

/** Keeps packets of what staff trace. While nobody traces, each packet costs one look at an empty list. */
export class Tracer {
  private traces: readonly ActiveTrace[] = []
  private waiting: Seen[] = []
  /** Microseconds that keep packets of one millisecond in their order. */
  private turn = 0
  private readonly picture: Picture

  constructor(picture: Picture) {
    this.picture = picture
  }

  set active(traces: readonly ActiveTrace[]) {
    this.traces = traces
  }

  replied({ request, reply, nas, address }: Replied<AccessNas>, at_ms: number): void {
    if (this.traces.length === 0) return
    const about = { nas, serviceId: this.serviceIn(request), address, at_ms, dropped: null }
    this.keep({ ...about, direction: 'in', bytes: request.bytes })
    this.keep({ ...about, direction: 'out', bytes: reply })
  }

  dropped({ reason, address, nas, datagram }: Dropped<AccessNas>, at_ms: number): void {
    if (this.traces.length === 0) return
    const request = parsePacket(datagram)
    const serviceId = typeof request === 'string' ? null : this.serviceIn(request)
    this.keep({ nas, serviceId, address, at_ms, dropped: reason, direction: 'in', bytes: datagram })
  }

  asked(nas: AccessNas, answer: Answer, serviceId: string | null, at_ms: number): void {
    if (this.traces.length === 0 || answer.kind !== 'reply') return
    const about = { nas, serviceId, address: nas.coa.address ?? '', at_ms, dropped: null }
    this.keep({ ...about, direction: 'out', bytes: answer.request.bytes })
    this.keep({ ...about, direction: 'in', bytes: answer.reply.bytes })
  }

  take(): readonly Seen[] {
    const taken = this.waiting
    this.waiting = []
    return taken
  }

  private keep(seen: {
    nas: AccessNas | undefined
    serviceId: string | null
    address: string
    at_ms: number
    dropped: string | null
    direction: 'in' | 'out'
    bytes: Uint8Array
  }): void {
    const { nas, serviceId, bytes, at_ms, address, dropped, direction } = seen
    for (const trace of this.traces) {
      const isMeant =
        (trace.nasId !== null && trace.nasId === nas?.id) ||
        (trace.serviceId !== null && trace.serviceId === serviceId)
      if (!isMeant || at_ms >= trace.endsAt_ms || this.waiting.length >= WAITING_MAX) continue
      this.waiting.push({
        id: newId(Temporal.Instant.fromEpochMilliseconds(at_ms)),
        ...{ traceId: trace.id, nasId: nas?.id ?? null, address, direction, dropped },
        at_ms: at_ms + (this.turn++ % 1_000) / 1_000,
        // The bytes of a datagram are reused by whoever received it.
        bytes: Uint8Array.from(bytes),
      })
    }
  }

  private serviceIn(request: Packet): string | null {
    if (this.traces.every(({ serviceId }) => serviceId === null)) return null
    return whoAsks(request, this.picture).known?.service.serviceId ?? null
  }
}
