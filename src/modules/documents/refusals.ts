import { refusal } from '#kernel/refusal.ts'

export const documentNotFound = refusal(
  'documents.document_not_found',
  404,
  'There is no such document.',
)
export const subscriberNotFound = refusal(
  'documents.subscriber_not_found',
  404,
  'There is no such subscriber.',
)
export const accountNotFound = refusal(
  'documents.account_not_found',
  404,
  'There is no such account.',
)
export const noReceipt = refusal(
  'documents.no_receipt',
  409,
  'This payment is not in anybody’s account, so there is no receipt for it. Give it to its owner first.',
)
export const nothingNext = refusal(
  'documents.nothing_next',
  409,
  'There is no prepaid service whose next period could be offered.',
)
export const nothingToBundle = refusal(
  'documents.nothing_to_bundle',
  409,
  'No such document was issued in these days.',
)
export const tooManyToBundle = refusal(
  'documents.too_many_to_bundle',
  409,
  'There are {count} documents in these days, and an archive takes {limit}. Ask for fewer days.',
)
export const bundleNotFound = refusal(
  'documents.bundle_not_found',
  404,
  'There is no such archive. Archives are kept for some days only.',
)
export const stampDiffers = refusal(
  'documents.stamp_differs',
  409,
  'This document was signed before, with other words.',
)
