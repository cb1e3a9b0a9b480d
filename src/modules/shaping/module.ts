import { defineModule } from '#platform/manifest.ts'

export const shaping = defineModule({ name: 'shaping' })
