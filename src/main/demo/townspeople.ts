import type { County } from '#kernel/county.ts'
import { noDetails, usualTerms, type NewSubscriber } from '#modules/subscribers/contract.ts'

/** People who do not exist: names drawn from lists, numbers of one block, addresses of estates. Always the same ones. */
const FIRST = [
  ...['Wanjiru', 'Otieno', 'Achieng', 'Kamau', 'Njeri', 'Mutua', 'Chebet', 'Kiprotich', 'Amina'],
  ...['Baraka', 'Faith', 'Brian', 'Mercy', 'Kevin', 'Halima', 'Dennis', 'Esther', 'Samuel'],
  ...['Grace', 'Hassan', 'Lucy', 'Victor', 'Nafula', 'Wekesa', 'Zainab', 'Peter', 'Joyce'],
] as const
const LAST = [
  ...['Mwangi', 'Odhiambo', 'Karanja', 'Njoroge', 'Musyoka', 'Cheruiyot', 'Abdi', 'Wafula'],
  ...['Maina', 'Omondi', 'Kariuki', 'Nyambura', 'Kilonzo', 'Rotich', 'Mohamed', 'Barasa'],
  ...["Ng'ang'a", 'Okoth', 'Gitau', 'Mutiso', 'Koech', 'Wairimu', 'Juma', 'Simiyu', 'Ochieng'],
] as const
const TRADES = [
  ...['Hardware', 'Chemist', 'Academy', 'Apartments', 'Cyber', 'Bakers', 'Motors', 'Dental'],
  ...['Logistics', 'Guest House', 'Farm Supplies', 'Salon', 'Traders', 'Clinic'],
] as const

/** Where a site's people live. */
export const QUARTERS: Readonly<Record<string, readonly [County, ...string[]]>> = {
  'NBO-HQ': ['Nairobi', 'Westlands', 'Kangemi', 'Parklands'],
  'NBO-KRN': ['Nairobi', 'Karen', 'Langata', 'Rongai'],
  'KJD-NGG': ['Kajiado', 'Ngong', 'Kiserian', 'Matasia'],
  'KBU-RRU': ['Kiambu', 'Ruiru', 'Kahawa Sukari', 'Membley'],
  'KBU-THK': ['Kiambu', 'Thika', 'Makongeni', 'Juja'],
  'NKU-POP': ['Nakuru', 'Milimani', 'Lanet', 'Njoro'],
  'UGS-ELD': ['Uasin Gishu', 'Eldoret', 'Kapsoya', 'Langas'],
  'KSM-LKE': ['Kisumu', 'Milimani', 'Mamboleo', 'Nyalenda'],
  'MBA-NYL': ['Mombasa', 'Nyali', 'Bamburi', 'Kisauni'],
}

/** The same numbers at every start (xorshift32). */
export function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % sides
  }
}

export function person(
  number: number,
  at: { code: string; siteId: string },
  roll: ReturnType<typeof dice>,
): NewSubscriber {
  const pick = <T>(list: readonly T[], fallback: T): T => list[roll(list.length)] ?? fallback
  const isCompany = number % 9 === 4
  const last = pick(LAST, 'Mwangi')
  const name = isCompany ? `${last} ${pick(TRADES, 'Traders')}` : `${pick(FIRST, 'Grace')} ${last}`
  const [county = 'Nairobi', ...towns] = QUARTERS[at.code] ?? []
  const tags = [
    ...(roll(12) === 0 ? ['vip'] : []),
    ...(roll(8) === 0 ? ['estate'] : []),
    ...(isCompany ? ['business'] : []),
  ]
  const phone = `+2547090${String(10_000 + number).padStart(5, '0')}`
  const letter = String.fromCodePoint(65 + roll(26))
  return {
    kind: isCompany ? 'company' : 'person',
    name,
    language: roll(3) === 0 ? 'sw' : 'en',
    siteId: at.siteId,
    parentId: null,
    tags,
    details: {
      ...noDetails,
      paper: isCompany ? null : { kind: 'national-id', number: String(90_000_000 + number * 37) },
      kraPin:
        isCompany || roll(5) === 0
          ? `${isCompany ? 'P' : 'A'}0999${String(10_000 + number)}${letter}`
          : null,
    },
    contacts: [
      {
        channel: 'phone',
        purpose: 'main',
        value: phone,
        name: isCompany ? pick(FIRST, 'Grace') : null,
      },
      ...(roll(2) === 0
        ? [
            {
              channel: 'email' as const,
              purpose: 'main' as const,
              value: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${number}@mail.example`,
              name: null,
            },
          ]
        : []),
    ],
    addresses: [
      {
        kind: 'installation',
        county,
        town: pick(towns, 'Town'),
        line: `Plot ${1 + roll(400)}, ${pick(['Acacia', 'Baobab', 'Jacaranda', 'Mkunazi'], 'Acacia')} Road`,
        landmark:
          roll(3) === 0
            ? pick(['Blue gate', 'Behind the chapel', 'Next to the borehole'], 'Blue gate')
            : null,
        at: null,
      },
    ],
    terms: isCompany ? { ...usualTerms, paymentDays: 30 } : usualTerms,
    consents: [
      { purpose: 'privacy-notice', textVersion: '2026-11', channel: 'office' },
      ...(roll(3) > 0
        ? [
            {
              purpose: 'marketing-sms' as const,
              textVersion: '2026-11',
              channel: 'office' as const,
            },
          ]
        : []),
    ],
  }
}
