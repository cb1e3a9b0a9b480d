import { sql, type Kysely } from 'kysely'
import {
  anchorMac,
  genesis,
  headMac,
  linkHash,
  readHead,
  type Anchor,
} from '#platform/audit/chain.ts'
import { DETAIL, detailMac, rowMac, type AuditRow } from '#platform/audit/entry.ts'
import type { DB } from '#platform/database.ts'
import type { Sql } from '#platform/tx.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

/** What is wrong, where, in words that staff can act on. */
export type AuditFinding = {
  readonly kind: 'changed' | 'missing' | 'inserted' | 'moved' | 'cut'
  readonly position?: bigint
  readonly id?: string
  readonly sentence: string
}

export type AuditReport = {
  /** Rows that were checked, of which this many wait for their place in the chain. */
  readonly rows: number
  readonly waiting: number
  /** Details that were erased on purpose; their rows still stand. */
  readonly erased: number
  readonly anchors: number
  /** At most FINDINGS_MAX; `findings` counts them all. */
  readonly findings: readonly AuditFinding[]
  readonly findingsCount: number
}

/** An anchor from outside the database: the log, the home, or an e-mail. */
export type OutsideAnchor = {
  readonly day: string
  readonly position: bigint
  readonly hash: string
}

const BATCH_ROWS = 2_000
const FINDINGS_MAX = 1_000

type LinkedRow = { position: bigint; audit_id: string; hash: Buffer; row: AuditRow | null }

/**
 * Walks the whole trail in one view of the database and in bounded memory. Finds rows that were changed, taken out,
 * put in or moved, and an end that was cut off. Each row is judged on its own and by the links beside it, so a
 * finding names the place and is not repeated to the end of the chain.
 */
export async function verifyAudit(
  db: Kysely<DB>,
  vault: OpenVault,
  outside: readonly OutsideAnchor[] = [],
): Promise<AuditReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => verifyView(tx, vault, outside))
}

/** The same within a transaction that already sees one moment. */
export async function verifyView(
  db: Sql,
  vault: OpenVault,
  outside: readonly OutsideAnchor[],
): Promise<AuditReport> {
  const findings: AuditFinding[] = []
  let findingsCount = 0
  const find = (finding: AuditFinding) => {
    findingsCount++
    if (findings.length < FINDINGS_MAX) findings.push(finding)
  }
  const anchors = await readAnchors(db)
  const marks = marksOf(vault, anchors, outside, find)

  let rows = 0
  let erased = 0
  let before = { position: 0n, hash: genesis(vault) }
  for await (const link of links(db)) {
    if (link.position !== before.position + 1n) find(gap(before.position, link))
    const { row } = link
    if (row) {
      rows++
      if (row.detail_mac && !row.detail_sealed) erased++
      checkRow(vault, row, link.position, find)
    } else {
      find({
        kind: 'missing',
        position: link.position,
        id: link.audit_id,
        sentence: `Row ${link.audit_id} (place ${link.position}) was taken out.`,
      })
    }
    // Judged by the stored link before, so that one broken link is one finding. After a gap there is none to judge by.
    const follows = link.position === before.position + 1n
    if (
      row &&
      follows &&
      !linkHash(vault, before.hash, link.position, link.audit_id, row.mac).equals(link.hash)
    )
      find({
        kind: 'moved',
        position: link.position,
        id: link.audit_id,
        sentence: `The chain breaks at place ${link.position}: row ${link.audit_id} is not the one that was linked there.`,
      })
    marks.pass(link)
    before = link
  }
  marks.end(before.position)
  await checkHead(db, vault, before, find)

  let waiting = 0
  for await (const { id, row } of unlinked(db)) {
    if (!row) {
      find({ kind: 'missing', id, sentence: `Row ${id} was taken out before it got its place.` })
      continue
    }
    waiting++
    checkRow(vault, row, undefined, find)
  }
  for (const { id, at, action } of await strangers(db))
    find({
      kind: 'inserted',
      id,
      sentence: `Row ${id} (${action}, ${at.toString()}) was put in from outside: it never got a place in the chain.`,
    })
  return { rows: rows + waiting, waiting, erased, anchors: anchors.length, findings, findingsCount }
}

/** A row is what Kasi wrote: its columns under its own keyed hash, its detail under another. */
function checkRow(
  vault: OpenVault,
  row: AuditRow,
  position: bigint | undefined,
  find: (finding: AuditFinding) => void,
) {
  const where = { id: row.id, ...(position !== undefined && { position }) }
  const which = `${row.id}${position === undefined ? '' : ` (place ${position})`}: ${row.action} at ${row.at.toString()}`
  if (!rowMac(vault, row).equals(row.mac)) {
    find({ kind: 'changed', ...where, sentence: `Row ${which}, was changed.` })
    return
  }
  if (row.detail_sealed === null) return
  try {
    const detail = vault.open({ ...DETAIL, row: row.id }, row.detail_sealed)
    if (row.detail_mac && detailMac(vault, row.id, detail).equals(row.detail_mac)) return
  } catch {
    // Said below: it does not matter to the reader how it was changed.
  }
  find({ kind: 'changed', ...where, sentence: `The sealed detail of row ${which}, was changed.` })
}

function gap(before: bigint, next: LinkedRow): AuditFinding {
  const missing = next.position - before - 1n
  const [from, to] = [before + 1n, next.position - 1n]
  return {
    kind: 'missing',
    position: from,
    sentence:
      missing === 1n
        ? `Place ${from} of the chain was taken out.`
        : `${missing} places of the chain were taken out: ${from} to ${to}.`,
  }
}

async function checkHead(
  db: Sql,
  vault: OpenVault,
  last: { position: bigint; hash: Buffer },
  find: (finding: AuditFinding) => void,
) {
  const head = await readHead(db)
  if (!head) {
    if (last.position > 0n)
      find({ kind: 'cut', sentence: 'The record of where the chain ends was taken out.' })
    return
  }
  if (!headMac(vault, head).equals(head.mac))
    find({ kind: 'changed', sentence: 'The record of where the chain ends was changed.' })
  else if (head.position > last.position)
    find({
      kind: 'cut',
      position: last.position + 1n,
      sentence: `The end was cut off: the chain stops at place ${last.position}, and it had reached ${head.position}.`,
    })
  else if (head.position < last.position)
    find({
      kind: 'changed',
      sentence: `The record of where the chain ends says ${head.position}, and the chain goes to ${last.position}: an old one was put back.`,
    })
}

/** Anchors, in order of their place; each must meet the same hash in the chain. */
function marksOf(
  vault: OpenVault,
  anchors: readonly Anchor[],
  outside: readonly OutsideAnchor[],
  find: (finding: AuditFinding) => void,
) {
  for (const anchor of anchors)
    if (!anchorMac(vault, anchor).equals(anchor.mac))
      find({ kind: 'changed', sentence: `The anchor of ${anchor.day.toString()} was changed.` })
  const marks = [
    ...anchors.map(({ day, position, hash }) => ({
      from: `the anchor of ${day.toString()}`,
      position,
      hash: hash.toString('hex'),
    })),
    ...outside.map(({ day, position, hash }) => ({
      from: `the anchor of ${day} kept outside`,
      position,
      hash,
    })),
  ].toSorted((a, b) => Number(a.position - b.position))
  let next = 0
  return {
    pass({ position, hash }: LinkedRow) {
      for (; marks[next] && (marks[next]?.position ?? 0n) <= position; next++) {
        const mark = marks[next]
        if (mark?.position === position && mark.hash !== hash.toString('hex'))
          find({
            kind: 'changed',
            position,
            sentence: `Place ${position} is not what ${mark.from} says it was.`,
          })
      }
    },
    end(last: bigint) {
      for (const mark of marks.slice(next))
        if (mark.position > last)
          find({
            kind: 'cut',
            position: last + 1n,
            sentence: `The end was cut off: the chain stops at place ${last}, and ${mark.from} says that it had reached ${mark.position}.`,
          })
    },
  }
}

async function readAnchors(db: Sql): Promise<Anchor[]> {
  const { rows } = await sql<Anchor>`
    select day, position, hash, mac from platform.audit_anchor order by position`.execute(db)
  return rows
}

const COLUMNS = sql`a.id, a.at, a.action, a.outcome, a.actor_kind, a.actor_id, a.via, a.objects, a.site_id, a.ip,
  a.user_agent, a.request_id, a.because, a.detail_sealed, a.detail_mac, a.mac`

async function* links(db: Sql): AsyncGenerator<LinkedRow> {
  let after = 0n
  for (;;) {
    const { rows } = await sql<Omit<LinkedRow, 'row'> & AuditRow & { id: string | null }>`
      select l.position, l.audit_id, l.hash, ${COLUMNS}
      from platform.audit_link l left join platform.audit a on a.id = l.audit_id
      where l.position > ${after} order by l.position limit ${BATCH_ROWS}`.execute(db)
    for (const { position, audit_id, hash, ...row } of rows) {
      after = position
      yield { position, audit_id, hash, row: row.id === null ? null : row }
    }
    if (rows.length < BATCH_ROWS) return
  }
}

async function* unlinked(db: Sql): AsyncGenerator<{ id: string; row: AuditRow | null }> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await sql<AuditRow & { audit_id: string; id: string | null }>`
      select u.audit_id, ${COLUMNS}
      from platform.audit_unlinked u left join platform.audit a on a.id = u.audit_id
      where u.audit_id > ${after}::uuid order by u.audit_id limit ${BATCH_ROWS}`.execute(db)
    for (const { audit_id, ...row } of rows) {
      after = audit_id
      yield { id: audit_id, row: row.id === null ? null : row }
    }
    if (rows.length < BATCH_ROWS) return
  }
}

/** Rows that nobody linked and that do not wait either. */
async function strangers(db: Sql): Promise<Pick<AuditRow, 'id' | 'at' | 'action'>[]> {
  const { rows } = await sql<Pick<AuditRow, 'id' | 'at' | 'action'>>`
    select a.id, a.at, a.action from platform.audit a
    where not exists (select from platform.audit_link l where l.audit_id = a.id)
      and not exists (select from platform.audit_unlinked u where u.audit_id = a.id)
    order by a.id limit ${FINDINGS_MAX}`.execute(db)
  return rows
}
