import { z } from 'zod'

/** The 47 counties in the order of the Constitution of Kenya, First Schedule; the place is the code. */
export const COUNTIES = [
  'Mombasa',
  'Kwale',
  'Kilifi',
  'Tana River',
  'Lamu',
  'Taita Taveta',
  'Garissa',
  'Wajir',
  'Mandera',
  'Marsabit',
  'Isiolo',
  'Meru',
  'Tharaka-Nithi',
  'Embu',
  'Kitui',
  'Machakos',
  'Makueni',
  'Nyandarua',
  'Nyeri',
  'Kirinyaga',
  "Murang'a",
  'Kiambu',
  'Turkana',
  'West Pokot',
  'Samburu',
  'Trans Nzoia',
  'Uasin Gishu',
  'Elgeyo Marakwet',
  'Nandi',
  'Baringo',
  'Laikipia',
  'Nakuru',
  'Narok',
  'Kajiado',
  'Kericho',
  'Bomet',
  'Kakamega',
  'Vihiga',
  'Bungoma',
  'Busia',
  'Siaya',
  'Kisumu',
  'Homa Bay',
  'Migori',
  'Kisii',
  'Nyamira',
  'Nairobi',
] as const

export type County = (typeof COUNTIES)[number]
export const county = z.enum(COUNTIES)

/** `047` for Nairobi: three digits, as KRA and the census write them. */
export function countyCode(name: County): string {
  return String(COUNTIES.indexOf(name) + 1).padStart(3, '0')
}

/** The county of a name or code as people type it: `nairobi county`, `Muranga`, `47`. */
export function parseCounty(given: string): County | undefined {
  const digits = /^0*(\d{1,2})$/.exec(given.trim())?.[1]
  if (digits !== undefined) return COUNTIES[Number(digits) - 1]
  const plain = letters(given.replaceAll(/\b(county|city)\b/gi, ''))
  return COUNTIES.find((name) => letters(name) === plain)
}

function letters(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '')
}
