import { z } from 'zod'
import { defineSetting } from '#platform/settings.ts'

export const paybill = defineSetting({
  key: 'documents.paybill',
  schema: z.string().trim().max(20),
  default: '',
  sentence: {
    en: 'The M-Pesa Paybill number that documents tell subscribers to pay to. Empty: none is named.',
    sw: 'Nambari ya M-Pesa Paybill ambayo hati huwaambia wateja walipie. Tupu: haitajwi.',
  },
  permission: 'documents.change',
})

export const qrOnInvoices = defineSetting({
  key: 'documents.qr-on-invoices',
  schema: z.boolean(),
  default: false,
  sentence: {
    en: 'Have M-Pesa make a QR code for what is open of each new invoice, which stands on its PDF: the payer scans it instead of typing.',
    sw: 'M-Pesa itengeneze msimbo wa QR wa kiasi kilichobaki cha kila ankara mpya, uwe kwenye PDF yake: mlipaji anauskani badala ya kuandika.',
  },
  permission: 'documents.change',
})

export const payLines = defineSetting({
  key: 'documents.other-ways-to-pay',
  schema: z.string().trim().max(400),
  default: '',
  sentence: {
    en: 'Other ways to pay, one on each line, as documents print them: bank, branch, account name and number.',
    sw: 'Njia nyingine za kulipa, moja kila mstari, jinsi hati zinavyochapisha: benki, tawi, jina na nambari ya akaunti.',
  },
  permission: 'documents.change',
})

/** KICA Consumer Protection Regulations 2026: a bill names where a complaint goes when the provider does not settle it. */
export const regulator = defineSetting({
  key: 'documents.regulator',
  schema: z.string().trim().max(200),
  default: 'chukuahatua@ca.go.ke',
  sentence: {
    en: 'Where subscribers may take a complaint that was not settled, as documents print it.',
    sw: 'Mahali wateja wanapoweza kupeleka malalamiko ambayo hayakutatuliwa, jinsi hati zinavyochapisha.',
  },
  permission: 'documents.change',
})

export const bundleDays = defineSetting({
  key: 'documents.bundle-days',
  schema: z.int().min(1).max(60),
  default: 7,
  sentence: {
    en: 'How many days an archive of documents can be fetched before it is thrown away. The documents themselves stay.',
    sw: 'Siku ngapi kifurushi cha hati kinaweza kupakuliwa kabla hakijatupwa. Hati zenyewe hubaki.',
  },
  permission: 'documents.change',
})
