import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibre, ScaleControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { Minus, Plus } from 'lucide-react'
import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { roundPoint, type Point } from '#kernel/geo.ts'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { groupPlaces, type Group, type Place } from '#web/ui/map/cluster.ts'
import { BOUNDS, FINE_GRATICULE, GRATICULE, LAKES, LAND, TOWNS } from '#web/ui/map/kenya.ts'
import { useTheme } from '#web/state/theme.ts'
import { Popover } from '#web/ui/Popover.tsx'

// A file of our own instead of MapLibre's `blob:`, which the Content-Security-Policy would have to allow.
setWorkerUrl(workerUrl)

const FINGER_PX = 44
const TOWN_ZOOM = { 1: 4, 2: 6.2, 3: 8 }
const FINE_ZOOM = 7.5

type Props = {
  label: string
  places: readonly Place[]
  /** What a pin shows when it is pressed. */
  popup?: (place: Place) => ReactNode
  /** Makes the map a picker: a click says where. */
  onPick?: (at: Point) => void
  /** `https://…/{z}/{x}/{y}.png`, where the ISP has tiles; without it the land is drawn plainly. */
  tileUrl?: string
  className?: string
}

/** Places on the land. Works without the internet: outline, lakes and towns come with Kasi. */
export function Map({ label, places, popup, onPick, tileUrl, className }: Props) {
  const t = useText()
  const { theme } = useTheme()
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const [map, setMap] = useState<MapLibre>()
  const [failed, setFailed] = useState(false)
  const [, setFrame] = useState(0)
  const pick = useEffectEvent((at: Point) => onPick?.(at))
  const startPlaces = useEffectEvent(() => places)

  useEffect(() => {
    if (!box) return
    let made: MapLibre
    try {
      made = new MapLibre({
        container: box,
        style: styleOf(box, tileUrl),
        bounds: boundsOf(startPlaces()),
        fitBoundsOptions: { padding: 32, maxZoom: 11 },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        minZoom: 3.5,
        maxZoom: 18,
        cooperativeGestures: false,
      })
    } catch {
      setFailed(true)
      return
    }
    made.addControl(new ScaleControl({ maxWidth: 96 }), 'bottom-left')
    made.touchZoomRotate.disableRotation()
    made.getCanvas().setAttribute('aria-label', label)
    // One redraw of the pins per frame that the map moves.
    made.on('move', () => setFrame((frame) => frame + 1))
    made.on('load', () => setMap(made))
    made.on('click', (event) => pick(roundPoint({ lat: event.lngLat.lat, lng: event.lngLat.lng })))
    return () => {
      setMap(undefined)
      made.remove()
    }
  }, [box, label, tileUrl])

  useEffect(() => {
    if (map && box) map.setStyle(styleOf(box, tileUrl))
  }, [map, box, theme, tileUrl])

  const project = (at: Point) => map?.project([at.lng, at.lat]) ?? { x: 0, y: 0 }
  const groups = map ? groupPlaces(places, project, FINGER_PX) : []
  const zoom = map?.getZoom() ?? 0

  if (failed)
    return (
      <div className={cn('rounded-lg border bg-sunken p-4', className)}>
        <p className="mb-2 text-soft">{t('common.map.unavailable')}</p>
        <ul aria-label={t('common.map.list')} className="list-disc pl-5">
          {places.map((place) => (
            <li key={place.id}>{place.name}</li>
          ))}
        </ul>
      </div>
    )

  return (
    <section
      aria-label={label}
      className={cn('relative isolate overflow-hidden rounded-lg border bg-sunken', className)}
    >
      <div
        ref={setBox}
        className={cn('absolute! inset-0', onPick && '[&_canvas]:cursor-crosshair')}
      />
      <div className="pointer-events-none absolute inset-0 overflow-hidden">
        {map &&
          TOWNS.filter((town) => zoom >= TOWN_ZOOM[town.rank]).map((town) => {
            const { x, y } = map.project(town.at)
            return (
              <span
                key={town.name}
                aria-hidden="true"
                className="absolute text-xs text-soft"
                style={{ left: x, top: y }}
              >
                <span className="absolute size-1 -translate-1/2 rounded-full bg-faint" />
                <span className="absolute left-1.5 -translate-y-1/2">{town.name}</span>
              </span>
            )
          })}
        {groups.map((group) => (
          <Pin
            key={group.key}
            group={group}
            popup={popup}
            onZoom={() =>
              map?.easeTo({ center: [group.at.lng, group.at.lat], zoom: Math.min(17, zoom + 2.5) })
            }
          />
        ))}
      </div>
      <div className="absolute top-2 right-2 grid gap-1">
        <IconButton
          look="plain"
          size="sm"
          side="left"
          label={t('common.map.zoomIn')}
          onClick={() => map?.zoomIn()}
        >
          <Plus />
        </IconButton>
        <IconButton
          look="plain"
          size="sm"
          side="left"
          label={t('common.map.zoomOut')}
          onClick={() => map?.zoomOut()}
        >
          <Minus />
        </IconButton>
      </div>
    </section>
  )
}

const TONES = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' }

function Pin({
  group,
  popup,
  onZoom,
}: {
  group: Group
  popup: Props['popup']
  onZoom: () => void
}) {
  const t = useText()
  const [place] = group.places
  if (!place) return null
  const position = { left: group.x, top: group.y }
  const frame = 'pointer-events-auto absolute grid -translate-1/2 place-items-center rounded-full'
  if (group.places.length > 1)
    return (
      <button
        type="button"
        onClick={onZoom}
        style={position}
        aria-label={`${t('common.map.points', { count: group.places.length })}: ${t('common.map.zoomIn')}`}
        className={cn(
          frame,
          'tnum size-9 bg-accent text-sm font-semibold text-on-accent shadow-md ring-4 ring-accent/25',
        )}
      >
        {group.places.length}
      </button>
    )
  const pin = (
    <button
      type="button"
      style={position}
      aria-label={place.name}
      title={place.name}
      className={cn(frame, 'size-6')}
    >
      <span
        className={cn(
          'size-3.5 rounded-full shadow-md ring-2 ring-raised',
          TONES[place.tone ?? 'accent'],
        )}
      />
    </button>
  )
  if (!popup) return pin
  return (
    <Popover trigger={pin} label={place.name}>
      <div className="p-1">{popup(place)}</div>
    </Popover>
  )
}

/** The places with some air around them; all of Kenya when there are none. */
function boundsOf(places: readonly Place[]): [[number, number], [number, number]] {
  if (places.length === 0) return BOUNDS
  const lngs = places.map((place) => place.at.lng)
  const lats = places.map((place) => place.at.lat)
  return [
    [Math.min(...lngs) - 0.05, Math.min(...lats) - 0.05],
    [Math.max(...lngs) + 0.05, Math.max(...lats) + 0.05],
  ]
}

/** MapLibre reads no CSS variables and no oklch: a canvas turns each token into a colour that it knows. */
function colourOf(box: HTMLElement, token: string): string {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return '#888888'
  context.fillStyle = getComputedStyle(box).getPropertyValue(token).trim()
  context.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0] = context.getImageData(0, 0, 1, 1).data
  return `rgb(${r}, ${g}, ${b})`
}

function styleOf(box: HTMLElement, tileUrl: string | undefined): StyleSpecification {
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
