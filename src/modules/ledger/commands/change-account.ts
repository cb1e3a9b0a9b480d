import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { changeAccount as endpoint } from '../contract.ts'
import { accountIsStandard, accountNotFound, stale } from '../refusals.ts'
import { lockAccount, updateAccount } from '../store.ts'

/** Renames an account of the ISP's own, or says what the accountant calls any account. */
export async function changeAccount(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { code, name, exportName, version } = input
  const account = await lockAccount(tx, code)
  if (!account) throw accountNotFound({ account: code })
  if (account.version !== version) throw stale({ version: account.version })
  if (account.is_standard && account.name !== name) {
    throw accountIsStandard({ account: code }, [{ path: 'name', message: 'It keeps this name.' }])
  }
  await updateAccount(tx, code, { name, export_name: exportName })
  audit(tx, { objects: [{ table: 'ledger.account', id: String(code) }] })
}
