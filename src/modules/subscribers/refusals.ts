import { refusal, refusesStale } from '#kernel/refusal.ts'

export const refuseStale = refusesStale(
  refusal(
    'subscribers.stale',
    409,
    'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
  ),
)

export const subscriberNotFound = refusal(
  'subscribers.subscriber_not_found',
  404,
  'There is no such subscriber.',
)
export const subscriberIsClosed = refusal(
  'subscribers.subscriber_is_closed',
  409,
  'This subscriber is closed. Open it again first.',
)
export const subscriberIsMerged = refusal(
  'subscribers.subscriber_is_merged',
  409,
  'This subscriber was merged into another one, {number}. Work there.',
)
export const subscriberIsOpen = refusal(
  'subscribers.subscriber_is_open',
  409,
  'This subscriber is not closed.',
)
export const parentIsOwnChild = refusal(
  'subscribers.parent_is_own_child',
  422,
  'This would make a circle: {number} already belongs, directly or through others, to this subscriber.',
)
export const parentIsPerson = refusal(
  'subscribers.parent_is_person',
  422,
  'Only a company can have others under it.',
)
export const parentTooDeep = refusal(
  'subscribers.parent_too_deep',
  422,
  'Companies stand at most {levels} levels deep.',
)
export const noParentToBill = refusal(
  'subscribers.no_parent_to_bill',
  422,
  'There is no company above this subscriber that could be billed.',
)
export const noSuchSegment = refusal(
  'subscribers.no_such_segment',
  422,
  'There is no such segment. Look at the segments of the catalog.',
)
export const endsBeforeItBegan = refusal(
  'subscribers.ends_before_it_began',
  422,
  'A contract does not end before it began.',
)
export const sameSubscriber = refusal(
  'subscribers.same_subscriber',
  422,
  'A subscriber cannot be merged with itself.',
)
export const kindsDiffer = refusal(
  'subscribers.kinds_differ',
  409,
  'A person and a company are not the same; they cannot be merged.',
)
export const documentNotFound = refusal(
  'subscribers.document_not_found',
  404,
  'There is no such document.',
)
export const documentRefused = refusal('subscribers.document_refused', 422, '{why}')
export const documentInUse = refusal(
  'subscribers.document_in_use',
  409,
  'This document proves a segment, a tax status or a contract, so it stays.',
)
export const addressNotFound = refusal(
  'subscribers.address_not_found',
  404,
  'There is no such address.',
)
export const segmentClaimed = refusal(
  'subscribers.segment_claimed',
  409,
  'This subscriber is of that segment, or has asked to be. End that first.',
)
export const claimNotFound = refusal(
  'subscribers.claim_not_found',
  404,
  'There is no such segment of this subscriber.',
)
export const claimIsDecided = refusal(
  'subscribers.claim_is_decided',
  409,
  'This segment was decided already.',
)
export const taxOverlaps = refusal(
  'subscribers.tax_overlaps',
  409,
  'There is a tax status for these days already. End that first.',
)
export const taxNotFound = refusal('subscribers.tax_not_found', 404, 'There is no such tax status.')
export const pinMissing = refusal(
  'subscribers.pin_missing',
  422,
  'Enter the KRA PIN first: without it there is no exemption and no withholding.',
)
export const consentAsItIs = refusal(
  'subscribers.consent_as_it_is',
  409,
  'This is what the subscriber said last already.',
)
export const contractNotFound = refusal(
  'subscribers.contract_not_found',
  404,
  'There is no such contract.',
)
export const contractIsFixed = refusal(
  'subscribers.contract_is_fixed',
  409,
  'A contract that began is not changed any more: end it and write a new one.',
)
export const contractNotActive = refusal(
  'subscribers.contract_not_active',
  409,
  'This contract is not running.',
)
export const momentNotFound = refusal('subscribers.moment_not_found', 404, 'There is no such note.')
export const importRefused = refusal(
  'subscribers.import_refused',
  422,
  'The file has {count} mistakes, so nothing was brought in. The first: {first}',
)
export const importUnreadable = refusal('subscribers.import_unreadable', 422, '{why}')
export const mergedHasMoney = refusal(
  'subscribers.merged_has_money',
  409,
  'Money stands on record {number}: {wallet} in its wallet, {owed} owed, {deposit} held for it. Keep that record and merge the other into it, or settle it first.',
)

export const codeWrong = refusal(
  'subscribers.code_wrong',
  401,
  'This code is not right, or it is no longer good. Ask for another one.',
)
export const passwordWrong = refusal(
  'subscribers.password_wrong',
  401,
  'The number or the password is not right. A code by SMS works always.',
)
export const passwordCommon = refusal(
  'subscribers.password_common',
  422,
  'Many people use this password, so it is tried first. Choose another one.',
)

export const passkeyWrong = refusal(
  'subscribers.passkey_wrong',
  401,
  'This passkey does not open your portal. A code to your phone or address works always.',
)
export const passkeyTaken = refusal(
  'subscribers.passkey_taken',
  409,
  'This passkey is here already.',
)
export const passkeyNotFound = refusal(
  'subscribers.passkey_not_found',
  404,
  'There is no such passkey of yours.',
)
export const passkeysAreMany = refusal(
  'subscribers.passkeys_are_many',
  409,
  'There are {max} passkeys already. Remove one that you no longer use.',
)
export const signInGone = refusal(
  'subscribers.sign_in_gone',
  410,
  'This sign-in took too long, or was begun in another browser. Begin again.',
)
export const googleIsOff = refusal(
  'subscribers.google_is_off',
  409,
  'Signing in by Google is not set up. Take a code to your phone or address.',
)
export const googleFailed = refusal(
  'subscribers.google_failed',
  401,
  'Google gave no answer that holds. Try again, or take a code to your phone or address.',
)
const googleNotVouched = refusal(
  'subscribers.google_not_vouched',
  401,
  'Google does not say for sure that this e-mail address is yours. Take a code to it instead.',
)
const googleUnknown = refusal(
  'subscribers.google_unknown',
  401,
  'We do not know the e-mail address of this Google account. Sign in with your phone number, or ask us to add the address.',
)
const googleOtherAccount = refusal(
  'subscribers.google_other_account',
  401,
  'Another Google account signs in at this address. Take a code to it, and remove that account under Me.',
)

/** Why Google’s answer is not enough, as a try keeps it. */
export const GOOGLE_REFUSALS = [
  { why: 'failed', refusal: googleFailed },
  { why: 'not-vouched', refusal: googleNotVouched },
  { why: 'unknown', refusal: googleUnknown },
  { why: 'other-account', refusal: googleOtherAccount },
] as const
export type GoogleWhy = (typeof GOOGLE_REFUSALS)[number]['why']
