import type { ParsedInputOf } from '#kernel/endpoint.ts'
import { audit } from '#platform/audit.ts'
import type { Tx } from '#platform/tx.ts'
import type { addAccount as endpoint } from '../contract.ts'
import { accountById } from '../queries/accounts.ts'
import { nameTaken } from '../refusals.ts'
import { insertAccount } from '../store.ts'

/** Adds an account of ours; the sender's id makes a repetition the same one. */
export async function addAccount(tx: Tx, input: ParsedInputOf<typeof endpoint>): Promise<void> {
  const number = input.number === null ? null : bare(input.number)
  const isNew = await insertAccount(tx, { id: input.id, name: input.name, number })
  if (isNew) return audit(tx, { objects: [{ table: 'banking.account', id: input.id }] })
  if (!(await accountById(tx, input.id)))
    throw nameTaken({}, [{ path: 'name', message: 'Choose another name.' }])
}

const bare = (number: string) => number.replaceAll(/[\s-]/g, '')
