import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addAccount as endpoint } from '../contract.ts'
import { accountCodeTaken } from '../refusals.ts'
import { kindOfCode } from '../rules/account-kind.ts'
import { insertAccount } from '../store.ts'

/** Adds an account that journals by hand may use, such as a second bank. */
export async function addAccount(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const { code, name, exportName } = input
  const added = await insertAccount(tx, {
    code,
    name,
    kind: kindOfCode(code),
    export_name: exportName,
  })
  if (!added) {
    throw accountCodeTaken({ account: code }, [{ path: 'code', message: 'Choose another code.' }])
  }
  audit(tx, { objects: [{ table: 'ledger.account', id: String(code) }] })
}
