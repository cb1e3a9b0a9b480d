import { africasTalking } from './africastalking.ts'
import { bulkPlatform } from './bulk.ts'
import type { Carriers } from './port.ts'
import { whatsApp } from './whatsapp.ts'

export const carriers: Carriers = {
  africastalking: africasTalking,
  bulk: bulkPlatform,
  whatsapp: whatsApp,
}
