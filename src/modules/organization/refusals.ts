import { refusal, refusesStale } from '#kernel/refusal.ts'

export const refuseStale = refusesStale(
  refusal(
    'organization.stale',
    409,
    'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
  ),
)

export const siteNotFound = refusal('organization.site_not_found', 404, 'There is no such site.')
export const siteCodeTaken = refusal(
  'organization.site_code_taken',
  409,
  'Another site has the code {code} already.',
)
export const siteIsArchived = refusal(
  'organization.site_is_archived',
  409,
  'This site is archived. Restore it first.',
)
export const siteIsOpen = refusal('organization.site_is_open', 409, 'This site is not archived.')
export const notAtAllSites = refusal(
  'organization.not_at_all_sites',
  403,
  'You work at some sites only, so you cannot open new ones.',
)
export const logoRefused = refusal('organization.logo_refused', 422, '{why}')
export const logoTooLarge = refusal(
  'organization.logo_too_large',
  413,
  'A logo has at most {limit} bytes; this one has {bytes}.',
)
export const noLogo = refusal('organization.no_logo', 404, 'There is no logo.')
export const farFromTheMoon = refusal(
  'organization.far_from_the_moon',
  422,
  'This day is more than {days} days from where the moon puts the feast. Check the date.',
)
export const dayIsClosed = refusal(
  'organization.day_is_closed',
  409,
  'This day is one of your closed days already.',
)
export const closedDayNotFound = refusal(
  'organization.closed_day_not_found',
  404,
  'There is no such closed day.',
)
export const settingNotFound = refusal(
  'organization.setting_not_found',
  404,
  'There is no setting {key}.',
)
export const settingIsOrphaned = refusal(
  'organization.setting_is_orphaned',
  409,
  'No part of Kasi uses the setting {key} any more, so it cannot be changed.',
)
export const settingNotAllowed = refusal(
  'organization.setting_not_allowed',
  403,
  'Changing this setting needs the permission {permission}, which you do not have.',
)
export const settingUnfit = refusal(
  'organization.setting_unfit',
  422,
  'This value does not fit the setting {key}.',
)
export const nothingToUndo = refusal(
  'organization.nothing_to_undo',
  409,
  'The setting {key} was never changed.',
)
