import { Buffer } from 'node:buffer'
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { readSentences, writeSentence } from './api-words.ts'
import type { SimRouter } from './router.ts'
import type { SimSession } from './session.ts'
import { parseRate } from '#kernel/rate.ts'

export type ApiDoorOptions = {
  readonly login: { readonly name: string; readonly password: string }
  /** Before 6.43 a challenge is answered; since 7.18 an answer without rows says `!empty`. */
  readonly version: '6.40' | '6.49' | '7.16' | '7.18'
  /** With TLS; `anonymous` is a router that has no certificate. */
  readonly tls?: { readonly cert: string; readonly key: string } | 'anonymous'
  /** Whether queues that RADIUS made may be changed. Most versions refuse. */
  readonly queues?: 'fixed' | 'open'
  readonly port?: number
}

type Row = Readonly<Record<string, string>>

/** The management API of a simulated router: what a client of ours may ask, answered as RouterOS answers it. */
export class ApiDoor {
  /** Commands that were asked, in their order, without words of their own. */
  readonly asked: string[] = []
  private readonly router: SimRouter
  private readonly options: ApiDoorOptions
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  constructor(router: SimRouter, options: ApiDoorOptions) {
    this.router = router
    this.options = options
    const { tls } = options
    const accept = (socket: Socket) => this.accept(socket)
    if (!tls) this.server = createServer(accept)
    else if (tls === 'anonymous')
      this.server = createTlsServer(
        { ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2', dhparam: 'auto' },
        accept,
      )
    else this.server = createTlsServer(tls, accept)
  }

  async open(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.server.once('error', reject)
    this.server.listen(this.options.port ?? 0, this.router.options.address, resolve)
    await promise
  }

  get port(): number {
    const address = this.server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  /** Breaks every connection that is open. */
  dropAll(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  async close(): Promise<void> {
    this.dropAll()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.server.close(() => resolve())
    await promise
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket)
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    const visit = { isIn: false, challenge: randomBytes(16).toString('hex') }
    let rest = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      if (this.router.faults.api === 'hangs') return
      const bytes = Buffer.concat([rest, chunk])
      const { sentences, taken } = readSentences(bytes)
      rest = Buffer.from(bytes.subarray(taken))
      for (const words of sentences)
        for (const reply of this.answer(words, visit)) socket.write(writeSentence(reply))
    })
  }

  private answer(words: string[], visit: { isIn: boolean; challenge: string }): string[][] {
    const [command = '', ...rest] = words
    const tag = rest.filter((word) => word.startsWith('.tag='))
    const said = rowOf(rest.filter((word) => word.startsWith('=')))
    const queries = rest.filter((word) => word.startsWith('?'))
    const trap = (message: string) => [
      ['!trap', `=message=${message}`, ...tag],
      ['!done', ...tag],
    ]
    this.asked.push(command)
    if (command === '/login') {
      const step = this.login(said, visit)
      if (step === 'no') return trap('invalid user name or password (6)')
      return [['!done', ...(step === 'yes' ? [] : [`=ret=${step.challenge}`]), ...tag]]
    }
    if (!visit.isIn) return [['!fatal', 'not logged in']]
    const outcome = this.do(command, said)
    if (typeof outcome === 'string') return trap(outcome)
    const rows = outcome.filter((row) => fits(row, queries))
    const shown = rows.map((row) => ['!re', ...wordsOf(row, said['.proplist']), ...tag])
    const isEmpty = rows.length === 0 && command.endsWith('/print')
    const empty = isEmpty && this.options.version === '7.18' ? [['!empty', ...tag]] : []
    return [...shown, ...empty, ['!done', ...tag]]
  }

  private login(
    said: Row,
    visit: { isIn: boolean; challenge: string },
  ): 'yes' | 'no' | { challenge: string } {
    const { login, version } = this.options
    if (this.router.faults.api === 'refuses') return 'no'
    if (version !== '6.40')
      visit.isIn = said['name'] === login.name && said['password'] === login.password
    else if (said['response'] === undefined) return { challenge: visit.challenge }
    else {
      const right = createHash('md5')
        .update(Buffer.of(0))
        .update(login.password)
        .update(Buffer.from(visit.challenge, 'hex'))
        .digest('hex')
      visit.isIn = said['name'] === login.name && said['response'] === `00${right}`
    }
    return visit.isIn ? 'yes' : 'no'
  }

  /** Rows, or why not. */
  private do(command: string, said: Row): Row[] | string {
    const { sessions, options, faults } = this.router
    if (faults.api === 'hides' && !command.startsWith('/system/'))
      return 'not enough permissions (9)'
    const of = (kind: SimSession['kind']) => sessions.filter((session) => session.kind === kind)
    switch (command) {
      case '/system/identity/print':
        return [{ name: options.name }]
      case '/system/resource/print':
        return [{ version: this.options.version, 'board-name': 'Simulated', platform: 'MikroTik' }]
      case '/ppp/active/print':
        return of('pppoe').map((session) => ({
          ...{ '.id': `*${session.number}`, name: session.userName, address: session.ipv4 },
          ...{ 'caller-id': session.station, 'session-id': `0x${session.number}` },
        }))
      case '/ip/hotspot/active/print':
        return of('hotspot').map((session) => ({
          ...{ '.id': `*${session.number}`, user: session.userName, address: session.ipv4 },
          'mac-address': session.station,
        }))
      case '/ip/dhcp-server/lease/print':
        return of('dhcp').map((session) => ({
          ...{ '.id': `*${session.number}`, address: session.ipv4, status: 'bound' },
          ...{ 'mac-address': session.station, dynamic: 'true', radius: 'true' },
        }))
      case '/ip/dhcp-server/lease/remove':
      case '/ppp/active/remove':
      case '/ip/hotspot/active/remove':
        return this.remove(said['.id'] ?? '')
      case '/queue/simple/print':
        return sessions.flatMap((session) => queueOf(session))
      case '/queue/simple/set':
        return this.setQueue(said)
      default:
        return 'no such command prefix'
    }
  }

  private remove(id: string): Row[] | string {
    const session = this.router.sessions.find(({ number }) => `*${number}` === id)
    if (!session) return 'no such item'
    void this.router.hangUp(session, 'Admin-Reset')
    return []
  }

  private setQueue(said: Row): Row[] | string {
    if (this.options.queues !== 'open') return 'failure: can not change dynamic'
    const session = this.router.sessions.find(({ number }) => `*Q${number}` === said['.id'])
    const rate = parseRate(said['max-limit'] ?? '')
    if (!session || !rate) return 'no such item'
    session.rate = { down_bps: rate.up_bps, up_bps: rate.down_bps }
    return []
  }
}

/** Queues of leases bear the device's address; those of the others, who it is. */
function queueOf({ number, kind, userName, station, rate, ipv4 }: SimSession): Row[] {
  if (!rate) return []
  const name = kind === 'dhcp' ? `dhcp-ds<${station}>` : `<${kind}-${userName}>`
  const limit = `${rate.up_bps}/${rate.down_bps}`
  return [{ '.id': `*Q${number}`, name, target: `${ipv4}/32`, 'max-limit': limit, dynamic: 'true' }]
}

function rowOf(words: readonly string[]): Row {
  return Object.fromEntries(
    words.map((word) => {
      const end = word.indexOf('=', 1)
      return [word.slice(1, end), word.slice(end + 1)]
    }),
  )
}

function wordsOf(row: Row, columns: string | undefined): string[] {
  const wanted = columns?.split(',')
  return Object.entries(row)
    .filter(([name]) => !wanted || wanted.includes(name))
    .map(([name, value]) => `=${name}=${value}`)
}

/** Queries are a stack: `?name=value` puts a truth on it, `?#|` joins the two that lie on top. */
function fits(row: Row, queries: readonly string[]): boolean {
  const stack: boolean[] = []
  for (const query of queries) {
    if (query === '?#|') {
      const [one, other] = [stack.pop() ?? false, stack.pop() ?? false]
      stack.push(one || other)
      continue
    }
    const end = query.indexOf('=', 1)
    stack.push(row[query.slice(1, end)] === query.slice(end + 1))
  }
  return stack.every((truth) => truth)
}
