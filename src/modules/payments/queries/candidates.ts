import { sql } from 'kysely'
import { parsePhone } from '#kernel/phone.ts'
import { parseNumber } from '#modules/subscribers/contract.ts'
import {
  foundSubscribers,
  subscriberFacts,
  subscriberIdsByNumber,
  subscriberIdsByContact,
  subscriberIdsByPhoneEnds,
  subscriberIdsByPhoneHash,
  subscriberNames,
} from '#modules/subscribers/index.ts'
import type { Read } from '#platform/tx.ts'
import type { Sign } from '../contract.ts'
import {
  matchOwner,
  ranked,
  readTyped,
  shareName,
  slipsBetween,
  slipsFrom,
  type Candidate,
  type Match,
  type Scored,
} from '../rules/match-owner.ts'
import { readPayerPhone, type PayerPhone } from '../rules/payer-phone.ts'
import { payerBlind, sealedAt, type Payer } from '../store.ts'

/** What is told of a payment by which its owner may be known. */
export type Told = {
  readonly account: string | null
  readonly payer: Payer | null
  readonly cents: bigint
}

/**
 * Whose money each of these is, as far as the signs are clear. Asks only as far as it must: who typed a number that is somebody's, as
 * most do, is known after two questions for all of them.
 */
export async function findOwners(read: Read, told: readonly Told[]): Promise<Match[]> {
  const accounts = told.flatMap(({ account }) => account ?? [])
  const byNumber = await subscriberIdsByNumber(read, accounts)
  const others = accounts.filter((account) => !byNumber.has(account))
  const holders = await holdersOfServices(read, others)
  const found: Match[] = []
  for (const one of told) {
    const owner = byNumber.get(one.account ?? '')
    const holder = holders.get(one.account ?? '')
    if (owner !== undefined) found.push({ kind: 'owner', subscriberId: owner, by: 'number' })
    else if (holder !== undefined)
      found.push({ kind: 'owner', subscriberId: holder, by: 'service-number' })
    else found.push(matchOwner(readTyped(one.account), await candidatesOf(read, one, 'surely')))
  }
  return found
}

/** Everybody who may be meant by a payment that nobody owns, the surest first: near numbers and names that were typed, too. */
export async function rankedOwners(read: Read, told: Told): Promise<Scored[]> {
  return ranked(readTyped(told.account), await candidatesOf(read, told, 'widely'))
}

/** What the payer of a payment typed as the account. */
export async function accountTyped(read: Read, paymentId: string): Promise<string | null> {
  const row = await read.sql
    .selectFrom('payments.payment')
    .select('account_sealed')
    .where('id', '=', paymentId)
    .executeTakeFirst()
  if (!row || row.account_sealed === null) return null
  return read.vault.open(sealedAt('account_sealed', paymentId), row.account_sealed)
}

async function candidatesOf(
  read: Read,
  told: Told,
  how: 'surely' | 'widely',
): Promise<Candidate[]> {
  const { account, payer } = told
  const typed = readTyped(account)
  const signs = new Map<string, Set<Sign>>()
  const speak = (ids: readonly string[], sign: Sign) => {
    for (const id of ids) signs.set(id, (signs.get(id) ?? new Set<Sign>()).add(sign))
  }
  const phone = account === null ? undefined : parsePhone(account)
  if (phone !== undefined) speak(await subscriberIdsByContact(read, phone), 'typed-phone')
  const shown = readPayerPhone(payer?.phone ?? payer?.told)
  speak(await ownersOfPhone(read, shown), shown.kind === 'masked' ? 'payer-ends' : 'payer-phone')
  const history = payer === null ? [] : await paidForBefore(read, payer, told.cents)
  for (const before of history) {
    speak([before.id], 'paid-before')
    if (before.same) speak([before.id], 'usual-amount')
  }
  if (how === 'widely') {
    if (typed.kind === 'number') await speakForNear(read, typed.digits, speak)
    if (typed.kind === 'words' && account !== null)
      speak(await ownersOfName(read, account), 'typed-name')
  }
  const ids = [...signs.keys()]
  const names = payer?.name ? await subscriberNames(read, ids) : new Map<string, { name: string }>()
  const facts = await subscriberFacts(read, ids)
  return ids.map((subscriberId) => {
    const theirs = signs.get(subscriberId) ?? new Set<Sign>()
    const name = names.get(subscriberId)?.name
    if (payer?.name && name !== undefined && shareName(payer.name, name)) theirs.add('payer-name')
    const number = facts.get(subscriberId)?.number
    if (typed.kind === 'number' && number !== undefined) {
      const slips = slipsBetween(typed.digits, number)
      if (slips === 1) theirs.add('slip')
      if (slips === 2) theirs.add('two-slips')
    }
    const paidBefore = history.find(({ id }) => id === subscriberId)?.times ?? 0
    const isClosed = facts.get(subscriberId)?.state === 'closed'
    return { subscriberId, signs: theirs, paidBefore, isClosed }
  })
}

function ownersOfPhone(read: Read, phone: PayerPhone): Promise<string[]> | string[] {
  switch (phone.kind) {
    case 'whole':
      return subscriberIdsByContact(read, phone.e164)
    case 'hash':
      return subscriberIdsByPhoneHash(read, phone.hash)
    case 'masked': {
      const { begins, ends } = phone
      if (begins.length < 4 || ends.length < 3) return []
      return subscriberIdsByPhoneEnds(read, { begins: begins.slice(0, 4), ends: ends.slice(-3) })
    }
    case 'nothing':
      return []
  }
}

const NEAR_MAX = 10

/** Whom the same payer paid for before: how often, and whether ever as much as now. */
async function paidForBefore(read: Read, payer: Payer, cents: bigint) {
  const blind = payerBlind(read.vault, payer)
  if (blind === null) return []
  const { rows } = await sql<{ id: string; times: number; same: boolean }>`
    select subscriber_id as id, count(*)::int as times, bool_or(cents = ${cents}) as same
    from (select subscriber_id, cents from payments.payment
      where payer_phone_blind = ${blind} and state = 'owned' order by received_at desc limit 100) as before
    group by subscriber_id order by times desc limit ${NEAR_MAX}`.execute(read.sql)
  return rows
}

/** Whose numbers one slip of the finger makes of what was typed; the check digit leaves few of them. */
async function speakForNear(
  read: Read,
  digits: string,
  speak: (ids: readonly string[], sign: Sign) => void,
) {
  const near = [...slipsFrom(digits)].filter((slip) => parseNumber(slip) === slip)
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into, id) as id from subscribers.subscriber where number = any(${near}::text[])
    union
    select subscriber_id from services.service where number = any(${near}::text[])
    limit ${NEAR_MAX}`.execute(read.sql)
  speak(
    rows.map(({ id }) => id),
    'slip',
  )
}

/** Whose name was typed where an account belongs: "wifi ya Jane Wanjiku". */
async function ownersOfName(read: Read, typed: string): Promise<string[]> {
  const words = typed.split(/[^\p{L}]+/u).filter((word) => word.length > 2)
  const found = new Set<string>()
  for (const word of words.slice(0, 4)) {
    const { rows } = await sql<{ id: string }>`
      select id from unnest(${foundSubscribers(read, word)}) as id limit ${NEAR_MAX}`.execute(
      read.sql,
    )
    for (const { id } of rows) found.add(id)
  }
  return [...found].slice(0, NEAR_MAX)
}

/** Services have numbers of the same series: whoever types one means its holder. By what was typed. */
async function holdersOfServices(
  read: Read,
  given: readonly string[],
): Promise<Map<string, string>> {
  const numbers = given.flatMap((typed) => parseNumber(typed) ?? [])
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<{ number: string; subscriber_id: string }>`
    /* often */ select number, subscriber_id from services.service where number = any(${numbers}::text[])`.execute(
    read.sql,
  )
  const holders = new Map(rows.map((row) => [row.number, row.subscriber_id]))
  return new Map(
    given.flatMap((typed) => {
      const holder = holders.get(parseNumber(typed) ?? '')
      return holder === undefined ? [] : [[typed, holder] as const]
    }),
  )
}
