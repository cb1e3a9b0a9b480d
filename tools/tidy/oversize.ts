import type { Oversize } from './size.ts'

/** See `size.ts`. Make this list shorter. */
export const oversize: Oversize = {
  'src/kernel/client.ts#createClient': 141,
  'src/platform/http/streams.ts#createStreams': 131,
  'src/web/admin/organization/IdentityForm.tsx#IdentityForm': 128,
  'src/web/admin/sites/SitePage.tsx#OneSite': 101,
}
