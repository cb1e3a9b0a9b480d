import { sql } from 'kysely'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kes } from '#kernel/money.ts'
import { testTx, type TestTx } from '#platform/testing.ts'
import { CHART } from '../contract.ts'
import { balanceOf } from '../queries/balances.ts'
import { invariants } from '../queries/invariants.ts'
import { credit, debit } from '../rules/journal.ts'
import { post } from './post.ts'
import { reverse } from './reverse.ts'

/**
 * Five promises of a ledger, tried by any order of posts, repetitions and reversals against a model that only adds: every journal sums to
 * zero; a balance is the sum of its postings; a repetition does nothing; a key with another body is refused; a reversal restores.
 */
const PARTIES = ['a', 'b', 'c'].map((one) => `01930000-0000-7000-8000-00000000000${one}`)

const aPost = fc.record({
  do: fc.constant('post' as const),
  who: fc.integer({ min: 0, max: 2 }),
  what: fc.constantFrom('pays', 'owes', 'settles'),
  cents: fc.bigInt(1n, 10n ** 12n),
})
const again = (what: 'repeat' | 'other-body' | 'reverse' | 'reverse-again') =>
  fc.record({ do: fc.constant(what), which: fc.nat({ max: 20 }) })
const aStory = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: aPost },
    ...(['repeat', 'other-body', 'reverse', 'reverse-again'] as const).map((what) => ({
      weight: 1,
      arbitrary: again(what),
    })),
  ),
  { minLength: 1, maxLength: 14 },
)

type Known = ReturnType<typeof journalOf> & { id: string }

function journalOf(
  key: string,
  { who, what, cents }: { who: number; what: string; cents: bigint },
) {
  const party = { party: PARTIES[who] ?? '', passZero: 'allowed' as const }
  const of = {
    pays: [debit(CHART.bank, kes(cents)), credit(CHART.wallets, kes(cents), party)],
    owes: [debit(CHART.receivable, kes(cents), party), credit(CHART.recurringRevenue, kes(cents))],
    settles: [debit(CHART.wallets, kes(cents), party), credit(CHART.receivable, kes(cents), party)],
  }
  const postings = what === 'pays' ? of.pays : what === 'owes' ? of.owes : of.settles
  const wallet = what === 'pays' ? cents : what === 'settles' ? -cents : 0n
  const owed = what === 'owes' ? cents : what === 'settles' ? -cents : 0n
  return {
    journal: { kind: 'ledger.test' as const, key, postings },
    who,
    what,
    cents,
    wallet,
    owed,
  }
}

/** What is refused is undone, as a unit would be. */
async function refusedAs(tx: TestTx, work: () => Promise<unknown>): Promise<string> {
  await sql`savepoint tried`.execute(tx.sql)
  const code = await work().then(
    () => 'done',
    (error: Error & { code?: string }) => error.code ?? error.message,
  )
  await sql`rollback to savepoint tried`.execute(tx.sql)
  return code
}

test('whatever is posted, repeated and reversed in whatever order, the books say what the model says', async () => {
  await testTx(async (tx) => {
    let stories = 0
    await fc.assert(
      fc.asyncProperty(aStory, async (story) => {
        const key = `story:${++stories}`
        const known: Known[] = []
        const reversed = new Set<number>()
        const should = PARTIES.map(() => ({ wallet: 0n, owed: 0n }))
        const moved = async () => {
          const is = []
          for (const id of PARTIES) {
            const party = { kind: 'subscriber', id } as const
            is.push({
              wallet: (await balanceOf(tx, party, CHART.wallets)).cents,
              owed: (await balanceOf(tx, party, CHART.receivable)).cents,
            })
          }
          return is
        }
        const before = await moved()
        const count = (one: Known, sign: bigint) => {
          const of = should[one.who]
          if (!of) return
          of.wallet += sign * one.wallet
          of.owed += sign * one.owed
        }
        for (const [place, step] of story.entries()) {
          if (step.do === 'post') {
            const made = journalOf(`${key}:${place}`, step)
            const { id } = await post(tx, made.journal)
            const one = { ...made, id }
            known.push(one)
            count(one, 1n)
            continue
          }
          const at = step.which % Math.max(known.length, 1)
          const one = known[at]
          if (!one) continue
          const undo = (by: string) =>
            reverse(tx, { journalId: one.id, key: by, passZero: 'allowed' })
          const undone = `${one.journal.key}:undone`
          if (step.do === 'repeat') expect((await post(tx, one.journal)).id).toBe(one.id)
          else if (step.do === 'other-body') {
            const other = journalOf(one.journal.key, { ...one, cents: one.cents + 1n })
            const code = await refusedAs(tx, () => post(tx, other.journal))
            expect(code).toBe('ledger.key_reused')
          } else if (step.do === 'reverse') {
            await undo(undone)
            if (!reversed.has(at)) count(one, -1n)
            reversed.add(at)
          } else if (reversed.has(at)) {
            expect(await refusedAs(tx, () => undo(`${undone}:again`))).toBe(
              'ledger.already_reversed',
            )
          }
        }
        const after = await moved()
        expect(after).toEqual(
          before.map(({ wallet, owed }, place) => ({
            wallet: wallet + (should[place]?.wallet ?? 0n),
            owed: owed + (should[place]?.owed ?? 0n),
          })),
        )
      }),
      { numRuns: 40 },
    )
    for (const { violations } of invariants) expect(await violations(tx)).toEqual([])
  })
})
