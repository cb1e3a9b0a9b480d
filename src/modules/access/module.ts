import { defineModule } from '#platform/manifest.ts'

export function access() {
  return defineModule({ name: 'access' })
}
