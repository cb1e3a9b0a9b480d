/**
 * Kenya's outline and its two great lakes, coarse enough to draw without any tile server. The border is
 * Natural Earth's 1:110m (public domain); the lakes are drawn by hand. Longitude, latitude.
 */
type Ring = [number, number][]

const BORDER: Ring = [
  [34.005, 4.25],
  [34.62, 4.847],
  [35.298, 5.506],
  [35.817, 5.338],
  [35.817, 4.777],
  [36.159, 4.448],
  [36.855, 4.448],
  [38.121, 3.599],
  [38.437, 3.589],
  [38.671, 3.616],
  [38.893, 3.501],
  [39.559, 3.422],
  [39.855, 3.839],
  [40.767, 4.257],
  [41.172, 3.919],
  [41.855, 3.919],
  [40.981, 2.785],
  [40.993, -0.858],
  [41.585, -1.683],
  [40.885, -2.083],
  [40.637, -2.5],
  [40.263, -2.573],
  [40.121, -3.278],
  [39.8, -3.681],
  [39.605, -4.347],
  [39.202, -4.677],
  [37.767, -3.677],
  [37.699, -3.097],
  [34.073, -1.06],
  [33.904, -0.95],
  [33.894, 0.11],
  [34.18, 0.515],
  [34.672, 1.177],
  [35.036, 1.906],
  [34.596, 3.054],
  [34.479, 3.556],
  [34.005, 4.25],
]
const TURKANA: Ring = [
  [35.95, 4.55],
  [36.2, 4.3],
  [36.1, 3.9],
  [36.25, 3.5],
  [36.5, 3.1],
  [36.75, 2.65],
  [36.65, 2.4],
  [36.45, 2.75],
  [36.2, 3.1],
  [35.95, 3.5],
  [35.85, 4.0],
  [35.95, 4.55],
]
const VICTORIA: Ring = [
  [33.9, 0.1],
  [34.15, 0.05],
  [34.3, -0.12],
  [34.75, -0.1],
  [34.75, -0.25],
  [34.45, -0.38],
  [34.1, -0.5],
  [34.1, -0.85],
  [33.98, -1.0],
  [33.904, -0.95],
  [33.9, 0.1],
]

function polygon(rings: Ring[]) {
  return {
    type: 'Feature' as const,
    properties: {},
    geometry: { type: 'Polygon' as const, coordinates: rings },
  }
}

export const LAND = polygon([BORDER])
export const LAKES = {
  type: 'FeatureCollection' as const,
  features: [polygon([TURKANA]), polygon([VICTORIA])],
}

function grid(step: number, from: [number, number], to: [number, number]) {
  const between = (low: number, high: number) =>
    Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => low + place * step)
  const lines: Ring[] = [
    ...between(from[0], to[0]).map((lng): Ring => [
      [lng, from[1]],
      [lng, to[1]],
    ]),
    ...between(from[1], to[1]).map((lat): Ring => [
      [from[0], lat],
      [to[0], lat],
    ]),
  ]
  return {
    type: 'FeatureCollection' as const,
    features: lines.map((coordinates) => ({
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'LineString' as const, coordinates },
    })),
  }
}

/** Every second degree, and close up every tenth (11 km), so that an empty map still has a scale. */
export const GRATICULE = grid(2, [26, -10], [48, 10])
export const FINE_GRATICULE = grid(0.1, [33.5, -5], [42, 5.5])

export const BOUNDS: [[number, number], [number, number]] = [
  [33.7, -4.9],
  [42.1, 5.6],
]

export const TOWNS: readonly { name: string; at: [number, number]; rank: 1 | 2 | 3 }[] = [
  { name: 'Nairobi', at: [36.82, -1.29], rank: 1 },
  { name: 'Mombasa', at: [39.66, -4.05], rank: 1 },
  { name: 'Kisumu', at: [34.77, -0.09], rank: 1 },
  { name: 'Nakuru', at: [36.07, -0.3], rank: 2 },
  { name: 'Eldoret', at: [35.27, 0.52], rank: 1 },
  { name: 'Garissa', at: [39.64, -0.45], rank: 1 },
  { name: 'Lodwar', at: [35.6, 3.12], rank: 1 },
  { name: 'Marsabit', at: [37.99, 2.33], rank: 1 },
  { name: 'Wajir', at: [40.06, 1.75], rank: 1 },
  { name: 'Malindi', at: [40.12, -3.22], rank: 2 },
  { name: 'Nyeri', at: [36.95, -0.42], rank: 2 },
  { name: 'Meru', at: [37.65, 0.05], rank: 2 },
  { name: 'Machakos', at: [37.26, -1.52], rank: 2 },
  { name: 'Kitui', at: [38.01, -1.37], rank: 2 },
  { name: 'Kakamega', at: [34.75, 0.28], rank: 2 },
  { name: 'Voi', at: [38.57, -3.4], rank: 2 },
  { name: 'Thika', at: [37.07, -1.03], rank: 3 },
  { name: 'Ruiru', at: [36.96, -1.15], rank: 3 },
  { name: 'Kikuyu', at: [36.66, -1.25], rank: 3 },
  { name: 'Limuru', at: [36.64, -1.11], rank: 3 },
  { name: 'Ngong', at: [36.65, -1.36], rank: 3 },
  { name: 'Kitengela', at: [36.96, -1.47], rank: 3 },
  { name: 'Athi River', at: [36.98, -1.45], rank: 3 },
  { name: 'Naivasha', at: [36.43, -0.72], rank: 3 },
  { name: 'Kajiado', at: [36.78, -1.85], rank: 3 },
  { name: 'Kilifi', at: [39.85, -3.63], rank: 3 },
  { name: 'Ukunda', at: [39.57, -4.28], rank: 3 },
  { name: 'Bungoma', at: [34.56, 0.57], rank: 3 },
  { name: 'Kericho', at: [35.28, -0.37], rank: 3 },
  { name: 'Kisii', at: [34.77, -0.68], rank: 3 },
  { name: 'Embu', at: [37.45, -0.54], rank: 3 },
  { name: 'Nanyuki', at: [37.07, 0.01], rank: 3 },
]
