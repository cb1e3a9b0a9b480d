import { z } from 'zod'
import { settingValue } from '#modules/organization/index.ts'
import { defineSetting } from '#platform/settings.ts'
import type { Read } from '#platform/tx.ts'

const permission = 'organization.change'

export const googleClientId = defineSetting({
  key: 'subscribers.google-client-id',
  schema: z.string().trim().max(200),
  default: '',
  sentence: {
    en: 'The client ID of the ISP at Google, so that subscribers may sign in at the portal by Google; empty: they may not. At Google, the address to send browsers back to is /portal/google of yours.',
    sw: 'Kitambulisho (client ID) cha ISP kwa Google, ili wateja waweze kuingia kwa Google; tupu: hawawezi. Kwa Google, anwani ya kurudisha vivinjari ni /portal/google ya kwako.',
  },
  permission,
})

export const googleClientSecret = defineSetting({
  key: 'subscribers.google-client-secret',
  schema: z.string().trim().max(200),
  default: '',
  sentence: {
    en: 'The client secret that Google gave with that ID.',
    sw: 'Siri (client secret) ambayo Google ilitoa pamoja na kitambulisho hicho.',
  },
  permission,
  secret: true,
})

/** Whoever could name any address here could let anybody in, so it is one of this machine only. */
export const googleSimulatedAt = defineSetting({
  key: 'subscribers.google-simulated-at',
  schema: z
    .string()
    .regex(/^(?:http:\/\/127\.0\.0\.1:\d{1,5})?$/, 'An address of this machine, or nothing.'),
  default: '',
  sentence: {
    en: 'Where the simulated Google of the demo listens on this machine; empty: the real one is asked.',
    sw: 'Mahali Google ya kuigiza ya maonyesho inaposikiliza kwenye mashine hii; tupu: ya kweli huulizwa.',
  },
  permission,
})

export const settings = [googleClientId, googleClientSecret, googleSimulatedAt]

/** How the ISP is known at Google; undefined: nobody signs in by it. */
export async function googleNow(read: Read) {
  const clientId = await settingValue(read, googleClientId)
  if (clientId === '') return undefined
  return {
    clientId,
    clientSecret: await settingValue(read, googleClientSecret),
    simulatedAt: await settingValue(read, googleSimulatedAt),
  }
}
