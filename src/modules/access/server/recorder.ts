import { system } from '#kernel/actor.ts'
import type { Decided, IspClock } from '#modules/usage/index.ts'
import { isWorthRetrying } from '#platform/database-fault.ts'
import type { Origin, Units } from '#platform/tx.ts'
import { recordAtOnce } from '../commands/record-at-once.ts'
import { type Mark, recordEntries } from '../commands/record-entries.ts'
import type { Entry, Heard } from '../rules/hear.ts'
import { parseTold } from '../rules/told.ts'
import { Clocks } from './clocks.ts'
import { Herald } from './herald.ts'
import { KnownSessions } from './known-sessions.ts'
import type { Picture } from './picture.ts'

export type RecorderOptions = {
  readonly picture: Picture
  readonly units: Pick<Units, 'unit' | 'stroke'>
  /** The name of this process in announcements of sessions, which it knows already. */
  readonly by: string
  /** What followed from a batch that is committed. */
  readonly onRecorded: (entries: readonly Entry[], usage: readonly Decided[]) => void
}

/** Counters that routers tell: the sessions themselves are the record, and a row for each batch would bury the audit trail. */
const ORIGIN = {
  ...{ actor: system('radius'), name: 'access.record-accounting' },
  bookkeeping: true,
} as const satisfies Origin

/** Brings what routers account for into the database, and what came of it into the picture. */
export class Recorder {
  /** What this process wrote of sessions last. */
  readonly known = new KnownSessions()
  private readonly clocks = new Clocks()
  private readonly herald: Herald
  private readonly options: RecorderOptions

  constructor(options: RecorderOptions) {
    this.options = options
    this.herald = new Herald(options)
  }

  /** Resolves when others have been told of what is written. */
  told(): Promise<void> {
    return this.herald.told()
  }

  /** In one unit. With a mark: only if the spool stands there, and says whether it did. */
  async write(entries: readonly Entry[], mark?: Mark): Promise<boolean> {
    const { picture, units, by, onRecorded } = this.options
    const clock = this.clocks.of(picture.policy.zone)
    if (mark === undefined && (await this.writeAtOnce(entries, clock))) return true
    let remembered: KnownSessions | undefined = this.known
    const recorded = await units.unit(ORIGIN, (tx) => {
      const recording = recordEntries(tx, { entries, mark, by, remembered, clock })
      // Where somebody else wrote a session meanwhile, the unit starts over, and reads.
      remembered = undefined
      return recording
    })
    if (!recorded) return false
    this.known.keep(recorded.sessions)
    for (const entry of entries) this.note(entry)
    onRecorded(entries, recorded.usage)
    return true
  }

  /** Where nothing has to be read first: in one statement. False: nothing is written. */
  private async writeAtOnce(entries: readonly Entry[], clock: IspClock): Promise<boolean> {
    const { picture, units, onRecorded } = this.options
    const heard = entries.filter((entry) => 'key' in entry)
    const counts = heard.some(({ serviceId }) => serviceId !== null && picture.counts(serviceId))
    if (counts || heard.length < entries.length) return false
    const { known } = this
    try {
      const given = { remembered: known, clock }
      const sessions = await units.stroke(ORIGIN, (stroke) => recordAtOnce(stroke, heard, given))
      if (!sessions) return false
      known.keep(sessions)
    } catch (error) {
      if (!isWorthRetrying(error)) throw error
      return false
    }
    this.herald.tell(heard.filter(({ kind }) => kind !== 'interim').map(({ key }) => key))
    for (const entry of heard) this.note(entry)
    onRecorded(entries, [])
    return true
  }

  /** What a router told is true of its sessions, stored or still on its way. */
  note(entry: Entry): void {
    if (!('key' in entry) || entry.serviceId === null) return
    const { picture } = this.options
    if (entry.kind === 'stop') picture.dropSession(entry.serviceId, entry.key)
    else if (!picture.hearSession(entry.serviceId, entry))
      picture.putSession(entry.serviceId, liveSession(entry))
  }
}

function liveSession(heard: Heard) {
  return {
    id: heard.key,
    nasId: heard.nasId,
    station: heard.station,
    nasPort: heard.nasPort,
    interim_s: heard.interim_s,
    heardAt_ms: heard.receivedAt_ms,
    startedAt_ms: heard.at_ms - (heard.seconds ?? 0) * 1_000,
    userName: heard.userName,
    nasSession: heard.nasSession,
    ipv4: heard.ipv4,
    told: heard.told === null ? null : parseTold(heard.told),
    endWanted: null,
  }
}
