import { serve, type Route } from '#platform/serve.ts'
import { addAccount } from './commands/add-account.ts'
import { bookLine } from './commands/book-line.ts'
import { importStatement } from './commands/import-statement.ts'
import { settleLine } from './commands/settle-line.ts'
import { undoArrival } from './commands/undo-arrival.ts'
import * as contract from './contract.ts'
import { accountNow, accountsNow } from './queries/accounts.ts'
import { importsPage } from './queries/imports.ts'
import { linesPage } from './queries/lines.ts'
import { transfersPage } from './queries/transfers.ts'

export const routes: Route[] = [
  serve(contract.listAccounts, async (read) => ({ accounts: await accountsNow(read) })),
  serve(contract.addAccount, async (tx, input) => {
    await addAccount(tx, input)
    return accountNow(tx, input.id)
  }),
  serve(contract.importStatement, importStatement),
  serve(contract.bookLine, async (tx, input) => {
    await bookLine(tx, input)
    return {}
  }),
  serve(contract.settleLine, async (tx, input) => {
    await settleLine(tx, input)
    return {}
  }),
  serve(contract.undoArrival, async (tx, input) => {
    await undoArrival(tx, input)
    return {}
  }),
  serve(contract.listTransfers, transfersPage),
  serve(contract.listImports, importsPage),
  serve(contract.listLines, linesPage),
]
