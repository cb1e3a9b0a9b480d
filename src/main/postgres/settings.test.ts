import { expect, test } from 'vitest'
import { settingsFor } from './settings.ts'

const GB = 2 ** 30
const about = { env: {}, port: 5432, socketDir: '/tmp', scratch: false }

test.each([
  [GB / 2, '128MB', '512MB'],
  [4 * GB, '512MB', '2048MB'],
  [24 * GB, '1024MB', '12288MB'],
])(
  'a machine of %i bytes gives PostgreSQL its share, unless an operator says otherwise',
  (memory_bytes, buffers, cache) => {
    expect(settingsFor({ ...about, memory_bytes })).toMatchObject({
      ...{ shared_buffers: buffers, effective_cache_size: cache },
    })
    const env = { KASI_PG_SHARED_BUFFERS: '2GB' }
    expect(settingsFor({ ...about, memory_bytes, env }).shared_buffers).toBe('2GB')
    expect(settingsFor({ ...about, memory_bytes, scratch: true }).shared_buffers).toBe('128MB')
  },
)
