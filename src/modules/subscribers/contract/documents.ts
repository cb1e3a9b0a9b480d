import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, instant } from './shapes.ts'

export const DOCUMENT_KINDS = [
  'identity',
  'pin-certificate',
  'tax-exemption',
  'segment-proof',
  'registration',
  'contract',
  'photo',
  'other',
] as const
export const DOCUMENT_BYTES_MAX = 5 * 1024 * 1024
export const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf'] as const

export const document = z.object({
  id,
  kind: z.enum(DOCUMENT_KINDS),
  name: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  sizeBytes: z.int(),
  addedAt: instant,
  addedBy: author,
})
export type Document = z.infer<typeof document>
const documents = z.object({ documents: z.array(document) })
const subscriberId = z.object({ subscriberId: id })

export const listDocuments = endpoint({
  name: 'subscribers.list-documents',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/documents',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'The papers of a subscriber, newest first.',
  input: subscriberId,
  reply: documents,
  personal: true,
})

export const addDocument = endpoint({
  name: 'subscribers.add-document',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/documents',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Keeps a paper: PNG, JPEG, WebP or PDF, at most 5 MiB.',
  input: subscriberId.extend({
    kind: z.enum(DOCUMENT_KINDS),
    name: text({ max: 120 }),
    contentBase64: z.base64().max(Math.ceil(DOCUMENT_BYTES_MAX / 3) * 4, 'At most 5 MiB.'),
  }),
  reply: documents,
  personal: true,
  bodyLimit: 7 * 1024 * 1024,
})

export const readDocument = endpoint({
  name: 'subscribers.read-document',
  method: 'GET',
  path: '/api/subscribers/:subscriberId/documents/:documentId',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'What is on a paper.',
  input: subscriberId.extend({ documentId: id }),
  reply: nothing,
  kind: 'file',
  personal: true,
})

export const removeDocument = endpoint({
  name: 'subscribers.remove-document',
  method: 'DELETE',
  path: '/api/subscribers/:subscriberId/documents/:documentId',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Throws a paper away that proves nothing.',
  input: subscriberId.extend({ documentId: id }),
  reply: documents,
  personal: true,
})
