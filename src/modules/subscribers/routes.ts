import { serve, serveFile, type Route } from '#platform/serve.ts'
import type { Read } from '#platform/tx.ts'
import { addAddress } from './commands/add-address.ts'
import { addDocument } from './commands/add-document.ts'
import { addSubscriber } from './commands/add-subscriber.ts'
import { changeAddress } from './commands/change-address.ts'
import { changeContacts } from './commands/change-contacts.ts'
import { changeContract } from './commands/change-contract.ts'
import { changeParent } from './commands/change-parent.ts'
import { changeProfile } from './commands/change-profile.ts'
import { changeTags } from './commands/change-tags.ts'
import { changeTerms } from './commands/change-terms.ts'
import { claimSegment } from './commands/claim-segment.ts'
import { closeSubscriber } from './commands/close-subscriber.ts'
import { decideClaim } from './commands/decide-claim.ts'
import { endContract } from './commands/end-contract.ts'
import { endTaxStanding } from './commands/end-tax-standing.ts'
import { mergeSubscribers } from './commands/merge-subscribers.ts'
import { pinNote } from './commands/pin-note.ts'
import { recordConsent } from './commands/record-consent.ts'
import { removeDocument } from './commands/remove-document.ts'
import { reopenSubscriber } from './commands/reopen-subscriber.ts'
import { runImport } from './commands/run-import.ts'
import { setTaxStanding } from './commands/set-tax-standing.ts'
import { startContract } from './commands/start-contract.ts'
import { writeContract } from './commands/write-contract.ts'
import { writeNote } from './commands/write-note.ts'
import * as contract from './contract.ts'
import { consentsNow } from './queries/consents.ts'
import { contractsNow } from './queries/contracts.ts'
import { documentFile, documentsNow } from './queries/documents.ts'
import { duplicatesOf } from './queries/duplicates.ts'
import { subscriberIdByNumber } from './queries/facts.ts'
import { importPreview } from './queries/import.ts'
import { mergePreview } from './queries/merging.ts'
import { standingNow } from './queries/standing.ts'
import { siteOfSubscriber, subscriberNow, subscribersPage } from './queries/subscribers.ts'
import { momentNow, timelineNow } from './queries/timeline.ts'
import { subscriberNotFound } from './refusals.ts'

/** Where the subscriber is whom a call is about. */
const theirs = (read: Read, { subscriberId }: { subscriberId: string }) =>
  siteOfSubscriber(read, subscriberId)

const people: Route[] = [
  serve(contract.listSubscribers, subscribersPage, 'filtered'),
  serve(contract.readSubscriber, (read, input) => subscriberNow(read, input.subscriberId), theirs),
  serve(
    contract.findByNumber,
    async (read, { number }) => {
      const subscriberId = await subscriberIdByNumber(read, number)
      if (subscriberId === undefined) throw subscriberNotFound()
      return { subscriberId }
    },
    async (read, { number }) => {
      const subscriberId = await subscriberIdByNumber(read, number)
      return subscriberId === undefined ? undefined : siteOfSubscriber(read, subscriberId)
    },
  ),
  serve(contract.findDuplicates, duplicatesOf, 'filtered'),
  serve(
    contract.addSubscriber,
    async (tx, input) => subscriberNow(tx, await addSubscriber(tx, input)),
    async (_, input) => input.siteId,
  ),
  serve(
    contract.changeProfile,
    async (tx, input) => {
      await changeProfile(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.changeContacts,
    async (tx, input) => {
      await changeContacts(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.addAddress,
    async (tx, input) => {
      await addAddress(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.changeAddress,
    async (tx, input) => {
      await changeAddress(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.changeTerms,
    async (tx, input) => {
      await changeTerms(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.changeParent,
    async (tx, input) => {
      await changeParent(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.changeTags,
    async (tx, input) => ({ changed: await changeTags(tx, input) }),
    'filtered',
  ),
  serve(
    contract.closeSubscriber,
    async (tx, input) => {
      await closeSubscriber(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.reopenSubscriber,
    async (tx, input) => {
      await reopenSubscriber(tx, input)
      return subscriberNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.mergeSubscribers,
    async (tx, input) => {
      await mergeSubscribers(tx, input)
      return subscriberNow(tx, input.keptId)
    },
    (read, { keptId }) => siteOfSubscriber(read, keptId),
  ),
  serve(contract.previewMerge, mergePreview, (read, { keptId }) => siteOfSubscriber(read, keptId)),
]

const papers: Route[] = [
  serve(
    contract.listDocuments,
    async (read, { subscriberId }) => ({ documents: await documentsNow(read, subscriberId) }),
    theirs,
  ),
  serve(
    contract.addDocument,
    async (tx, { contentBase64, ...input }) => {
      await addDocument(tx, { ...input, bytes: Buffer.from(contentBase64, 'base64') })
      return { documents: await documentsNow(tx, input.subscriberId) }
    },
    theirs,
  ),
  serveFile(contract.readDocument, documentFile, theirs),
  serve(
    contract.removeDocument,
    async (tx, input) => {
      await removeDocument(tx, input)
      return { documents: await documentsNow(tx, input.subscriberId) }
    },
    theirs,
  ),
]

const standing: Route[] = [
  serve(contract.readStanding, (read, input) => standingNow(read, input.subscriberId), theirs),
  serve(
    contract.claimSegment,
    async (tx, input) => {
      await claimSegment(tx, input)
      return standingNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.decideClaim,
    async (tx, input) => {
      await decideClaim(tx, input)
      return standingNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.setTaxStanding,
    async (tx, input) => {
      await setTaxStanding(tx, input)
      return standingNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(
    contract.endTaxStanding,
    async (tx, input) => {
      await endTaxStanding(tx, input)
      return standingNow(tx, input.subscriberId)
    },
    theirs,
  ),
  serve(contract.readConsents, (read, input) => consentsNow(read, input.subscriberId), theirs),
  serve(
    contract.recordConsent,
    async (tx, input, call) => {
      await recordConsent(tx, { ...input, ip: call.ip })
      return consentsNow(tx, input.subscriberId)
    },
    theirs,
  ),
]

const agreed: Route[] = [
  serve(
    contract.listContracts,
    async (read, { subscriberId }) => ({ contracts: await contractsNow(read, subscriberId) }),
    theirs,
  ),
  serve(
    contract.writeContract,
    async (tx, input) => {
      await writeContract(tx, input)
      return { contracts: await contractsNow(tx, input.subscriberId) }
    },
    theirs,
  ),
  serve(
    contract.changeContract,
    async (tx, input) => {
      await changeContract(tx, input)
      return { contracts: await contractsNow(tx, input.subscriberId) }
    },
    theirs,
  ),
  serve(
    contract.startContract,
    async (tx, input) => {
      await startContract(tx, input)
      return { contracts: await contractsNow(tx, input.subscriberId) }
    },
    theirs,
  ),
  serve(
    contract.endContract,
    async (tx, input) => {
      await endContract(tx, input)
      return { contracts: await contractsNow(tx, input.subscriberId) }
    },
    theirs,
  ),
]

const story: Route[] = [
  serve(contract.readTimeline, timelineNow, theirs),
  serve(contract.writeNote, async (tx, input) => momentNow(tx, await writeNote(tx, input)), theirs),
  serve(
    contract.pinNote,
    async (tx, input) => {
      await pinNote(tx, input)
      return momentNow(tx, input.noteId)
    },
    theirs,
  ),
  serve(contract.previewImport, (tx, { csv }) => importPreview(tx, csv)),
  serve(contract.runImport, runImport),
]

export const routes: Route[] = [...people, ...papers, ...standing, ...agreed, ...story]
