import { z } from 'zod'
import { endpoint } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { anyOf, listEndpoint } from '#kernel/list.ts'
import { rate } from '#kernel/rate.ts'
import { longText, text } from '#kernel/text.ts'
import { PAYMENT_KINDS, planTerms } from './plan-terms.ts'
import { PLAN_AUDIENCES, planVersion } from './plan-version.ts'
import { author, cents, code, instant, version, words } from './shapes.ts'
import { validity } from './validity.ts'

export const planIdentity = z.object({
  code,
  name: text({ max: 60 }),
  description: z.object({ en: longText({ max: 500 }), sw: longText({ max: 500 }) }),
  serviceTypeId: z.string().min(1),
  audience: z.enum(PLAN_AUDIENCES),
  /** Sites at which it is sold; null: at all. */
  siteIds: z.array(id).min(1).max(200).nullable(),
})

export const planRow = z.object({
  id,
  code: z.string(),
  name: z.string(),
  serviceTypeId: z.string(),
  audience: z.enum(PLAN_AUDIENCES),
  state: z.enum(['open', 'archived']),
  changedAt: instant,
  /** Of the version on sale, else of the latest. */
  payment: z.enum(PAYMENT_KINDS),
  validity,
  number: z.int(),
  /** As the prices are listed, in their own tax mode. */
  listed: cents,
  inclusive: z.boolean(),
  speed: rate.nullable(),
  versionState: z.enum(['draft', 'on-sale', 'to-come', 'withdrawn']),
  hasDraft: z.boolean(),
})
export type PlanRow = z.output<typeof planRow>

export const plan = z.object({
  ...planIdentity.shape,
  id,
  kind: z.enum(['listed', 'composed']),
  state: z.enum(['open', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
  /** The newest first. */
  versions: z.array(planVersion),
  /** Which of them is on sale now. */
  onSaleId: id.nullable(),
})
export type Plan = z.output<typeof plan>

export const listPlans = listEndpoint({
  name: 'catalog.list-plans',
  path: '/api/plans',
  access: 'catalog.read',
  summary: 'Plans with what they cost now; searches code and name.',
  sorts: ['name', 'code', 'price', 'changedAt'],
  defaultSort: 'name',
  filters: {
    serviceType: anyOf(z.string().max(40)),
    payment: anyOf(z.enum(PAYMENT_KINDS)),
    state: z.enum(['open', 'archived', 'all']).default('open'),
  },
  item: planRow,
})
export const readPlan = endpoint({
  name: 'catalog.read-plan',
  method: 'GET',
  path: '/api/plans/:planId',
  access: 'catalog.read',
  summary: 'One plan with all its versions.',
  input: z.object({ planId: id }),
  reply: plan,
})

/** With a speed, the plain profile of that speed is found or made, so that nobody needs to know profiles to sell a plan. */
const terms = { terms: planTerms, speed: rate.nullable(), notes: longText({ max: 1000 }) }

export const addPlan = endpoint({
  name: 'catalog.add-plan',
  method: 'POST',
  path: '/api/plans',
  access: 'catalog.change',
  summary: 'Adds a plan with its first version, as a draft or on sale at once.',
  input: planIdentity.extend({ ...terms, release: z.enum(['keep-draft', 'publish']) }),
  reply: plan,
})
export const changePlan = endpoint({
  name: 'catalog.change-plan',
  method: 'PUT',
  path: '/api/plans/:planId',
  access: 'catalog.change',
  summary:
    'Changes the name, description and audience of a plan; what it promises changes by a new version.',
  input: planIdentity.omit({ code: true }).extend({ planId: id, version }),
  reply: plan,
})
export const archivePlan = endpoint({
  name: 'catalog.archive-plan',
  method: 'POST',
  path: '/api/plans/:planId/archive',
  access: 'catalog.change',
  summary: 'Takes a plan out of sale and lists; those who hold it keep it.',
  input: z.object({ planId: id, version }),
  reply: plan,
})
export const restorePlan = endpoint({
  name: 'catalog.restore-plan',
  method: 'POST',
  path: '/api/plans/:planId/restore',
  access: 'catalog.change',
  summary: 'Brings an archived plan back; a version must be published to sell it again.',
  input: z.object({ planId: id, version }),
  reply: plan,
})
export const saveDraft = endpoint({
  name: 'catalog.save-draft',
  method: 'PUT',
  path: '/api/plans/:planId/draft',
  access: 'catalog.change',
  summary: 'Makes or changes the draft of the next version of a plan.',
  input: z.object({ planId: id, ...terms }),
  reply: plan,
})
export const discardDraft = endpoint({
  name: 'catalog.discard-draft',
  method: 'DELETE',
  path: '/api/plans/:planId/draft',
  access: 'catalog.change',
  summary: 'Throws the draft of a plan away.',
  input: z.object({ planId: id }),
  reply: plan,
})
export const changeVersion = endpoint({
  name: 'catalog.change-version',
  method: 'PUT',
  path: '/api/plans/:planId/versions/:planVersionId',
  access: 'catalog.change',
  summary: 'Changes one version, which only a draft allows: what was published is refused.',
  input: z.object({ planId: id, planVersionId: id, ...terms }),
  reply: plan,
})
export const publishVersion = endpoint({
  name: 'catalog.publish-version',
  method: 'POST',
  path: '/api/plans/:planId/publish',
  access: 'catalog.publish',
  summary:
    'Publishes the draft of a plan, now or at a moment to come; from then on it never changes.',
  input: z.object({ planId: id, sellFrom: instant.nullable() }),
  reply: plan,
})
export const withdrawVersion = endpoint({
  name: 'catalog.withdraw-version',
  method: 'POST',
  path: '/api/plans/:planId/versions/:planVersionId/withdraw',
  access: 'catalog.publish',
  summary: 'Stops the sale of a version; those who hold it keep it.',
  input: z.object({ planId: id, planVersionId: id }),
  reply: plan,
})

export const serviceType = z.object({
  id: z.string(),
  name: words,
  online: z.boolean(),
  state: z.enum(['open', 'archived']),
  version,
  plans: z.int(),
})
export type ServiceType = z.output<typeof serviceType>
export const listServiceTypes = endpoint({
  name: 'catalog.list-service-types',
  method: 'GET',
  path: '/api/service-types',
  access: 'catalog.read',
  summary: 'Kinds of service that plans are for.',
  input: z.object({}),
  reply: z.object({ serviceTypes: z.array(serviceType) }),
})
export const addServiceType = endpoint({
  name: 'catalog.add-service-type',
  method: 'POST',
  path: '/api/service-types',
  access: 'catalog.change',
  summary: 'Adds a kind of service.',
  input: z.object({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Small letters, digits and dashes.'),
    name: words,
    online: z.boolean(),
  }),
  reply: serviceType,
})
export const changeServiceType = endpoint({
  name: 'catalog.change-service-type',
  method: 'PUT',
  path: '/api/service-types/:serviceTypeId',
  access: 'catalog.change',
  summary: 'Renames or archives a kind of service.',
  input: z.object({
    serviceTypeId: z.string().max(40),
    name: words,
    state: z.enum(['open', 'archived']),
    version,
  }),
  reply: serviceType,
})
