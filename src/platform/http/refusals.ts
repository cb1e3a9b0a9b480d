import { refusal } from '#kernel/refusal.ts'

/** The ways in which the edge itself says no, before any room is asked. */
export const invalidInput = refusal(
  'platform.invalid_input',
  400,
  'Some of what was sent cannot be used. See each field.',
)
export const unreadableBody = refusal('platform.unreadable_body', 400, 'The body is {why}.')
export const unreadableAddress = refusal(
  'platform.unreadable_address',
  400,
  'The address is not valid: {why}.',
)
export const unreadableRequest = refusal(
  'platform.unreadable_request',
  400,
  'This is not a valid HTTP request.',
)
export const bodyNotWanted = refusal(
  'platform.body_not_wanted',
  400,
  'This call takes no body: put the fields into the query string.',
)
export const signInFirst = refusal('platform.sign_in', 401, 'Sign in first.')
export const enrolFirst = refusal(
  'platform.enrol',
  403,
  'Your role asks for a second factor. Set one up first.',
)
export const notAllowed = refusal(
  'platform.forbidden',
  403,
  'This needs the permission {permission}, which you do not have.',
)
export const notEverywhere = refusal(
  'platform.not_everywhere',
  403,
  'This concerns the whole ISP, and you hold the permission {permission} at some sites only.',
)
export const notForYou = refusal(
  'platform.forbidden',
  403,
  'This is not for the kind of account that you signed in with.',
)
/** 404, and the same for what is not there, so that nobody learns from a refusal what there is at other sites. */
export const siteNotYours = refusal(
  'platform.site_not_yours',
  404,
  'There is no such thing at the sites where you work. Whoever manages roles can add a site.',
)
export const proofNeeded = refusal(
  'platform.proof_needed',
  403,
  'This is sensitive: prove again that it is you, then repeat it.',
)
export const foreignOrigin = refusal(
  'platform.foreign_origin',
  403,
  'This call came from another web site and was not carried out.',
)
export const noSuchPage = refusal('platform.not_found', 404, 'There is nothing at this address.')
export const bodyTooLarge = refusal(
  'platform.too_large',
  413,
  'The body is larger than the {limit} bytes that this call takes.',
)
export const fileHarmful = refusal(
  'platform.file_harmful',
  422,
  'This file is harmful ({what}) and was not kept. Look after the device that it came from.',
)
export const badKey = refusal(
  'platform.bad_key',
  400,
  'An Idempotency-Key has 1 to 255 visible ASCII characters, without spaces.',
)
export const badIfMatch = refusal(
  'platform.bad_if_match',
  400,
  'If-Match takes one ETag as it was answered, "3", and agrees with the field version.',
)
export const keyInUse = refusal(
  'platform.key_in_use',
  409,
  'A call with this Idempotency-Key is still being worked on. Repeat it in a moment.',
)
export const keyReused = refusal(
  'platform.key_reused',
  422,
  'This Idempotency-Key was used for another call with other content. Use a new key.',
)
export const tooMany = refusal(
  'platform.too_many',
  429,
  'Too many calls. Wait {wait_s} seconds and try again.',
)
export const tooManyStreams = refusal(
  'platform.too_many_streams',
  429,
  'Too many live screens are open. Close one and try again.',
)
export const badCursor = refusal(
  'platform.bad_cursor',
  400,
  'This cursor is not one of this list with this sort and these filters. Start from the first page.',
)
