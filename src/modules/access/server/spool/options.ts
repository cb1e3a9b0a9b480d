import { classifyDatabaseError, DatabaseFault } from '#platform/database-fault.ts'
import type { FieldAddress, Vault } from '#platform/vault.ts'
import type { Mark } from '../../commands/record-entries.ts'
import type { Entry } from '../../rules/hear.ts'

export type SpoolOptions = {
  /** In which each process makes a directory of its own. */
  readonly root: string
  /** Where lies what the database refuses: routers were told that it is stored, so it is kept for people to look at. */
  readonly aside: string
  /** Takes a directory for this process; undefined when another one that lives has it. */
  readonly claim: (dir: string) => Promise<{ release(): Promise<void> } | undefined>
  /** What the ISP lets one process keep; 0: nothing. */
  readonly max_bytes: () => number
  readonly vault: Pick<Vault, 'seal' | 'open'>
  /** Stores entries in one unit. With a mark: only if the spool stands at `from`, and says whether it did. */
  readonly write: (entries: readonly Entry[], mark?: Mark) => Promise<boolean>
  /** How far the database has this spool. */
  readonly position: (spool: string) => Promise<number>
  readonly forget: (spool: string) => Promise<void>
  /** These are on disk; nothing else has been done about them. */
  readonly onKept: (entries: readonly Entry[]) => void
  readonly onTrouble: (what: string, error: unknown) => void
}

/** Names, devices and addresses of subscribers wait here: a disk that is taken away tells nobody. */
export function addressOf(spool: string): FieldAddress {
  return { table: 'access.spool', column: 'entries_sealed', row: spool }
}

export function isAway(error: unknown): boolean {
  return classifyDatabaseError(error) instanceof DatabaseFault
}
