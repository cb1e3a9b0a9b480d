import type { StyleSpecification } from 'maplibre-gl'
import { FINE_GRATICULE, GRATICULE, LAKES, LAND } from '#web/ui/map/kenya.ts'

/** From here on the fine lines are far enough apart. */
const FINE_ZOOM = 7.5

/** MapLibre reads no CSS variables and no oklch: a canvas turns each token into a colour that it knows. */
function colourOf(box: HTMLElement, token: string): string {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return '#888888'
  context.fillStyle = getComputedStyle(box).getPropertyValue(token).trim()
  context.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${r}, ${g}, ${b})`
}

/** The land in the colours of the theme that is painted now. */
export function styleOf(box: HTMLElement, tileUrl: string | undefined): StyleSpecification {
  const line = colourOf(box, '--line')
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: LAND },
      lakes: { type: 'geojson', data: LAKES },
      graticule: { type: 'geojson', data: GRATICULE },
      fine: { type: 'geojson', data: FINE_GRATICULE },
      ...(tileUrl ? { tiles: { type: 'raster' as const, tiles: [tileUrl], tileSize: 256 } } : {}),
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colourOf(box, '--sunken') } },
      {
        id: 'graticule',
        type: 'line',
        source: 'graticule',
        paint: { 'line-color': line, 'line-width': 1 },
      },
      {
        id: 'land',
        type: 'fill',
        source: 'land',
        paint: { 'fill-color': colourOf(box, '--raised') },
      },
      {
        id: 'lakes',
        type: 'fill',
        source: 'lakes',
        paint: { 'fill-color': colourOf(box, '--info-wash') },
      },
      {
        id: 'fine',
        type: 'line',
        source: 'fine',
        minzoom: FINE_ZOOM,
        paint: { 'line-color': line, 'line-width': 1, 'line-opacity': 0.7 },
      },
      {
        id: 'border',
        type: 'line',
        source: 'land',
        paint: { 'line-color': colourOf(box, '--field'), 'line-width': 1.25 },
      },
      ...(tileUrl ? [{ id: 'tiles', type: 'raster' as const, source: 'tiles' }] : []),
    ],
  }
}
