import { parseRate, type Rate } from '#kernel/rate.ts'
import { Conversation, type Row, type Talk } from './conversation.ts'
import type { ApiFailure, RouterApi, RouterDoor, RouterSession } from './port.ts'

/** RouterOS 6 and 7. One connection for each router, on which all questions to it travel. */
export function routerOsApi(): RouterApi {
  const conversations = new Map<string, Conversation>()

  function ask(door: RouterDoor, ...words: string[]): Promise<Talk> {
    const { address, port, tls, name, password } = door
    const key = [address, port, tls, name, password.reveal()].join(' ')
    for (const [other, { isOver }] of conversations) if (isOver) conversations.delete(other)
    const conversation = conversations.get(key) ?? new Conversation(door)
    conversations.set(key, conversation)
    return conversation.ask(...words)
  }

  /** Where in which list the session is; null: in none. */
  async function find(
    door: RouterDoor,
    session: RouterSession,
  ): Promise<{ list: string; id: string } | null | ApiFailure> {
    for (const { list, queries } of LISTS) {
      const wanted = queries(session)
      if (wanted.length === 0) continue
      const talk = await ask(...[door, `${list}/print`, `=.proplist=.id,${COLUMNS}`], ...wanted)
      if (talk.kind !== 'done') {
        // A router without the hotspot package knows no such list; it has no such sessions either.
        if (talk.kind === 'refused') continue
        return talk
      }
      const id = talk.rows.find((row) => isSame(row, session))?.get('.id')
      if (id !== undefined) return { list, id }
    }
    return null
  }

  return {
    async greet(door) {
      const identity = await ask(door, '/system/identity/print')
      if (identity.kind !== 'done') return identity
      const resource = await ask(
        door,
        '/system/resource/print',
        '=.proplist=version,board-name,platform',
      )
      if (resource.kind !== 'done') return resource
      const [about] = resource.rows
      const words = [about?.get('platform'), about?.get('version'), about?.get('board-name')]
      return {
        kind: 'well',
        name: identity.rows[0]?.get('name') ?? '',
        version: words.filter((word) => word !== undefined).join(' '),
      }
    },

    async sessions(door) {
      const sessions: RouterSession[] = []
      for (const { list, name, all } of LISTS) {
        const talk = await ask(door, `${list}/print`, `=.proplist=.id,${COLUMNS}`, ...all)
        if (isWithout(talk)) continue
        if (talk.kind !== 'done') return talk
        sessions.push(...talk.rows.map((row) => sessionOf(row, name)))
      }
      return { kind: 'listed', sessions }
    },

    async endSession(door, session) {
      const found = await find(door, session)
      if (found === null) return { kind: 'not-there' }
      if ('kind' in found) return found
      const removed = await ask(door, `${found.list}/remove`, `=.id=${found.id}`)
      if (removed.kind === 'done') return { kind: 'ended' }
      // It went by itself in between.
      const isGone = removed.kind === 'refused' && /no such item/i.test(removed.said)
      return isGone ? { kind: 'ended' } : removed
    },

    async setRate(door, session, rate) {
      const found = await find(door, session)
      if (found === null) return { kind: 'not-there' }
      if ('kind' in found) return found
      const before = await queueOf(ask, door, session)
      if (before.kind !== 'done') return before.kind === 'refused' ? { kind: 'fixed' } : before
      const id = before.rows[0]?.get('.id')
      if (id === undefined) return { kind: 'fixed' }
      const wanted = `${rate.up_bps}/${rate.down_bps}`
      const set = await ask(door, '/queue/simple/set', `=.id=${id}`, `=max-limit=${wanted}`)
      // Queues that RADIUS made are the router's own (`dynamic`), and most versions let nobody change them.
      if (set.kind === 'refused') return { kind: 'fixed' }
      if (set.kind !== 'done') return set
      // Routers have been seen to accept a change and not to make it.
      const after = await queueOf(ask, door, session)
      if (after.kind !== 'done') return after
      return { kind: isRate(after.rows[0]?.get('max-limit'), rate) ? 'set' : 'fixed' }
    },

    close() {
      for (const conversation of conversations.values()) conversation.end()
      conversations.clear()
    },
  }
}

type List = {
  readonly list: string
  /** Which column says who it is. */
  readonly name: 'name' | 'user' | 'mac-address'
  /** How the session is asked for; nothing where it can be in no such list. */
  readonly queries: (session: RouterSession) => readonly string[]
  /** What rows of the list are sessions. */
  readonly all: readonly string[]
}

/**
 * DHCP has no list of who is active: a lease that RADIUS gave is dynamic and bound. Without its lease a device gets nothing at its
 * next renewal and asks anew; with `add-arp` on the server and `arp=reply-only` on its interface it is cut
 * off at once.
 */
const LISTS: readonly List[] = [
  { list: '/ppp/active', name: 'name', queries: ({ userName }) => [`?name=${userName}`], all: [] },
  {
    ...{ list: '/ip/hotspot/active', name: 'user', all: [] },
    queries: ({ userName }) => [`?user=${userName}`],
  },
  {
    ...{
      list: '/ip/dhcp-server/lease',
      name: 'mac-address',
      all: ['?status=bound', '?dynamic=true'],
    },
    queries: ({ station }) =>
      station === null ? [] : [`?mac-address=${station}`, '?status=bound', '?dynamic=true'],
  },
]
const COLUMNS = 'name,user,address,caller-id,mac-address,session-id'

type Ask = (door: RouterDoor, ...words: string[]) => Promise<Talk>

/** The queue of one session: RouterOS names those that RADIUS makes after who dialled; others are known by the address. */
function queueOf(ask: Ask, door: RouterDoor, { userName, ipv4 }: RouterSession): Promise<Talk> {
  const names = ['pppoe', 'l2tp', 'sstp', 'ovpn', 'hotspot'].map((kind) => `<${kind}-${userName}>`)
  const queries = [
    ...names.map((name) => `?name=${name}`),
    ...(ipv4 === null ? [] : [`?target=${ipv4}/32`]),
  ]
  const anyOfThem = Array.from({ length: queries.length - 1 }, () => '?#|')
  return ask(
    ...[door, '/queue/simple/print', '=.proplist=.id,name,target,max-limit,dynamic'],
    ...queries,
    ...anyOfThem,
  )
}

/**
 * Whether a row is this session, and not one that took its place. RouterOS' own number of a session is what it accounts under; hotspots
 * show none, and there the address or the device must be the same.
 */
function isSame(row: Row, { nasSession, ipv4, station }: RouterSession): boolean {
  const number = row.get('session-id')
  if (number !== undefined) return bare(number) === bare(nasSession)
  const device = row.get('caller-id') ?? row.get('mac-address')
  const address = row.get('address')
  if (ipv4 !== null && address !== undefined) return address === ipv4
  return station !== null && device?.toUpperCase() === station.toUpperCase()
}

/** A router without the hotspot package knows no such list. One that we may not read is something else: it may be full. */
function isWithout(talk: Talk): boolean {
  return talk.kind === 'refused' && /no such command/i.test(talk.said)
}

/** `0x81600001` in a list is `81600001` in accounting. */
function bare(number: string): string {
  return number.toLowerCase().replace(/^0x/, '').replace(/^0+/, '')
}

function sessionOf(row: Row, name: List['name']): RouterSession {
  return {
    userName: row.get(name) ?? '',
    nasSession: row.get('session-id')?.replace(/^0x/, '') ?? '',
    ipv4: row.get('address') ?? null,
    station: row.get('caller-id') ?? row.get('mac-address') ?? null,
  }
}

/** `5M/20M` or `5000000/20000000`: upload first. */
function isRate(text: string | undefined, rate: Rate): boolean {
  const read = parseRate(text ?? '')
  return read?.down_bps === rate.up_bps && read.up_bps === rate.down_bps
}
