import { z } from 'zod'
import { id } from '#kernel/id.ts'
import { defineEvent } from '#platform/events.ts'

export const planPublished = defineEvent(
  'catalog.plan-published',
  z.object({ planId: id, planVersionId: id }),
)
