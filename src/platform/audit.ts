import { batches } from '#platform/audit/batch.ts'
import { auditRow, type AuditFacts, type AuditRow, type Outcome } from '#platform/audit/entry.ts'
import { appendAudit } from '#platform/audit/store.ts'
import type { Clock } from '#platform/clock.ts'
import type { Origin, Sql, Tx } from '#platform/tx.ts'
import type { OpenVault } from '#platform/vault/open-vault.ts'

export type { AuditFacts } from '#platform/audit/entry.ts'

/** Who did, was refused, failed at, or looked at what. Appended to, never changed (docs/operating/audit.md). */
export type AuditTrail = {
  /** For `createUnits({ beforeCommit })`: one row for every unit that wrote something. */
  readonly beforeCommit: (tx: Tx, origin: Origin) => Promise<void>
  /**
   * What an edge has to say about a request that wrote nothing: somebody looked at personal data, was
   * refused, or met a fault. Resolves once committed, so that no answer leaves without its row;
   * rejects when the row cannot be written, and then the answer must not leave either.
   */
  readonly record: (origin: Origin, entry: AuditEntry) => Promise<void>
}

export type AuditEntry = Pick<AuditFacts, 'objects' | 'siteId' | 'reason'> & {
  readonly outcome: Exclude<Outcome, 'done'>
  /** The refusal's code or the fault's id. */
  readonly because?: string
}

type AuditOptions = {
  readonly sql: Sql
  readonly vault: OpenVault
  readonly clock: Clock
}

export function createAuditTrail({ sql, vault, clock }: AuditOptions): AuditTrail {
  const append = batches<AuditRow>({
    write: (rows) => appendAudit(sql, rows),
    gather_ms: 2,
    itemsPerWrite: 500,
    itemsWaitingMax: 20_000,
  })
  return {
    async beforeCommit(tx, origin) {
      const facts = factsOf.get(tx.sql) ?? []
      if (origin.bookkeeping && facts.length === 0) return
      const refused = facts.find((fact) => fact.refused !== undefined)?.refused ?? null
      const row = auditRow(vault, origin, tx.now, refused ? 'refused' : 'done', refused, facts)
      await appendAudit(tx.sql, [row], { onlyIfWrote: facts.length === 0 })
    },
    async record(origin, { outcome, because, ...facts }) {
      const told = Object.keys(facts).length > 0 ? [facts] : []
      await append(auditRow(vault, origin, clock.now(), outcome, because ?? null, told))
    },
  }
}

/** Keyed by the transaction, because a `Tx` may be passed on as a copy. */
const factsOf = new WeakMap<Tx['sql'], AuditFacts[]>()

/** Adds what only the command knows to the row that its unit leaves anyway: which objects, before and after, why. */
export function audit(tx: Pick<Tx, 'sql'>, facts: AuditFacts): void {
  const held = factsOf.get(tx.sql)
  if (held) held.push(facts)
  else factsOf.set(tx.sql, [facts])
}
