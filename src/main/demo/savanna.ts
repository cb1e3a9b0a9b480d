import type { InputOf } from '#kernel/endpoint.ts'
import type { changeIdentity, SiteInput } from '#modules/organization/contract.ts'

/** Savanna Fibre: an ISP that does not exist, with people who do not either. Addresses end in `.example` (RFC 2606). */
export const IDENTITY: Omit<InputOf<typeof changeIdentity>, 'version'> = {
  tradingName: 'Savanna Fibre',
  legalName: 'Savanna Fibre Networks Limited',
  kraPin: 'P051999888K',
  vatRegistered: true,
  caLicenceNumber: 'TL/DEMO/00042',
  odpcRegistration: { number: 'DEMO-2025-0042', expiresOn: '2027-06-30' },
  supportPhone: '0709 000 042',
  supportEmail: 'help@savanna.example',
  website: 'https://savanna.example',
  physicalAddress: {
    line1: 'Acacia House, 3rd floor',
    line2: 'Waiyaki Way',
    town: 'Westlands',
    county: 'Nairobi',
  },
  postalAddress: { box: '4242', postalCode: '00800', town: 'Nairobi' },
  dataProtectionOfficer: {
    name: 'Halima Demo',
    phone: '0709 000 043',
    email: 'privacy@savanna.example',
  },
}

export const COLOURS = { primary: '#0f6b5c', accent: '#d97706' }

export const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <title>Savanna Fibre</title>
  <rect width="64" height="64" rx="14" fill="#0f6b5c"/>
  <circle cx="44" cy="22" r="9" fill="#f6b73c"/>
  <path d="M30 50V34" stroke="#ffffff" stroke-width="4" stroke-linecap="round"/>
  <path d="M10 32c4-9 12-12 20-12s16 3 20 12c-6-3-12-4-20-4s-14 1-20 4z" fill="#ffffff"/>
  <path d="M8 54c14-5 34-5 48 0" stroke="#f6b73c" stroke-width="4" stroke-linecap="round" fill="none"/>
</svg>
`

const day = { opens: '08:00', closes: '18:00' }
export const HOURS = {
  ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  saturday: { opens: '09:00', closes: '16:00' },
  sunday: null,
}

function site(
  code: string,
  name: string,
  kind: SiteInput['kind'],
  where: Pick<SiteInput, 'county' | 'town' | 'at'> & Partial<SiteInput>,
): SiteInput {
  return { address: null, contact: null, notes: '', ...where, code, name, kind }
}

const caretaker = { name: 'Kiprono Demo', phone: '0709 000 051', email: null }

export const SITES: readonly SiteInput[] = [
  site('NBO-HQ', 'Acacia House', 'office', {
    ...{ county: 'Nairobi', town: 'Westlands', at: { lat: -1.2676, lng: 36.8108 } },
    address: 'Waiyaki Way',
  }),
  site('NBO-KRN', 'Karen mast', 'tower', {
    ...{ county: 'Nairobi', town: 'Karen', at: { lat: -1.3197, lng: 36.7073 } },
    contact: caretaker,
    notes: 'Key with the caretaker. Battery bank replaced in March.',
  }),
  site('KJD-NGG', 'Ngong Hills relay', 'tower', {
    ...{ county: 'Kajiado', town: 'Ngong', at: { lat: -1.4006, lng: 36.6357 } },
    notes: 'Four-wheel drive after rain.',
  }),
  site('KBU-RRU', 'Ruiru point of presence', 'pop', {
    ...{ county: 'Kiambu', town: 'Ruiru', at: { lat: -1.1466, lng: 36.9609 } },
  }),
  site('KBU-THK', 'Thika shop', 'shop', {
    ...{ county: 'Kiambu', town: 'Thika', at: { lat: -1.0333, lng: 37.0693 } },
    address: 'Commercial Street',
  }),
  site('NKU-POP', 'Nakuru point of presence', 'pop', {
    ...{ county: 'Nakuru', town: 'Nakuru', at: { lat: -0.3031, lng: 36.08 } },
  }),
  site('UGS-ELD', 'Eldoret point of presence', 'pop', {
    ...{ county: 'Uasin Gishu', town: 'Eldoret', at: { lat: 0.5143, lng: 35.2698 } },
  }),
  site('KSM-LKE', 'Lakeside mast', 'tower', {
    ...{ county: 'Kisumu', town: 'Kisumu', at: { lat: -0.0917, lng: 34.768 } },
  }),
  site('MBA-NYL', 'Nyali mast', 'tower', {
    ...{ county: 'Mombasa', town: 'Nyali', at: { lat: -4.0372, lng: 39.7208 } },
  }),
  site('MKS-MKT', 'Machakos market', 'hotspot', {
    ...{ county: 'Machakos', town: 'Machakos', at: { lat: -1.5177, lng: 37.2634 } },
  }),
  site('NKU-NVS', 'Naivasha old relay', 'tower', {
    ...{ county: 'Nakuru', town: 'Naivasha', at: { lat: -0.7172, lng: 36.431 } },
    notes: 'Taken down when the Nakuru link went to fibre.',
  }),
]
export const ARCHIVED = 'NKU-NVS'

/** Everybody's; long, because the demo asks most of them for nothing else. */
export const PASSWORD = 'twelve acacias drink the rain'

/** One for each role that Kasi brings; the technician and the cashier work at some sites only. */
export const OWNER = { name: 'Wambui Demo', email: 'owner@savanna.example' }
export const COLLEAGUES: readonly {
  role: string
  name: string
  email: string
  language: 'en' | 'sw'
  sites?: string[]
}[] = [
  { role: 'Administrator', name: 'Amina Demo', email: 'admin@savanna.example', language: 'en' },
  { role: 'Finance', name: 'Njoroge Demo', email: 'finance@savanna.example', language: 'en' },
  {
    ...{ role: 'Cashier', name: 'Atieno Demo', email: 'cashier@savanna.example' },
    ...{ language: 'sw', sites: ['KBU-THK'] },
  },
  { role: 'Support', name: 'Mutua Demo', email: 'support@savanna.example', language: 'sw' },
  { role: 'Network', name: 'Chebet Demo', email: 'network@savanna.example', language: 'en' },
  {
    ...{ role: 'Technician', name: 'Otieno Demo', email: 'technician@savanna.example' },
    ...{ language: 'sw', sites: ['NBO-KRN', 'KJD-NGG'] },
  },
  { role: 'Reseller', name: 'Zawadi Demo', email: 'reseller@savanna.example', language: 'sw' },
  { role: 'Auditor', name: 'Kamau Demo', email: 'auditor@savanna.example', language: 'en' },
]
