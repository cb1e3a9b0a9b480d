import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useEffectEvent, useState } from 'react'
import { roundPoint, type Point } from '#kernel/geo.ts'
import { useTheme } from '#web/state/theme.ts'
import type { Place } from '#web/ui/map/cluster.ts'
import { BOUNDS } from '#web/ui/map/kenya.ts'
import { styleOf } from '#web/ui/map/map-style.ts'

// A file of our own instead of MapLibre's `blob:`, which the Content-Security-Policy would have to allow.
setWorkerUrl(workerUrl)

type Options = {
  label: string
  places: readonly Place[]
  tileUrl: string | undefined
  onPick: ((at: Point) => void) | undefined
}

/** A MapLibre map in `box`, drawn again with every movement; `failed` where the browser has no WebGL. */
export function useMapLibre(
  box: HTMLDivElement | null,
  { label, places, tileUrl, onPick }: Options,
) {
  const { theme } = useTheme()
  const [map, setMap] = useState<MapLibre>()
  const [failed, setFailed] = useState(false)
  const [, setFrame] = useState(0)
  const pick = useEffectEvent((at: Point) => onPick?.(at))
  const placesAtStart = useEffectEvent(() => places)

  useEffect(() => {
    if (!box) return
    let made: MapLibre
    try {
      made = new MapLibre({
        container: box,
        style: styleOf(box, tileUrl),
        bounds: boundsOf(placesAtStart()),
        fitBoundsOptions: { padding: 32, maxZoom: 11 },
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        minZoom: 3.5,
        maxZoom: 18,
      })
    } catch {
      setFailed(true)
      return
    }
    made.addControl(new ScaleControl({ maxWidth: 96 }), 'bottom-left')
    made.touchZoomRotate.disableRotation()
    made.getCanvas().setAttribute('aria-label', label)
    made.on('move', () => setFrame((frame) => frame + 1))
    made.on('load', () => setMap(made))
    made.on('click', ({ lngLat }) => pick(roundPoint({ lat: lngLat.lat, lng: lngLat.lng })))
    return () => {
      setMap(undefined)
      made.remove()
    }
  }, [box, label, tileUrl])

  useEffect(() => {
    if (map && box) map.setStyle(styleOf(box, tileUrl))
  }, [map, box, theme, tileUrl])

  // Coordinates that were typed may lie outside of what is shown.
  const lat = onPick && places[0]?.at.lat
  const lng = onPick && places[0]?.at.lng
  useEffect(() => {
    if (map && lat !== undefined && lng !== undefined && !map.getBounds().contains([lng, lat]))
      map.jumpTo({ center: [lng, lat], zoom: 11 })
  }, [map, lat, lng])

  return { map, failed }
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
