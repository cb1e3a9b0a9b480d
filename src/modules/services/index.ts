/** The door: what rooms below may call, read and listen to. */
export { activateService } from './commands/activate-service.ts'
export { activateServices } from './commands/activate-services.ts'
export { addAddon } from './commands/add-addon.ts'
export { addPeriods, type NewPeriod } from './commands/add-periods.ts'
export { applyChange } from './commands/apply-change.ts'
export { applyDueChanges } from './commands/apply-due-changes.ts'
export { askChange, type AskedChange } from './commands/ask-change.ts'
export { changeCredential } from './commands/change-credential.ts'
export { changePlan } from './commands/change-plan.ts'
export { dropChange } from './commands/drop-change.ts'
export { endAddon } from './commands/end-addon.ts'
export { endPeriods } from './commands/end-periods.ts'
export { endService } from './commands/end-service.ts'
export { letOntoRouter } from './commands/let-onto-router.ts'
export { liftHold } from './commands/lift-hold.ts'
export { liftNonpayment } from './commands/lift-nonpayment.ts'
export { markAutomatic } from './commands/mark-automatic.ts'
export { orderService } from './commands/order-service.ts'
export { orderServices, type NewService } from './commands/order-services.ts'
export { putDevice } from './commands/put-device.ts'
export { removeDevice } from './commands/remove-device.ts'
export { replaceChanges } from './commands/replace-changes.ts'
export { setDunning } from './commands/set-dunning.ts'
export { setHold, type NewHold } from './commands/set-hold.ts'
export {
  changeAsked,
  changeDropped,
  holdLifted,
  holdSet,
  planChanged,
  serviceActivated,
  serviceEnded,
  serviceOrdered,
  serviceRelocated,
  serviceTransferred,
  servicesChanged,
} from './events.ts'
export { addonsDuring, type HeldAddon } from './queries/addons.ts'
export {
  AUTOMATIC_COLUMNS,
  automaticDue,
  automaticFrom,
  NOTHING_WAITS,
  type AutomaticDue,
  type AutomaticRow,
} from './queries/automatic.ts'
export { plannedOf, type Planned } from './queries/changes.ts'
export {
  holdsDuring,
  periodsDuring,
  servicesHeld,
  servicesRunningOut,
  type HeldHold,
  type HeldPeriod,
  type HeldService,
} from './queries/held.ts'
export { buyersKnown, linesOfBuyer, linesTogether, placesInContracts } from './queries/lines.ts'
export { theirService } from './queries/portal.ts'
export { planFacts, planNames } from './queries/plans.ts'
export {
  servicesChangedSince,
  servicesForNetwork,
  servingFactsOf,
  type ChangeMark,
  type NetworkCredential,
  type NetworkService,
} from './queries/network.ts'
export { openNtHash, openPassword } from './queries/sealed.ts'
