import type { InputOf } from '#kernel/endpoint.ts'
import type { addNas, changeNas, Nas } from '#modules/network/contract.ts'

type Added = InputOf<typeof addNas>
type Changed = InputOf<typeof changeNas>

/** A MikroTik with an address of its own: what most of them are. */
export const newRouter: Added = {
  name: '',
  siteId: '',
  address: null,
  behindNat: false,
  tunnel: 'none',
  profile: 'mikrotik',
  messageAuthenticator: 'auto',
  coaWay: 'direct',
  coaPort: 3799,
  swapOctets: false,
  sessionsMax: null,
  routerOs: 7,
  apiPort: null,
  apiTls: true,
  notes: '',
  secret: '',
  apiLogin: { name: '', password: '' },
}

export function routerValuesOf(nas: Nas): Changed {
  const { name, siteId, address, behindNat, tunnel, profile, messageAuthenticator } = nas
  const { coaWay, coaPort, swapOctets, sessionsMax, routerOs, apiPort, apiTls, notes } = nas
  return {
    ...{ name, siteId, address, behindNat, tunnel, profile, messageAuthenticator },
    ...{ coaWay, coaPort, swapOctets, sessionsMax, routerOs, apiPort, apiTls, notes },
    nasId: nas.id,
    version: nas.version,
    apiLogin: { name: nas.apiLoginName ?? '', password: '' },
  }
}

/** Boxes that were left empty say nothing: a new router gets a secret and no login, another one keeps its own. */
export function withoutEmpty<T extends Added | Changed>(values: T): T {
  const { apiLogin, ...rest } = values
  const login = apiLogin && apiLogin.password !== '' ? { apiLogin } : {}
  if (!('secret' in rest) || rest.secret !== '') return { ...rest, ...login } as T
  const { secret: _, ...others } = rest
  return { ...others, ...login } as T
}
