import { z } from 'zod'

/** A point in WGS 84 degrees, as GPS and GeoJSON mean it. */
export type Point = { readonly lat: number; readonly lng: number }

/** Seven digits after the point are a centimetre; more is noise from a phone. */
export function roundPoint(point: Point): Point {
  return { lat: Number(point.lat.toFixed(7)), lng: Number(point.lng.toFixed(7)) }
}

export const point = z.object({
  lat: z.number().min(-90, 'Latitude is from -90 to 90.').max(90, 'Latitude is from -90 to 90.'),
  lng: z
    .number()
    .min(-180, 'Longitude is from -180 to 180.')
    .max(180, 'Longitude is from -180 to 180.'),
})

const DECIMAL = /^([+-]?\d{1,3}(?:\.\d+)?)°?\s*([NS])?[\s,;]+([+-]?\d{1,3}(?:\.\d+)?)°?\s*([EW])?$/i
const DMS =
  /^(\d{1,3})°\s*(\d{1,2})['′]\s*(\d{1,2}(?:\.\d+)?)["″]?\s*([NS])[\s,;]*(\d{1,3})°\s*(\d{1,2})['′]\s*(\d{1,2}(?:\.\d+)?)["″]?\s*([EW])$/i

/** Reads `-1.286, 36.817`, `1.286 S 36.817 E` and `1°17'09.6"S 36°49'01.2"E`: what maps and phones copy. */
export function parsePoint(given: string): Point | undefined {
  const trimmed = given.trim()
  const found = decimal(trimmed) ?? sexagesimal(trimmed)
  return found && point.safeParse(found).success ? roundPoint(found) : undefined
}

function decimal(given: string): Point | undefined {
  const match = DECIMAL.exec(given)
  if (!match) return undefined
  const [, lat, northSouth, lng, eastWest] = match
  return { lat: signed(Number(lat), northSouth), lng: signed(Number(lng), eastWest) }
}

function sexagesimal(given: string): Point | undefined {
  const match = DMS.exec(given)
  if (!match) return undefined
  const [, latD, latM, latS, northSouth, lngD, lngM, lngS, eastWest] = match
  if ([latM, latS, lngM, lngS].some((sixtieths) => Number(sixtieths) >= 60)) return undefined
  return {
    lat: signed(Number(latD) + Number(latM) / 60 + Number(latS) / 3600, northSouth),
    lng: signed(Number(lngD) + Number(lngM) / 60 + Number(lngS) / 3600, eastWest),
  }
}

function signed(degrees: number, hemisphere: string | undefined): number {
  return hemisphere && /[SW]/i.test(hemisphere) ? -Math.abs(degrees) : degrees
}

/** For reading and for copying back: `-1.286000, 36.817000`. */
export function formatPoint(at: Point): string {
  return `${at.lat.toFixed(6)}, ${at.lng.toFixed(6)}`
}
