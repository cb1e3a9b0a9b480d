import { Minus, Plus } from 'lucide-react'
import type { Map as MapLibre } from 'maplibre-gl'
import { useState, type ReactNode } from 'react'
import type { Point } from '#kernel/geo.ts'
import { useText } from '#web/i18n/index.ts'
import { cn } from '#web/ui/cn.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { groupPlaces, type Group, type Place } from '#web/ui/map/cluster.ts'
import { TOWNS } from '#web/ui/map/kenya.ts'
import { useMapLibre } from '#web/ui/map/use-maplibre.ts'
import { Popover } from '#web/ui/Popover.tsx'

const FINGER_PX = 44
const TOWN_ZOOM = { 1: 4, 2: 6.2, 3: 8 }

export type MapProps = {
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
export function DrawnMap({ label, places, popup, onPick, tileUrl, className }: MapProps) {
  const t = useText()
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const { map, failed } = useMapLibre(box, { label, places, tileUrl, onPick })
  if (failed) return <PlacesAsList places={places} className={className} />
  return (
    <div className={cn('relative isolate overflow-hidden rounded-lg border bg-sunken', className)}>
      <div
        ref={setBox}
        className={cn('absolute! inset-0', onPick && '[&_canvas]:cursor-crosshair')}
      />
      <div className="pointer-events-none absolute inset-0 overflow-hidden">
        {map && <Marks map={map} places={places} popup={popup} />}
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
    </div>
  )
}

function PlacesAsList({
  places,
  className,
}: {
  places: readonly Place[]
  className: string | undefined
}) {
  const t = useText()
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
}

/** Pins as buttons of the page, not of the canvas: they can be reached with Tab and are read out. */
function Marks({
  map,
  places,
  popup,
}: {
  map: MapLibre
  places: readonly Place[]
  popup: MapProps['popup']
}) {
  const zoom = map.getZoom()
  const groups = groupPlaces(places, (at) => map.project([at.lng, at.lat]), FINGER_PX)
  const isCovered = (at: { x: number; y: number }) =>
    groups.some((group) => Math.hypot(group.x - at.x, group.y - at.y) < FINGER_PX)
  return (
    <>
      {TOWNS.filter((town) => zoom >= TOWN_ZOOM[town.rank])
        .map((town) => ({ name: town.name, at: map.project(town.at) }))
        .filter((town) => !isCovered(town.at))
        .map(({ name, at }) => (
          <span
            key={name}
            aria-hidden="true"
            className="absolute text-xs text-soft"
            style={{ left: at.x, top: at.y }}
          >
            <span className="absolute size-1 -translate-1/2 rounded-full bg-faint" />
            <span className="absolute left-1.5 -translate-y-1/2">{name}</span>
          </span>
        ))}
      {groups.map((group) => (
        <Pin
          key={group.key}
          group={group}
          popup={popup}
          onZoom={() =>
            map.easeTo({ center: [group.at.lng, group.at.lat], zoom: Math.min(17, zoom + 2.5) })
          }
        />
      ))}
    </>
  )
}

const TONES = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' }

function Pin({
  group,
  popup,
  onZoom,
}: {
  group: Group
  popup: MapProps['popup']
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
