export * from './contract/refusals-sw.ts'
