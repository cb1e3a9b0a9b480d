export const hotspot = {
  title: 'Hotspots',
} as const
