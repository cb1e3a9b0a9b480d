/** The door: what rooms below may call, read and listen to. */
export { addSubscriber } from './commands/add-subscriber.ts'
export { addGuests } from './commands/add-guests.ts'
export { findOrAddGuest } from './commands/find-or-add-guest.ts'
export { lockActiveSubscriber } from './commands/lock-active-subscriber.ts'
export { lockActiveSubscribers } from './commands/lock-active-subscribers.ts'
export { newNumbers } from './commands/new-numbers.ts'
export { noteMoments } from './commands/note-moments.ts'
export {
  consentChanged,
  contractChanged,
  subscriberAdded,
  subscriberChanged,
  subscriberClosed,
  subscriberReopened,
  subscribersImported,
  subscribersMerged,
  taxChanged,
} from './events.ts'
export { googleOverOpenId } from './outside/google.ts'
export { recordConsent } from './commands/record-consent.ts'
export { consenting } from './queries/consents.ts'
export { contractsById } from './queries/contracts.ts'
export {
  contactsOf,
  findAddress,
  findRunningContract,
  newestAddress,
  segmentsOf,
  subscriberFacts,
  subscriberForDocument,
  subscriberIdByNumber,
  subscriberIdsByNumber,
  subscriberIdsByContact,
  subscriberIdsByPhoneEnds,
  subscriberIdsByPhoneHash,
  subscriberNames,
  subscribersForDocuments,
  taxFacts,
  type ContactFacts,
  type SubscriberFacts,
  type TaxFacts,
} from './queries/facts.ts'
export { lookedAfter, recognizeSubscriber } from './queries/portal.ts'
export { addressOf, foundSubscribers } from './queries/subscribers.ts'
export { lockStanding, lockSubscribers } from './store.ts'
export { markPortalSeen } from './store/portal.ts'
