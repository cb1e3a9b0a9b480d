import { assert, must } from '#kernel/assert.ts'
import { newId } from '#kernel/id.ts'
import type { Tx } from '#platform/tx.ts'
import { balanceTooLow, keyReused, periodClosed } from '../refusals.ts'
import { takesTooMuch } from '../rules/floor.ts'
import { bodyOf, type NewJournal } from '../rules/journal.ts'
import { bodyHash, findByKeys, insertJournals, type JournalRow, type Moved } from '../store.ts'

/** A journal in the ledger: stored by this unit, or there already under the same key with the same body. */
export type Booked = {
  readonly id: string
  readonly number: bigint
  readonly how: 'booked' | 'was-booked'
}

/** What `postMany` promises, for journals that may say which one they undo. */
export async function book(
  tx: Tx,
  journals: readonly (NewJournal & { reverses: bigint | null })[],
): Promise<Booked[]> {
  if (journals.length === 0) return []
  const latest = tx.now.add({ hours: 24 })
  const ids = journals.map(() => newId(tx.now)).toSorted()
  const rows = journals.map((journal, place): JournalRow => {
    const body = bodyOf(journal, journal.reverses)
    const bookedAt = journal.bookedAt ?? tx.now
    assert(
      Temporal.Instant.compare(bookedAt, latest) <= 0,
      `${journal.key} is booked in the future`,
    )
    return {
      id: must(ids[place], 'same length'),
      key: journal.key,
      body,
      hash: bodyHash(body),
      bookedAt,
      whenClosed: journal.whenClosed ?? 'refuse',
    }
  })
  assert(new Set(rows.map(({ key }) => key)).size === rows.length, 'each journal has its own key')
  const { stored, moved } = await insertJournals(tx, rows)
  refuseTakingTooMuch(journals, moved, (place) => stored.has(must(rows[place], 'same length').id))
  const there = await alreadyThere(
    tx,
    rows.filter(({ id }) => !stored.has(id)),
  )
  return rows.map((row) => {
    const mine = stored.get(row.id)
    return mine
      ? { ...mine, how: 'booked' }
      : must(there.get(row.key), 'what was not stored was found or refused')
  })
}

/** Why rows were not stored: each was there already, or this throws. */
async function alreadyThere(tx: Tx, rows: readonly JournalRow[]): Promise<Map<string, Booked>> {
  if (rows.length === 0) return new Map()
  const found = new Map(
    (
      await findByKeys(
        tx,
        rows.map(({ key }) => key),
      )
    ).map((row) => [row.key, row]),
  )
  return new Map(
    rows.map(({ key, hash, bookedAt }) => {
      const there = found.get(key)
      if (!there) throw periodClosed({ month: bookedAt.toString().slice(0, 7) })
      if (!there.body_hash.equals(hash)) throw keyReused({ key, number: String(there.number) })
      return [key, { id: there.id, number: there.number, how: 'was-booked' }]
    }),
  )
}

function refuseTakingTooMuch(
  journals: readonly NewJournal[],
  balances: readonly Moved[],
  isNew: (place: number) => boolean,
) {
  if (balances.length === 0) return
  const moves = new Map<string, { moved: bigint; allowed: boolean }>()
  journals.forEach(({ postings }, place) => {
    if (!isNew(place)) return
    for (const { account, party, amount, passZero } of postings) {
      if (party === undefined) continue
      const so = moves.get(`${account} ${party}`)
      moves.set(`${account} ${party}`, {
        moved: (so?.moved ?? 0n) + amount.cents,
        allowed: (so?.allowed ?? false) || passZero === 'allowed',
      })
    }
  })
  for (const { account, party, balance } of balances) {
    const move = must(moves.get(`${account} ${party}`), 'only what was given moved')
    if (!move.allowed && takesTooMuch({ account, moved: move.moved, balance })) {
      throw balanceTooLow({ account, party, missing: String(balance < 0n ? -balance : balance) })
    }
  }
}
