import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { z } from 'zod'
import { service } from './services.ts'
import { chosenOptions, version } from './shapes.ts'

export const chooseOptions = endpoint({
  name: 'services.choose-options',
  method: 'PUT',
  path: '/api/services/:serviceId/options',
  access: 'services.change',
  reach: 'site',
  summary:
    'Which optional prices of its plan a service has, and how many; they count from the next period on.',
  input: z.object({ serviceId: id, version, chosen: chosenOptions }),
  reply: service,
  personal: true,
})

export const putUnderContract = endpoint({
  name: 'services.put-under-contract',
  method: 'PUT',
  path: '/api/services/:serviceId/contract',
  access: 'services.change',
  reach: 'site',
  summary: 'Puts a service under a running contract of its subscriber, or takes it out.',
  input: z.object({ serviceId: id, version, contractId: id.nullable() }),
  reply: service,
  personal: true,
})
