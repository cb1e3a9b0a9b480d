import { sql } from 'kysely'
import { mayBeServed } from '#modules/services/contract.ts'
import { servingFactsOf } from '#modules/services/index.ts'
import type { Engine } from './engine.ts'
import { instantOf, ROOMS } from './engine.ts'
import { system } from '#kernel/actor.ts'
import type { Micros } from './oracle/calendar.ts'
import { Book } from './oracle/book.ts'
import { totalOf, type Person } from './oracle/people.ts'

/** A difference between what is and what should be; `who` where it is one person's. */
export type Difference = { readonly who: string | null; readonly what: string }

const LOOK = { actor: system('town'), name: 'town.look' }
const say = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))

/** Compares everything that can be seen of everybody: balances, paid time, documents, and who is served; and the sums of the whole ISP. */
export async function compare(
  engine: Engine,
  book: Book,
  at: Micros,
  { sums }: { sums: boolean },
): Promise<Difference[]> {
  const [is, served] = await Promise.all([
    readPeople(engine, await balances(engine)),
    servedNow(engine, at),
  ])
  const differences: Difference[] = []
  for (const person of book.people.values()) {
    const should = pictureOf(person)
    const found = is.get(person.name)
    for (const key of ['wallet', 'owes', 'services', 'invoices'] as const)
      if (say(found?.[key]) !== say(should[key]))
        differences.push({
          who: person.name,
          what: `${key}: ${key === 'services' ? apart(found?.services.flat(), should.services.flat()) : apart(found?.[key], should[key])}`,
        })
    for (const service of person.services) {
      const [now, wanted] = [served.get(service.name), book.served(person, service, at)]
      if (now !== wanted)
        differences.push({
          who: person.name,
          what: `${service.name} is ${now}, and should be ${wanted}`,
        })
    }
  }
  const totals = sums ? await compareTotals(engine, book) : []
  return [...differences, ...totals, ...(await compareCounts(engine, book))]
}

/** What of two values differs; of lists only what the other does not have. */
function apart(is: unknown, should: unknown): string {
  if (!Array.isArray(is) || !Array.isArray(should) || is.length + should.length === 0)
    return `${say(is)}, and should be ${say(should)}`
  const without = (one: unknown[], other: unknown[]) => {
    const left = other.map(say)
    return one.filter((item) => {
      const place = left.indexOf(say(item))
      if (place >= 0) left.splice(place, 1)
      return place < 0
    })
  }
  const short = (items: unknown[]) => say(items.slice(-3)).slice(-600)
  return `${short(without(is, should))} too many, and ${short(without(should, is))} missing`
}

type Picture = {
  wallet: string
  owes: string
  services: string[][]
  invoices: { net: string; excise: string; vat: string; gross: string; settled: string }[]
}

function pictureOf(person: Person): Picture {
  return {
    wallet: String(person.wallet),
    owes: String(Book.owes(person)),
    services: person.services.map(({ status, periods }) => [
      status,
      ...periods.map(({ from, to }) => timeOf(from, to)),
    ]),
    invoices: person.invoices
      .map((invoice) => {
        const { net, excise, vat, gross } = totalOf(invoice)
        return {
          ...{ net: String(net), excise: String(excise), vat: String(vat) },
          ...{ gross: String(gross), settled: String(invoice.settled) },
        }
      })
      .toSorted(byText),
  }
}
const timeOf = (from: Micros, to: Micros) => `${instantOf(from)}/${instantOf(to)}`
const byText = (a: unknown, b: unknown) => (say(a) < say(b) ? -1 : 1)

async function balances(engine: Engine): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ party: string; account: number; cents: bigint }>`
    select party, account, cents from ledger.party_balance where account in (1100, 2100)`.execute(
    engine.database.sql,
  )
  return new Map(rows.map(({ party, account, cents }) => [`${party} ${account}`, cents]))
}

async function readPeople(
  engine: Engine,
  held: Map<string, bigint>,
): Promise<Map<string, Picture>> {
  const { sql: db } = engine.database
  const { rows: periods } = await sql<{ id: string; status: string; spans: [string, string][] }>`
    select service.id, service.status,
      coalesce(jsonb_agg(jsonb_build_array((extract(epoch from from_at) * 1000000)::bigint::text, (extract(epoch from to_at) * 1000000)::bigint::text) order by from_at)
        filter (where period.id is not null), '[]') as spans
    from services.service left join services.period on period.service_id = service.id and period.paid
    group by service.id`.execute(db)
  const { rows: invoices } = await sql<Record<string, bigint | string>>`
    select subscriber_id, net_cents, excise_cents, vat_cents, gross_cents, settled_cents from billing.invoice`.execute(
    db,
  )
  const byOwner = Map.groupBy(invoices, (row) => String(row.subscriber_id))
  const byId = new Map(periods.map((row) => [row.id, row]))
  return new Map(
    [...engine.people].map(([name, { id }]) => [
      name,
      {
        wallet: String(-(held.get(`${id} 2100`) ?? 0n)),
        owes: String(held.get(`${id} 1100`) ?? 0n),
        services: [...engine.numbers.keys()]
          .filter((service) => service.startsWith(`${name}/`))
          .map((service) => {
            const row = byId.get(engine.ids.get(service) ?? '')
            const spans = row?.spans ?? []
            return [
              row?.status ?? 'missing',
              ...spans.map(([from, to]) => timeOf(BigInt(from), BigInt(to))),
            ]
          }),
        invoices: (byOwner.get(id) ?? [])
          .map((row) => ({
            ...{ net: String(row.net_cents), excise: String(row.excise_cents) },
            ...{ vat: String(row.vat_cents), gross: String(row.gross_cents) },
            settled: String(row.settled_cents),
          }))
          .toSorted(byText),
      },
    ]),
  )
}

async function servedNow(engine: Engine, at: Micros): Promise<Map<string, string>> {
  const names = [...engine.numbers.keys()]
  const facts = await engine.units.read(LOOK, (read) =>
    servingFactsOf(
      read,
      names.map((name) => engine.ids.get(name) ?? ''),
    ),
  )
  const now_ms = Number(at / 1000n)
  return new Map(
    names.map((name) => {
      const of = facts.get(engine.ids.get(name) ?? '')
      return [name, of ? mayBeServed(of, now_ms).kind : 'missing']
    }),
  )
}

async function compareTotals(engine: Engine, book: Book): Promise<Difference[]> {
  const { rows } = await sql<{ account: number; cents: bigint }>`
    select account, sum(cents)::bigint as cents from ledger.posting group by account`.execute(
    engine.database.sql,
  )
  const of = new Map(rows.map(({ account, cents }) => [account, cents]))
  const { excise, vat } = book.taxes()
  const wanted: [string, number, bigint][] = [
    ['VAT payable', 2300, -vat],
    ['excise payable', 2310, -excise],
    ['deferred revenue', 2200, -book.unearned()],
    ['M-Pesa', 1010, book.cash()],
    ['suspense', 2400, -book.suspense()],
    ['refunds on their way', 2600, -book.onTheirWay()],
    ['withheld VAT', 1180, book.certified('vat')],
    ['withheld income tax', 1185, book.certified('income')],
  ]
  return wanted.flatMap(([name, account, cents]) => {
    const found = of.get(account) ?? 0n
    return found === cents
      ? []
      : [{ who: null, what: `${name} holds ${found} cents, and should hold ${cents}` }]
  })
}

/** Data that was promised and moved, and coupons that were used. */
async function compareCounts(engine: Engine, book: Book): Promise<Difference[]> {
  if (book.counted.size + book.coupons.size === 0) return []
  const { sql: db } = engine.database
  const { rows: hours } = await sql<{ id: string; moved: bigint; reserved: bigint }>`
    select service.id, (select coalesce(sum(up + down), 0)::bigint from usage.hour where service_id = service.id) as moved,
      (select coalesce(sum(reserved), 0)::bigint from usage.counter where service_id = service.id) as reserved
    from services.service`.execute(db)
  const { rows: uses } = await sql<{ id: string; uses: number }>`
    select id, uses from catalog.coupon`.execute(db)
  const differences: Difference[] = []
  const differ = (what: string, is: unknown, should: unknown) => {
    if (String(is) !== String(should))
      differences.push({
        who: null,
        what: `${what}: ${String(is)}, and should be ${String(should)}`,
      })
  }
  for (const [service, { used, promises }] of book.counted) {
    const row = hours.find(({ id }) => id === engine.counted.get(service))
    const promised = [...promises.values()].reduce((all, { bytes }) => all + bytes, 0n)
    differ(`bytes that ${service} moved`, row?.moved, used)
    differ(`bytes promised of ${service}`, row?.reserved, promised)
  }
  for (const [coupon, keys] of book.coupons) {
    const row = uses.find(({ id }) => id === engine.coupons.get(coupon))
    differ(`uses of coupon ${coupon}`, row?.uses, keys.size)
  }
  return differences
}

/** What rooms say must always be true, every one of it. */
export async function brokenInvariants(
  engine: Engine,
  { sleeps }: { sleeps: boolean },
): Promise<Difference[]> {
  const broken: Difference[] = []
  for (const { invariants = [] } of ROOMS)
    for (const { name, violations } of invariants) {
      // While the worker sleeps nobody looks into wallets; that it is noticed is what this invariant is for.
      if (sleeps && name === 'billing.nobody-is-forgotten') continue
      for (const sentence of await engine.units.read(LOOK, violations))
        broken.push({ who: null, what: `${name}: ${sentence}` })
    }
  return broken
}
