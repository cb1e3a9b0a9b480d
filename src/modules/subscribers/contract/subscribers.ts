import { z } from 'zod'
import { COUNTIES, county } from '#kernel/county.ts'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { text } from '#kernel/text.ts'
import { consentGiven } from './consents.ts'
import { numberInput } from './number.ts'
import {
  address,
  addressInput,
  author,
  contact,
  contactInput,
  details,
  instant,
  LANGUAGES,
  SUBSCRIBER_KINDS,
  SUBSCRIBER_STATES,
  tag,
  termsInput,
  usualTerms,
  version,
} from './shapes.ts'

export const profileInput = z.object({
  name: text({ max: 160 }),
  language: z.enum(LANGUAGES),
  /** Where the people who look after this subscriber work; null: all of them. */
  siteId: id.nullable(),
  details,
})

export const contactsInput = z
  .array(contactInput)
  .max(20)
  .refine(
    (contacts) =>
      ['phone', 'whatsapp', 'email'].every(
        (channel) =>
          contacts.filter((one) => one.channel === channel && one.purpose === 'main').length <= 1,
      ),
    'There is one main contact of each kind; the others have another purpose.',
  )

export const subscriberInput = profileInput.extend({
  kind: z.enum(SUBSCRIBER_KINDS),
  parentId: id.nullable(),
  tags: z.array(tag).max(30),
  contacts: contactsInput,
  addresses: z.array(addressInput).max(20),
  terms: termsInput,
  /** What the subscriber agreed to while being written down. */
  consents: z.array(consentGiven).max(10),
})
export type SubscriberInput = z.input<typeof subscriberInput>
export type NewSubscriber = z.output<typeof subscriberInput>

export const subscriberRow = z.object({
  id,
  number: z.string(),
  kind: z.enum(SUBSCRIBER_KINDS),
  state: z.enum(SUBSCRIBER_STATES),
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  county: z.enum(COUNTIES).nullable(),
  siteId: id.nullable(),
  tags: z.array(z.string()),
  parentId: id.nullable(),
  addedAt: instant,
})
export type SubscriberRow = z.infer<typeof subscriberRow>

const related = z.object({ id, number: z.string(), name: z.string() })

export const subscriber = subscriberRow.omit({ parentId: true, phone: true, email: true }).extend({
  language: z.enum(LANGUAGES),
  details,
  contacts: z.array(contact),
  addresses: z.array(address),
  terms: termsInput,
  parent: related.nullable(),
  /** The first hundred that stand under this company, of those at the caller's sites. */
  children: z.array(related),
  childCount: z.int(),
  mergedInto: related.nullable(),
  closedAt: instant.nullable(),
  version,
  changedAt: instant,
  changedBy: author,
})
export type Subscriber = z.infer<typeof subscriber>

export const listSubscribers = listEndpoint({
  name: 'subscribers.list-subscribers',
  path: '/api/subscribers',
  access: 'subscribers.read',
  reach: 'site',
  summary:
    'Subscribers; searches the beginnings of names and whole phones, e-mails, papers, PINs and account numbers.',
  personal: true,
  sorts: ['addedAt', 'number', 'changedAt'],
  defaultSort: '-addedAt',
  filters: {
    kind: anyOf(z.enum(SUBSCRIBER_KINDS)),
    state: anyOf(z.enum(SUBSCRIBER_STATES)),
    county: anyOf(county),
    siteId: anyOf(id),
    tag: anyOf(tag),
    parentId: anyOf(id),
  },
  item: subscriberRow,
})

const subscriberId = z.object({ subscriberId: id })

export const readSubscriber = endpoint({
  name: 'subscribers.read-subscriber',
  method: 'GET',
  path: '/api/subscribers/:subscriberId',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'One subscriber with contacts, addresses, terms and relatives.',
  input: subscriberId,
  reply: subscriber,
  personal: true,
})

export const findByNumber = endpoint({
  name: 'subscribers.find-by-number',
  method: 'GET',
  path: '/api/subscriber-numbers/:number',
  access: 'subscribers.read',
  reach: 'site',
  summary: 'Whose account number this is.',
  input: z.object({ number: numberInput }),
  reply: subscriberId,
})

export const findDuplicates = endpoint({
  name: 'subscribers.find-duplicates',
  method: 'POST',
  path: '/api/subscriber-duplicates',
  access: 'subscribers.read',
  reach: 'site',
  summary:
    'Who may be the same person already: the same phone, e-mail, paper or PIN, or the same names.',
  input: z.object({
    name: z.string().trim().max(160),
    phone: z.string().trim().max(40).nullable(),
    email: z.string().trim().max(254).nullable(),
    paper: z.string().trim().max(40).nullable(),
    kraPin: z.string().trim().max(40).nullable(),
  }),
  reply: z.object({
    found: z.array(
      subscriberRow.extend({
        because: z.array(z.enum(['phone', 'email', 'paper', 'pin', 'name'])),
      }),
    ),
  }),
  personal: true,
})

export const addSubscriber = endpoint({
  name: 'subscribers.add-subscriber',
  method: 'POST',
  path: '/api/subscribers',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Adds a subscriber.',
  input: subscriberInput.extend({
    language: z.enum(LANGUAGES).default('en'),
    siteId: id.nullable().default(null),
    parentId: id.nullable().default(null),
    tags: z.array(tag).max(30).default([]),
    addresses: z.array(addressInput).max(20).default([]),
    terms: termsInput.default(usualTerms),
    consents: z.array(consentGiven).max(10).default([]),
  }),
  reply: subscriber,
  personal: true,
})

export const changeProfile = endpoint({
  name: 'subscribers.change-profile',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/profile',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Changes name, language, site and papers.',
  input: profileInput.extend({ subscriberId: id, version }),
  reply: subscriber,
  personal: true,
})

export const changeContacts = endpoint({
  name: 'subscribers.change-contacts',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/contacts',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Replaces phones and e-mail addresses.',
  input: z.object({ subscriberId: id, version, contacts: contactsInput }),
  reply: subscriber,
  personal: true,
})

export const addAddress = endpoint({
  name: 'subscribers.add-address',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/addresses',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Adds an address.',
  input: addressInput.extend({ subscriberId: id }),
  reply: subscriber,
  personal: true,
})

export const changeAddress = endpoint({
  name: 'subscribers.change-address',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/addresses/:addressId',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Corrects an address, or puts it away.',
  input: addressInput.extend({ subscriberId: id, addressId: id, archived: z.boolean() }),
  reply: subscriber,
  personal: true,
})

export const changeTerms = endpoint({
  name: 'subscribers.change-terms',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/terms',
  access: 'subscribers.change-terms',
  reach: 'site',
  summary: 'Changes days to pay, credit limit, billing cycle and who is billed.',
  input: z.object({ subscriberId: id, version, terms: termsInput }),
  reply: subscriber,
  personal: true,
})

export const changeParent = endpoint({
  name: 'subscribers.change-parent',
  method: 'PUT',
  path: '/api/subscribers/:subscriberId/parent',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Puts a subscriber under a company, or takes it out.',
  input: z.object({ subscriberId: id, version, parentId: id.nullable() }),
  reply: subscriber,
  personal: true,
})

export const changeTags = endpoint({
  name: 'subscribers.change-tags',
  method: 'POST',
  path: '/api/subscriber-tags',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Adds tags to many subscribers at once, and takes others away.',
  input: z.object({
    subscriberIds: z.array(id).min(1).max(500),
    add: z.array(tag).max(30),
    remove: z.array(tag).max(30),
  }),
  reply: z.object({ changed: z.int() }),
})

export const closeSubscriber = endpoint({
  name: 'subscribers.close-subscriber',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/close',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Closes a subscriber: nothing new is sold, everything stays readable.',
  input: z.object({ subscriberId: id, version, because: text({ max: 200 }) }),
  reply: subscriber,
  personal: true,
})

export const reopenSubscriber = endpoint({
  name: 'subscribers.reopen-subscriber',
  method: 'POST',
  path: '/api/subscribers/:subscriberId/reopen',
  access: 'subscribers.change',
  reach: 'site',
  summary: 'Opens a closed subscriber again.',
  input: z.object({ subscriberId: id, version }),
  reply: subscriber,
  personal: true,
})

export const mergeSubscribers = endpoint({
  name: 'subscribers.merge-subscribers',
  method: 'POST',
  path: '/api/subscribers/:keptId/merge',
  access: 'subscribers.merge',
  reach: 'site',
  stepUp: true,
  summary: 'Two records are one person: everything of the other one becomes this one’s.',
  input: z.object({ keptId: id, mergedId: id, version }),
  reply: subscriber,
  personal: true,
})

export const previewMerge = endpoint({
  name: 'subscribers.preview-merge',
  method: 'GET',
  path: '/api/subscribers/:keptId/merge/:mergedId',
  access: 'subscribers.merge',
  reach: 'site',
  summary: 'What of another record would come to this one, and what speaks against it.',
  input: z.object({ keptId: id, mergedId: id }),
  reply: z.object({
    merged: related,
    contacts: z.int(),
    addresses: z.int(),
    documents: z.int(),
    contracts: z.int(),
    segments: z.int(),
    consents: z.int(),
    /** Who stands under the other record. */
    children: z.int(),
    /** Whole cents. Where any is not zero, the other record is the one to keep. */
    wallet: z.string(),
    owed: z.string(),
    deposit: z.string(),
    against: z.enum(['money', 'kinds-differ', 'not-active', 'stands-under-it']).nullable(),
  }),
  personal: true,
})
