import { defineModule } from '#platform/manifest.ts'

export const usage = defineModule({ name: 'usage' })
