import { z } from 'zod'
import { ISSUED_KINDS } from '../contract.ts'

/** As the columns keep it. */
export const issuedKind = z.enum(ISSUED_KINDS)
