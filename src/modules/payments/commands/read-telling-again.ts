import { audit } from '#platform/audit.ts'
import { wake } from '#platform/jobs.ts'
import type { Tx } from '#platform/tx.ts'
import { tellingNotOdd } from '../refusals.ts'
import { reopenTelling } from '../store/mpesa.ts'

/** Puts a telling that made no sense back in line: after an address was added to the list, for example. */
export async function readTellingAgain(tx: Tx, tellingId: string): Promise<void> {
  if (!(await reopenTelling(tx, tellingId))) throw tellingNotOdd()
  wake(tx, 'payments.read-tellings')
  audit(tx, { objects: [{ table: 'payments.telling', id: tellingId }] })
}
