import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { messageClass } from '#kernel/message.ts'
import { text } from '#kernel/text.ts'
import { language, version, words } from './shapes.ts'

const textPair = z.object({ text: z.string(), subject: z.string() })
export const wording = z.object({
  language,
  text: z.string(),
  subject: z.string(),
  /** Null: ours; otherwise the ISP's own, in this version. */
  version: version.nullable(),
  ours: textPair,
})
export type Wording = z.infer<typeof wording>

export const template = z.object({
  name: z.string(),
  class: messageClass,
  sentence: z.object({ en: z.string(), sw: z.string() }),
  placeholders: z.array(
    z.object({ name: z.string(), sample: z.object({ en: z.string(), sw: z.string() }) }),
  ),
  wordings: z.array(wording),
})
export type Template = z.infer<typeof template>

export const listTemplates = endpoint({
  name: 'messaging.list-templates',
  method: 'GET',
  path: '/api/messages/templates',
  access: 'messaging.read',
  summary: 'Shows every text that Kasi sends by itself, with what may be filled into it',
  input: z.object({}),
  reply: z.object({ templates: z.array(template) }),
})

const templateName = z.string().regex(/^[a-z-]+\.[a-z-]+$/)

export const changeWording = endpoint({
  name: 'messaging.change-wording',
  method: 'PUT',
  path: '/api/messages/templates/:template/:language',
  access: 'messaging.templates',
  summary: 'Puts the ISP’s own words in the place of ours',
  input: z.object({
    template: templateName,
    language,
    /** What was shown when the change began; null: ours. */
    version: version.nullable(),
    text: words,
    subject: text({ max: 150 }),
  }),
  reply: template,
})

export const resetWording = endpoint({
  name: 'messaging.reset-wording',
  method: 'DELETE',
  path: '/api/messages/templates/:template/:language',
  access: 'messaging.templates',
  summary: 'Takes our words again',
  input: z.object({ template: templateName, language }),
  reply: template,
})
