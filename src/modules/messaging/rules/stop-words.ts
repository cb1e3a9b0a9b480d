const STOP = new Set([
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'acha',
  'sitisha',
  'simamisha',
  'ondoa',
])
const START = new Set(['start', 'unstop', 'subscribe', 'anza', 'endelea'])

/** What somebody's answer asks of us, by its first word. */
export function readAnswer(text: string): 'stop' | 'start' | undefined {
  const [word = ''] = text
    .trim()
    .toLowerCase()
    .split(/[^\p{L}]+/u)
  if (STOP.has(word)) return 'stop'
  return START.has(word) ? 'start' : undefined
}
