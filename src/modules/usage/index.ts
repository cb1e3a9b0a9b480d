/** The door: what rooms below may call, read and listen to. */
export { addExtra, type ExtraToAdd } from './commands/add-extra.ts'
export { countUsage, type SessionUsage } from './commands/count-usage.ts'
export { decideUsage } from './commands/decide-usage.ts'
export { extendReservations } from './commands/extend-reservations.ts'
export { prepareMonths } from './commands/prepare-months.ts'
export { reserveQuota, type QuotaWanted } from './commands/reserve-quota.ts'
export { settleReservations } from './commands/settle-reservations.ts'
export type { Decided } from './commands/tell-usage.ts'
export { undoExtra } from './commands/undo-extra.ts'
export {
  extraAdded,
  extraUndone,
  quotaChanged,
  shareReached,
  stageChanged,
  usageChanged,
} from './events.ts'
export { leftToNextStage } from './queries/next-stage.ts'
export { siteOfService } from './queries/service-usage.ts'
export { ispClock, type IspClock } from './rules/isp-clock.ts'
export { hoursAtOnce } from './store/hours.ts'
export { usageChangedSince, usageNow, type UsageOf } from './queries/usage-now.ts'
