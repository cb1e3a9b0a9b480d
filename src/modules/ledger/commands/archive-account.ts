import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import { accountTotal } from '../queries/accounts.ts'
import {
  accountHoldsMoney,
  accountIsArchived,
  accountIsStandard,
  accountNotFound,
  stale,
} from '../refusals.ts'
import { lockAccount, updateAccount } from '../store.ts'

/** Puts an account away when nothing is on it. Its journals stay, and so does its code. */
export async function archiveAccount(
  tx: Tx,
  { code, version }: { code: number; version: number },
): Promise<void> {
  const account = await lockAccount(tx, code)
  if (!account) throw accountNotFound({ account: code })
  if (account.version !== version) throw stale({ version: account.version })
  if (account.is_standard) throw accountIsStandard({ account: code })
  if (account.archived_at) throw accountIsArchived({ account: code })
  if ((await accountTotal(tx, code)) !== 0n) throw accountHoldsMoney({ account: code })
  await updateAccount(tx, code, { archived_at: tx.now })
  audit(tx, { objects: [{ table: 'ledger.account', id: String(code) }] })
}
