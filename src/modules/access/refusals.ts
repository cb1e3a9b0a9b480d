import { refusal, refusesStale } from '#kernel/refusal.ts'

export const sessionNotFound = refusal('access.session_not_found', 404, 'There is no such session.')
export const routerHasNoApi = refusal(
  'access.router_has_no_api',
  409,
  'This router cannot be asked. Give it a port and a login of its API first.',
)
export const serviceUnknown = refusal('access.service_unknown', 404, 'There is no such service.')
export const nasUnknown = refusal('access.nas_unknown', 404, 'There is no such router in service.')
export const traceNotFound = refusal('access.trace_not_found', 404, 'There is no such trace.')
export const tooManyTraces = refusal(
  'access.too_many_traces',
  409,
  'There are {count} traces running already. Stop one first.',
)
export const testNotFound = refusal('access.test_not_found', 404, 'There is no such test.')
export const nothingToProve = refusal(
  'access.nothing_to_prove',
  422,
  'This service has no name and password. Test it by its device.',
)
export const noDevice = refusal(
  'access.no_device',
  422,
  'This service has no device that logs in by its address. Test it by its name.',
)

export const homeServerNotFound = refusal(
  'access.home_server_not_found',
  404,
  'There is no such server.',
)
export const homeServerNameTaken = refusal(
  'access.home_server_name_taken',
  409,
  'There is a server {name} already.',
)
export const secretMissing = refusal(
  'access.secret_missing',
  422,
  'This way to prove who asks needs a secret.',
)
export const keyMalformed = refusal(
  'access.key_malformed',
  422,
  'A key is at least 16 octets, in hexadecimal.',
)
export const noCertificate = refusal(
  'access.no_certificate',
  422,
  'This is no certificate in PEM, or one that has expired.',
)
export const homeServerUnknown = refusal(
  'access.home_server_unknown',
  422,
  'One of these servers has been removed meanwhile.',
)
export const homeServerInUse = refusal(
  'access.home_server_in_use',
  409,
  'The realm {realm} goes to this server. Take it away there first.',
)
export const twoSpeeds = refusal(
  'access.two_speeds',
  422,
  'Everything that they say reaches our routers, their speed too, so ours cannot.',
)
export const realmNotFound = refusal('access.realm_not_found', 404, 'There is no such realm.')
export const realmTaken = refusal(
  'access.realm_taken',
  409,
  'There is an entry for {realm} already.',
)

export const refuseStale = refusesStale(
  refusal(
    'access.stale',
    409,
    'Somebody changed this while you were working on it. Look at what is there now and make your change again.',
  ),
)
