import { Agent, request } from 'node:http'
import { stopwatch } from '#platform/clock.ts'
import { chanceOf } from '#sim/fault-lab.ts'

export type LoadAsk = {
  readonly url: string
  readonly many: number
  readonly connections: number
  readonly accounts: readonly string[]
}
export type LoadDone = {
  readonly distinct: number
  readonly seconds: number
  readonly p50_ms: number
  readonly p99_ms: number
}

const DUPLICATES = 0.3
/** A repetition is of one of the latest so many. */
const BACK_MAX = 1_000

/** Tells of payments as Safaricom does, from many connections at once. */
async function tell({ url, many, connections, accounts }: LoadAsk): Promise<LoadDone> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const chance = chanceOf(7)
  const taken_ms: number[] = []
  let [sent, distinct] = [0, 0]
  const next = () => {
    sent++
    const isAgain = distinct > 0 && chance() < DUPLICATES
    const n = isAgain
      ? distinct - 1 - Math.floor(chance() * Math.min(distinct, BACK_MAX))
      : distinct++
    return bodyOf(n, accounts[n % accounts.length] ?? '')
  }
  const elapsed_ms = stopwatch()
  const lane = async () => {
    while (sent < many) {
      const began_ms = elapsed_ms()
      await post(url, next(), agent)
      taken_ms.push(elapsed_ms() - began_ms)
    }
  }
  await Promise.all(Array.from({ length: connections }, lane))
  const seconds = elapsed_ms() / 1_000
  const sorted = Float64Array.from(taken_ms).toSorted()
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1))
  agent.destroy()
  return { distinct, seconds, p50_ms: at(0.5), p99_ms: at(0.99) }
}

function bodyOf(n: number, account: string): string {
  return JSON.stringify({
    ...{ TransactionType: 'Pay Bill', TransTime: '20261120175900', TransAmount: '10.00' },
    ...{ TransID: `B${n.toString(36).toUpperCase().padStart(9, '0')}`, BillRefNumber: account },
    ...{ BusinessShortCode: '600100', InvoiceNumber: '', OrgAccountBalance: '25.00' },
    ...{ ThirdPartyTransID: '', MSISDN: '2547 ***** 126', FirstName: 'NICHOLAS' },
  })
}

function post(url: string, body: string, agent: Agent): Promise<void> {
  return new Promise((done, failed) => {
    const call = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume()
        answer.once('end', () =>
          answer.statusCode === 200 ? done() : failed(new Error(`status ${answer.statusCode}`)),
        )
      },
    )
    call.once('error', failed)
    call.end(body)
  })
}

process.once('message', (ask) => {
  void tell(ask as LoadAsk).then((told) => {
    process.send?.(told)
    process.disconnect?.()
  })
})
