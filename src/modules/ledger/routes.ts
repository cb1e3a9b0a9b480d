import { serve, serveFile } from '#platform/serve.ts'
import { addAccount } from './commands/add-account.ts'
import { archiveAccount } from './commands/archive-account.ts'
import { changeAccount } from './commands/change-account.ts'
import { closePeriod } from './commands/close-period.ts'
import { postByHand } from './commands/post-by-hand.ts'
import { reopenPeriod } from './commands/reopen-period.ts'
import { reverseByHand } from './commands/reverse-by-hand.ts'
import * as contract from './contract.ts'
import { verifySealsJob } from './jobs.ts'
import { accountNow, accountsNow } from './queries/accounts.ts'
import { exportNow } from './queries/export.ts'
import { journalNow, journalsPage } from './queries/journals.ts'
import { periodsNow } from './queries/periods.ts'
import { sealsNow } from './queries/seals.ts'
import { trialBalanceOf } from './queries/trial-balance.ts'

const accounts = [
  serve(contract.listAccounts, accountsNow),
  serve(contract.addAccount, async (tx, input) => {
    await addAccount(tx, input)
    return accountNow(tx, input.code)
  }),
  serve(contract.changeAccount, async (tx, input) => {
    await changeAccount(tx, input)
    return accountNow(tx, input.code)
  }),
  serve(contract.archiveAccount, async (tx, input) => {
    await archiveAccount(tx, input)
    return accountNow(tx, input.code)
  }),
]

const journals = [
  serve(contract.listJournals, journalsPage),
  serve(contract.readJournal, (read, { journalId }) => journalNow(read, journalId)),
  serve(contract.postByHand, async (tx, input) => journalNow(tx, await postByHand(tx, input))),
  serve(contract.reverseByHand, async (tx, input) =>
    journalNow(tx, await reverseByHand(tx, input)),
  ),
  serve(contract.readTrialBalance, trialBalanceOf),
  serveFile(contract.exportJournals, exportNow),
]

const proof = [
  serve(contract.listPeriods, (read) => periodsNow(read)),
  serve(contract.closePeriod, async (tx, input) => {
    await closePeriod(tx, input)
    return periodsNow(tx)
  }),
  serve(contract.reopenPeriod, async (tx, input) => {
    await reopenPeriod(tx, input)
    return periodsNow(tx)
  }),
  serve(contract.readSeals, (read) => sealsNow(read)),
  serve(contract.verifySeals, async (tx) => {
    tx.later(verifySealsJob, {}, { key: 'now' })
    return {}
  }),
]

export const routes = [...accounts, ...journals, ...proof]
