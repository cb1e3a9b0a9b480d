import type { Oversize } from './size.ts'

/** See `size.ts`. Make this list shorter. */
export const oversize: Oversize = {
  'src/kernel/client.ts#createClient': 141,
  'src/web/ui/Dialog.tsx#OpenDialog': 106,
}
