import { refusal, refusesStale } from '#kernel/refusal.ts'

export const refuseStale = refusesStale(
  refusal(
    'services.stale',
    409,
    'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
  ),
)

export const serviceNotFound = refusal(
  'services.service_not_found',
  404,
  'There is no such service.',
)
export const cannotHappen = refusal(
  'services.cannot_happen',
  409,
  'A service that is {status} cannot {event}.',
)
export const serviceIsEnded = refusal(
  'services.service_is_ended',
  409,
  'This service has ended. Order a new one.',
)
export const routerUnknown = refusal(
  'services.router_unknown',
  422,
  'One of these routers is not in service any more.',
)
export const usernameTaken = refusal(
  'services.username_taken',
  409,
  'Another service dials as {username} already.',
)
export const credentialNotFound = refusal(
  'services.credential_not_found',
  404,
  'There is no such name and password of this service.',
)
export const credentialNotAllowed = refusal(
  'services.credential_not_allowed',
  422,
  'A service of this kind dials without a name and password: add its device instead.',
)
export const isPaused = refusal('services.is_paused', 409, 'This service is paused already.')
export const deviceTaken = refusal(
  'services.device_taken',
  409,
  'Another service is recognised by the device {mac} already.',
)
export const deviceNotFound = refusal('services.device_not_found', 404, 'There is no such device.')
export const addressTaken = refusal(
  'services.address_taken',
  409,
  'The address {net} belongs to another service, whole or in part.',
)
export const fixedAddressNotFound = refusal(
  'services.fixed_address_not_found',
  404,
  'This service has no such address.',
)
export const periodsOverlap = refusal(
  'services.periods_overlap',
  409,
  'A service is never charged twice for the same time: from {from} it has a period already.',
)
export const periodNotFound = refusal('services.period_not_found', 404, 'There is no such period.')
export const holdNotFound = refusal('services.hold_not_found', 404, 'There is no such hold.')
export const holdIsLifted = refusal('services.hold_is_lifted', 409, 'This hold was lifted already.')
export const holdNeedsMore = refusal(
  'services.hold_needs_more',
  403,
  'Lifting a hold for {reason} needs the permission {permission}.',
)
export const holdEndsBeforeItBegins = refusal(
  'services.hold_ends_before_it_begins',
  422,
  'A hold ends after it begins.',
)
export const changeIsPending = refusal(
  'services.change_is_pending',
  409,
  'Such a change waits already. Take it back first.',
)
export const changeNotFound = refusal(
  'services.change_not_found',
  404,
  'There is no such change that waits.',
)
export const changeInThePast = refusal(
  'services.change_in_the_past',
  422,
  'A change takes effect now or later, not in the past.',
)
export const noPeriodToEnd = refusal(
  'services.no_period_to_end',
  409,
  'This service has no paid time that could end. Let the change take effect now.',
)
export const optionNotThere = refusal(
  'services.option_not_there',
  422,
  'The plan has no option {key}.',
)
export const planNeedsQuote = refusal(
  'services.plan_needs_quote',
  409,
  'There is paid time of the old plan: ask for a quote of the new one, or let it change when that time ends.',
)
export const samePlan = refusal('services.same_plan', 409, 'The service has this plan already.')
export const planNotFound = refusal(
  'services.plan_not_found',
  422,
  'There is no such plan on sale.',
)
export const notSoldThere = refusal(
  'services.not_sold_there',
  422,
  'This plan is not sold at this site.',
)
export const addressNotTheirs = refusal(
  'services.address_not_theirs',
  422,
  'This address is not one of the subscriber’s.',
)
export const contractNotTheirs = refusal(
  'services.contract_not_theirs',
  422,
  'This contract is not a running one of the subscriber’s.',
)
export const sameSubscriber = refusal(
  'services.same_subscriber',
  422,
  'The service belongs to this subscriber already.',
)
export const addonNotFound = refusal('services.addon_not_found', 404, 'There is no such add-on.')
