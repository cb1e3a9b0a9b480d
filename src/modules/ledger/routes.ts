import { serve } from '#platform/serve.ts'
import * as contract from './contract.ts'
import { journalNow, journalsPage } from './queries/journals.ts'

export const routes = [
  serve(contract.listJournals, journalsPage),
  serve(contract.readJournal, (read, { journalId }) => journalNow(read, journalId)),
]
