/** What speed a service deserves, decided in one place for everybody who asks. */
export * from './contract/allowance.ts'
export * from './contract/speeds.ts'
export * from './contract/whole-facts.ts'
