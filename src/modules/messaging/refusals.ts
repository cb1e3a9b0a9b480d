import { refusal } from '#kernel/refusal.ts'

export const messageNotFound = refusal(
  'messaging.message_not_found',
  404,
  'There is no such message.',
)
export const gatewayNotFound = refusal(
  'messaging.gateway_not_found',
  404,
  'There is no such gateway.',
)
export const templateNotFound = refusal(
  'messaging.template_not_found',
  404,
  'There is no such text.',
)
export const gatewayNameTaken = refusal(
  'messaging.gateway_taken',
  409,
  'This gateway was added already.',
)
export const gatewayChanged = refusal(
  'messaging.gateway_changed',
  409,
  'Somebody else changed this gateway meanwhile. Look at it again, then change it.',
)
export const wordingChanged = refusal(
  'messaging.wording_changed',
  409,
  'Somebody else changed this text meanwhile. Look at it again, then change it.',
)
export const unknownPlaceholder = refusal(
  'messaging.unknown_placeholder',
  422,
  'Nothing can be filled in for {placeholder}. There are: {known}.',
)
export const forgotten = refusal(
  'messaging.forgotten',
  409,
  'What this message said is no longer known: it was a code, or it is too old.',
)
export const pushDevicesFull = refusal(
  'messaging.push_devices_full',
  409,
  'Ten devices are told already. Switch it off on one that you no longer use.',
)
export const optOutNotFound = refusal(
  'messaging.opt_out_not_found',
  404,
  'This one gets everything again already.',
)
