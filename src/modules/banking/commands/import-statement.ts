import { createHash } from 'node:crypto'
import { must } from '#kernel/assert.ts'
import type { ParsedInputOf, ReplyOf } from '#kernel/endpoint.ts'
import type { Received } from '#modules/payments/index.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { mapping as mappingShape, type importStatement as endpoint } from '../contract.ts'
import { importOfFile, knownKeys } from '../queries/imports.ts'
import { openTransfers, ourNumbers } from '../queries/transfers.ts'
import { fileKnown, fileUnreadable, otherAccount, otherCurrency } from '../refusals.ts'
import { lineKeys, tellingReferences } from '../rules/line-keys.ts'
import type { Statement } from '../rules/line.ts'
import { pairLines } from '../rules/own-transfer.ts'
import { readStatement } from '../rules/read-statement.ts'
import { textOf } from '../rules/text-of.ts'
import { insertImport, insertLines, keepMapping, lockAccount, lockHeld } from '../store.ts'
import { matchTransfers } from './match-transfers.ts'
import { receiveLines } from './receive-lines.ts'

type Outcome = ReplyOf<typeof endpoint>

/**
 * Reads a statement and books what came in and is new: once, whatever files overlap, and whole or not at all. Money of ours that was on its way
 * here has arrived with its line, and is no payment. Where headings are not clear
 * nothing is kept, and the answer asks what they mean. Files of one account wait for each other.
 */
export async function importStatement(
  tx: Tx,
  input: ParsedInputOf<typeof endpoint>,
): Promise<Outcome> {
  const { id: importId, accountId, fileName } = input
  const account = await lockAccount(tx, accountId)
  await lockHeld(tx)
  const bytes = Buffer.from(input.file, 'base64')
  const hash = createHash('sha256').update(bytes).digest()
  const before = await importOfFile(tx, accountId, hash)
  if (before) throw fileKnown({ day: before.imported_at.toString().slice(0, 10) })
  const kept = input.mapping ?? mappingShape.nullable().parse(account.mapping)
  const { format, read } = readStatement(textOf(bytes), kept ?? undefined)
  if (read.kind === 'unreadable') throw fileUnreadable({ row: read.row, why: read.why })
  if (read.kind === 'unclear') return { ...read, headings: [...read.headings] }
  refuseOther(read, account.number)
  if ('mapping' in read) await keepMapping(tx, accountId, read.mapping)

  const keys = lineKeys(read.lines).map((key) => createHash('sha256').update(key).digest('hex'))
  const known = await knownKeys(tx, accountId, keys)
  const references = tellingReferences(read.lines)
  const fresh = read.lines.flatMap((line, place) => {
    const key = must(keys[place], 'each line has its key')
    return known.has(key) ? [] : [{ ...line, key }]
  })
  const cameIn = fresh.filter(({ cents }) => cents > 0n)
  const own = await ourNumbers(tx, account.number)
  const verdicts = pairLines(cameIn, await openTransfers(tx), own)
  const paid = cameIn.filter((line) => verdicts.get(line)?.kind === 'no')
  const received = await receiveLines(tx, paid, references)
  const paymentOf = new Map(paid.map(({ key }, place) => [key, received[place]?.paymentId]))
  const days = read.lines.map(({ day }) => day).toSorted()
  await insertImport(tx, {
    ...{ id: importId, account_id: accountId, file_name: fileName, format, file_hash: hash },
    ...{ lines: read.lines.length, fresh: fresh.length },
    ...{ from_on: dayOrNull(days[0]), to_on: dayOrNull(days.at(-1)) },
  })
  await insertLines(
    tx,
    { accountId, importId },
    fresh.map((line) => ({ ...line, paymentId: paymentOf.get(line.key) ?? null })),
  )
  audit(tx, { objects: [{ table: 'banking.import', id: importId }] })
  const { arrived } = await matchTransfers(tx)
  const counted = countsOf(received)
  const wentOut = fresh.length - cameIn.length
  return {
    ...{ kind: 'imported', importId, format, lines: read.lines.length, fresh: fresh.length },
    ...{ ...counted, wentOut, arrived, perhaps: cameIn.length - paid.length - arrived },
  }
}

function refuseOther({ account, currency }: Statement, number: string | null): void {
  const named = account?.replaceAll(/[\s-]/g, '')
  // A file may write the branch before the number, or a currency behind it.
  if (number !== null && named !== undefined && !named.includes(number))
    throw otherAccount({ number: named })
  if (currency !== null && currency !== 'KES') throw otherCurrency({ currency })
}

function dayOrNull(day: string | undefined): Temporal.PlainDate | null {
  return day === undefined ? null : Temporal.PlainDate.from(day)
}

function countsOf(received: readonly Received[]) {
  const isNew = received.filter(({ how }) => how === 'received')
  const owned = isNew.filter(({ subscriberId }) => subscriberId !== null).length
  return {
    ...{ owned, suspense: isNew.length - owned, known: received.length - isNew.length },
  }
}
