import { z } from 'zod'
import { endpoint, nothing } from '#kernel/endpoint.ts'
import { id } from '#kernel/id.ts'
import { text } from '#kernel/text.ts'
import { author, cents, date, instant, share_bp, version, words } from './shapes.ts'
import { tax, taxClass, VAT_TREATMENTS } from './taxes.ts'

/** Taxes over HTTP: reading and changing the table that `taxes.ts` computes with. */
const classOnDesk = taxClass.extend({
  note: z.string(),
  state: z.enum(['open', 'archived']),
  version,
  changedAt: instant,
  changedBy: author,
  /** Prices of plans and products that name it. */
  prices: z.int(),
})
export type TaxClassOnDesk = z.output<typeof classOnDesk>

export const taxDesk = z.object({
  taxes: z.array(
    tax.extend({
      /** Today's; null: not levied. */
      now_bp: z.int().nullable(),
    }),
  ),
  classes: z.array(classOnDesk),
  vatRegistered: z.boolean(),
  /** Today, in the ISP's zone. */
  today: date,
})
export type TaxDesk = z.output<typeof taxDesk>

export const readTaxes = endpoint({
  name: 'catalog.read-taxes',
  method: 'GET',
  path: '/api/taxes',
  access: 'catalog.read',
  summary: 'Taxes with all their rates by date, and tax classes.',
  input: nothing,
  reply: taxDesk,
})

const taxId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Small letters, digits and dashes.')
export const addTaxRate = endpoint({
  name: 'catalog.add-tax-rate',
  method: 'POST',
  path: '/api/taxes/:taxId/rates',
  access: 'catalog.change-taxes',
  summary: 'Adds a rate that is in force from a day on; what was invoiced before keeps its own.',
  input: z.object({
    taxId,
    from: date,
    /** Null: not levied any more. */
    rate_bp: share_bp.nullable(),
    /** The law or gazette notice that says so. */
    note: text({ max: 200 }),
  }),
  reply: taxDesk,
  stepUp: true,
})
export const removeTaxRate = endpoint({
  name: 'catalog.remove-tax-rate',
  method: 'DELETE',
  path: '/api/taxes/:taxId/rates/:from',
  access: 'catalog.change-taxes',
  summary: 'Takes back a rate that is not in force yet.',
  input: z.object({ taxId, from: date }),
  reply: taxDesk,
  stepUp: true,
})
export const previewTaxRate = endpoint({
  name: 'catalog.preview-tax-rate',
  method: 'GET',
  path: '/api/taxes/:taxId/preview',
  access: 'catalog.read',
  summary: 'What each plan on sale would cost, and leave us, under another rate.',
  input: z.object({
    taxId,
    from: date,
    rate_bp: z.coerce.number().int().min(0).max(10_000).optional(),
  }),
  reply: z.object({
    plans: z.array(
      z.object({
        id,
        code: z.string(),
        name: z.string(),
        inclusive: z.boolean(),
        before: z.object({ net: cents, gross: cents }),
        after: z.object({ net: cents, gross: cents }),
      }),
    ),
  }),
})
const classFields = {
  name: words,
  note: z.string().trim().max(200),
}
export const addTaxClass = endpoint({
  name: 'catalog.add-tax-class',
  method: 'POST',
  path: '/api/tax-classes',
  access: 'catalog.change-taxes',
  summary: 'Adds a tax class.',
  input: z.object({
    id: taxId,
    ...classFields,
    taxes: z.array(taxId).max(10),
    vat: z.enum(VAT_TREATMENTS),
  }),
  reply: taxDesk,
  stepUp: true,
})
export const changeTaxClass = endpoint({
  name: 'catalog.change-tax-class',
  method: 'PUT',
  path: '/api/tax-classes/:classId',
  access: 'catalog.change-taxes',
  summary: 'Renames or archives a tax class; which taxes it bears never changes.',
  input: z.object({
    classId: taxId,
    ...classFields,
    state: z.enum(['open', 'archived']),
    version,
  }),
  reply: taxDesk,
})
