export * from './contract/doors.ts'
export * from './contract/refusals-sw.ts'
