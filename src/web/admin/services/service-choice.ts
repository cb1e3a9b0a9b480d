import type { ServiceAccess } from '#modules/services/contract.ts'

/** A service being chosen; an empty plan means none. */
export type ServiceChoice = {
  readonly planId: string
  readonly access: ServiceAccess
  readonly siteId: string
  readonly waitsFor: 'payment' | 'installation' | 'nothing'
}

export const noService: ServiceChoice = {
  planId: '',
  access: 'pppoe',
  siteId: '',
  waitsFor: 'installation',
}
