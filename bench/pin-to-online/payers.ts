import type { Buffer } from 'node:buffer'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopwatch } from '#platform/clock.ts'
import { Code } from '#radius/codes.ts'
import { Secret } from '#radius/secret.ts'
import { accessRequest } from '../radius/requests.ts'

/** Lines that are paid one after another, each once the last one is online, or so many a second whoever still waits. */
export type Payers = {
  readonly url: string
  readonly authPort: number
  readonly secret: string
  readonly from: number
  readonly accounts: readonly string[]
  readonly per_s: number | null
  /** How often each line asks whether it is accepted: that much of each figure may be the asking. */
  readonly ask_ms: number
}

const ASK_AGAIN_ms = 500
const GIVE_UP_ms = 60_000

export type Paid = { readonly taken_ms: readonly number[]; readonly cpu_ms: number }

/** A socket is closed when nobody answers it any more: another line would be given its port, and with it answers that are not its own. */
const CLOSED_AFTER_ms = 3_000

/** Of each line the milliseconds from the callback's leaving Safaricom to the first Access-Accept with the plan's speed. */
async function pay({ accounts, from, per_s, ...how }: Payers): Promise<number[]> {
  const shared = new Secret(how.secret)
  const online = (account: string, n: number) => payOne({ ...how, shared, account, line: from + n })
  if (per_s === null) {
    const taken_ms: number[] = []
    for (const [n, account] of accounts.entries()) taken_ms.push(await online(account, n))
    return taken_ms
  }
  const elapsed_ms = stopwatch()
  const all = accounts.map(async (account, n) => {
    const due_ms = (n / per_s) * 1_000
    if (due_ms > elapsed_ms()) await sleep(due_ms - elapsed_ms())
    return online(account, n)
  })
  return Promise.all(all)
}

type Payer = Pick<Payers, 'url' | 'authPort' | 'ask_ms'> & {
  readonly shared: Secret
  readonly account: string
  readonly line: number
}

async function payOne({ url, authPort, ask_ms, shared, account, line }: Payer): Promise<number> {
  const socket = createSocket('udp4')
  const ask = (id: number) =>
    socket.send(accessRequest('pap', line, id % 256, shared), authPort, '127.0.0.1')
  const asking = setInterval(() => ask(0), ASK_AGAIN_ms)
  ask(0)
  const [before] = await once(socket, 'message')
  clearInterval(asking)
  if (isFull(before)) throw new Error(`line-${line} has its speed before it is paid`)
  const elapsed_ms = stopwatch()
  let online_ms: number | undefined
  socket.on('message', (packet) => {
    if (isFull(packet)) online_ms ??= elapsed_ms()
  })
  const told = tell({ url, account, line })
  for (let id = 1; online_ms === undefined; id++) {
    if (elapsed_ms() > GIVE_UP_ms) throw new Error(`line-${line} is paid and was not accepted`)
    ask(id)
    await sleep(ask_ms)
  }
  setTimeout(() => socket.close(), CLOSED_AFTER_ms)
  await told
  return online_ms
}

/** Accepted with the speed of the plan, as MikroTik routers are told it; whoever has not paid sees the walled garden. */
function isFull(packet: Buffer): boolean {
  return packet[0] === Code.AccessAccept && packet.includes('10M/20M')
}

async function tell({ url, account, line }: Pick<Payer, 'url' | 'account' | 'line'>) {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({
      ...{ TransactionType: 'Pay Bill', TransTime: '20261120175900', TransAmount: '3000.00' },
      ...{ TransID: `P${String(line).padStart(9, '0')}`, BillRefNumber: account },
      ...{ BusinessShortCode: '600100', MSISDN: '2547 ***** 126', FirstName: 'NICHOLAS' },
    }),
  })
  if (!answer.ok) throw new Error(`the callback was answered ${answer.status}`)
}

process.on('message', (payers) => {
  const before = process.cpuUsage()
  void pay(payers as Payers).then((taken_ms) => {
    const { user, system } = process.cpuUsage(before)
    process.send?.({ taken_ms, cpu_ms: (user + system) / 1_000 } satisfies Paid)
  })
})
