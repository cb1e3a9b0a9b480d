export const hotspot = {
  title: 'Hotspot',
} as const
